import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { parseAllDocuments } from 'yaml';
import type { Cluster, ObjectDraft } from '#src/cluster/index.ts';
import { connectCluster, objectsAt } from '#src/cluster/index.ts';
import type { Engine } from '#src/provisioning/engine.ts';
import { kubernetesEngine, kubernetesOptionsSchema } from '#src/provisioning/engines/kubernetes/index.ts';
import { testRedis } from '#test/support/redis.ts';

import { nodeObject } from './emulated-node.ts';
import { K3kActor } from './k3k-actor.ts';
import { controlPlane } from './shared-control-plane.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Nodes of the host that VDCs run on, in two countries. */
const nodes = [
  { name: 'host-ghent-1', country: 'Belgium', city: 'Ghent' },
  { name: 'host-ghent-2', country: 'Belgium', city: 'Ghent' },
  { name: 'host-leuven-1', country: 'Belgium', city: 'Leuven' },
  { name: 'host-cairo-1', country: 'Egypt', city: 'Cairo' },
];

/** A host cluster for VDCs: a real control plane, an actor in the place of the k3k controller. */
export interface KubernetesHost {
  /** As administrator. */
  cluster: Cluster;
  kubeconfig: string;
  /** Of the service account of `config/rbac/host.yaml`: what the wizard is given in the field. */
  wizardKubeconfig: string;
  /** The kubeconfig of that account, as a file. */
  wizardFile: string;
  /** An engine on this host, with the rights of that account; with the kubeconfig of somebody else, in their place. */
  engine(options?: { kubeconfig?: string } & Record<string, unknown>): Engine;
  close(): Promise<void>;
}

export async function kubernetesHost(): Promise<KubernetesHost> {
  const plane = await controlPlane();
  const folder = temporaryFolder('kubernetes-host');
  const { url, prefix } = await testRedis();
  const redis = new Redis(url);
  const cluster = await connectCluster(plane.kubeconfig);
  for (const { name, country, city } of nodes) {
    const labels = { 'topology.kubernetes.io/region': country, 'topology.kubernetes.io/zone': city };
    const { status, body } = await plane.access.ask('/api/v1/nodes', {
      method: 'POST',
      body: nodeObject({ name, labels, cpu: '16', memory: '64Gi' }, 'v1.36.3'),
    });
    if (status !== 201 && status !== 409) throw new Error(`The node ${name} was not made: ${body}`);
  }
  for (const { name } of nodes) await untilReady(cluster, name);
  await cluster.apply(
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local-path', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'rancher.io/local-path',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    { force: true },
  );
  const wizardKubeconfig = await asWizard(cluster, plane.kubeconfig);
  const actor = await K3kActor.start(plane.kubeconfig);
  let files = 0;
  const write = (kubeconfig: string): string => {
    files += 1;
    const file = join(folder.path, `kubeconfig-${files}`);
    writeFileSync(file, kubeconfig, { mode: 0o600 });
    return file;
  };
  return {
    cluster,
    kubeconfig: plane.kubeconfig,
    wizardKubeconfig,
    wizardFile: write(wizardKubeconfig),
    engine({ kubeconfig = wizardKubeconfig, ...options } = {}) {
      return kubernetesEngine({
        redis,
        prefix,
        pauseMs: 100,
        options: kubernetesOptionsSchema.parse({
          kubeconfig: write(kubeconfig),
          expose: 'nodePort',
          exposeHost: '127.0.0.1',
          ...options,
        }),
      });
    },
    close: async () => {
      await actor.stop();
      for (const { name } of nodes) await cluster.delete({ apiVersion: 'v1', kind: 'Node', name });
      cluster.close();
      redis.disconnect();
      folder.remove();
    },
  };
}

/** Applies what the documentation says, and gives the account's kubeconfig. */
async function asWizard(cluster: Cluster, kubeconfig: string): Promise<string> {
  const text = readFileSync(new URL('../../config/rbac/host.yaml', import.meta.url), 'utf8');
  for (const document of parseAllDocuments(text)) await cluster.apply(document.toJS() as ObjectDraft, { force: true });
  const { token } = await cluster.token({ namespace: '3bot-wizard', name: 'wizard' }, { seconds: 3_600 });
  const config = JSON.parse(kubeconfig) as { users: { user: object }[] };
  for (const user of config.users) user.user = { token };
  return JSON.stringify(config);
}

/** Ready, and without the taint that every node begins with. */
async function untilReady(cluster: Cluster, name: string): Promise<void> {
  for (;;) {
    const node = await cluster.get({ apiVersion: 'v1', kind: 'Node', name });
    const ready = objectsAt(node, 'status', 'conditions').some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
    if (ready && objectsAt(node, 'spec', 'taints').length === 0) return;
    await pause(100);
  }
}
