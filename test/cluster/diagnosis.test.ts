import { setTimeout as pause } from 'node:timers/promises';

import { expect } from 'chai';

import { explain, type Finding } from '#src/cluster/diagnosis/index.ts';
import { type Cluster, connectCluster, type ObjectDraft } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';

import { controlPlane } from './shared-control-plane.ts';

const namespace = `diagnosis-${process.pid}`;

/** Broken by a manifest on a real control plane, found by the rules. */
const broken: {
  name: string;
  container?: JsonObject;
  spec?: JsonObject;
  before?: ObjectDraft[];
  says: string;
  rule: string;
}[] = [
  { name: 'no-image', container: { image: 'nginx:missing' }, rule: 'image-pull', says: 'nginx:missing' },
  { name: 'crashes', container: { image: 'nginx:crash-loop' }, rule: 'crash-loop', says: 'main' },
  {
    name: 'hungry',
    container: { image: 'nginx:oom', resources: { limits: { memory: '16Mi' } } },
    rule: 'out-of-memory',
    says: '16Mi',
  },
  {
    name: 'too-big',
    container: { resources: { requests: { cpu: '400' } } },
    rule: 'pending/too-big',
    says: 'more cpu (400) than any node',
  },
  {
    name: 'picky',
    spec: template('picky', { nodeSelector: { disk: 'ssd' } }),
    rule: 'pending/selector',
    says: 'disk=ssd',
  },
  {
    name: 'no-claim',
    spec: template('no-claim', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'nowhere' } }] }),
    rule: 'pending/claim-missing',
    says: '"nowhere"',
  },
  {
    name: 'no-account',
    spec: template('no-account', { serviceAccountName: 'ghost' }),
    rule: 'pods-refused/service-account',
    says: '"ghost"',
  },
];

describe('Diagnosis on a real control plane', function () {
  this.timeout(90_000);
  let cluster: Cluster;

  before(async function () {
    this.timeout(90_000);
    const { kubeconfig } = await controlPlane();
    cluster = await connectCluster(kubeconfig);
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  });
  after(async () => {
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
    cluster.close();
  });

  for (const { name, container = {}, spec = {}, rule, says } of broken) {
    it(`finds out about "${name}"`, async () => {
      await cluster.apply(deployment(namespace, name, spec, container));
      const finding = await found(cluster, name);
      const [wanted = '', cause] = rule.split('/');
      expect(finding.rule).to.equal(wanted);
      if (cause !== undefined) expect(finding.cause).to.equal(cause);
      expect(finding.summary).to.contain(says);
      expect(finding.object).to.deep.include({ kind: 'Deployment', name });
      expect(finding.evidence).not.to.deep.equal([]);
    });
  }

  it('finds nothing wrong with what is well', async () => {
    await cluster.apply(deployment(namespace, 'well'));
    const reference = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'well' };
    for (let at = 0; at < 20; at += 1) {
      expect(await explain(cluster, reference, { now: Date.now })).to.equal(undefined);
      await pause(200);
    }
  });
});

function template(name: string, pod: JsonObject): JsonObject {
  return {
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'nginx:1.29' }], ...pod },
    },
  };
}

async function found(cluster: Cluster, name: string): Promise<Finding> {
  const reference = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name };
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await pause(300)) {
    const finding = await explain(cluster, reference, { now: Date.now });
    if (finding) return finding;
  }
  throw new Error(`Nothing was found about ${name}.`);
}
