import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { expect } from 'chai';

import { type Cluster, connectCluster, type ObjectDraft } from '#src/cluster/index.ts';

import { controlPlane } from './shared-control-plane.ts';

const PODS = 5_000;
/** More than the client itself takes, far less than all of the pods. */
const HEAP_MB = 72;
const namespace = `many-${process.pid}`;

describe('5,000 pods through the port', function () {
  this.timeout(180_000);
  let cluster: Cluster;
  let kubeconfig: string;

  before(async function () {
    this.timeout(180_000);
    ({ kubeconfig } = await controlPlane());
    cluster = await connectCluster(kubeconfig);
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    const drafts = Array.from({ length: PODS }, (_, index) => pod(index));
    const workers = Array.from({ length: 40 }, async () => {
      for (let draft = drafts.pop(); draft; draft = drafts.pop()) await cluster.create(draft);
    });
    await Promise.all(workers);
  });
  after(async () => {
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
    cluster.close();
  });

  it('are listed in bounded memory', async () => {
    const { code, output } = await list('stream', kubeconfig);
    expect(output).to.contain(`"count":${PODS}`);
    expect(code).to.equal(0);
  });

  it('would not all fit into that memory', async () => {
    const { code } = await list('hold', kubeconfig);
    expect(code).not.to.equal(0);
  });
});

/** As large as pods are in practice; no scheduler looks at it. */
function pod(index: number): ObjectDraft {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${index}`, namespace, annotations: { note: 'n'.repeat(12_000) } },
    spec: { schedulerName: 'nobody', containers: [{ name: 'main', image: 'nginx:1.29' }] },
  };
}

async function list(way: 'stream' | 'hold', kubeconfig: string): Promise<{ code: number | null; output: string }> {
  const file = join(import.meta.dirname, 'list-pods.ts');
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, file, namespace, way], {
    env: { ...process.env, KUBECONFIG_TEXT: kubeconfig },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
