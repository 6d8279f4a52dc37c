import { gzipSync } from 'node:zlib';

import type { Cluster, ObjectReference } from '#src/cluster/index.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';
import { until } from '#test/provisioning/operations/stand.ts';

const release: ObjectReference = {
  apiVersion: 'v1',
  kind: 'Secret',
  namespace: 'default',
  name: 'sh.helm.release.v1.batch.v1',
};

/** What stands in the way of 1.36: an app whose only pod a budget never lets go, and a release that asks for an API that goes. */
export async function furnish(cluster: Cluster): Promise<void> {
  // Where it is placed is part of the story: on worker-1, since the others are closed just then.
  const others = (await nodeNames(cluster)).filter((name) => name !== 'worker-1');
  for (const name of others) await cluster.patch({ ...NODE, name }, { spec: { unschedulable: true } });
  await cluster.apply(deployment('default', 'web', { replicas: 1 }));
  await until(async () => await runsOn(cluster, 'worker-1'), 60_000);
  for (const name of others) await cluster.patch({ ...NODE, name }, { spec: { unschedulable: null } });
  await cluster.apply({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default' },
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
  });
  const manifest = 'apiVersion: scheduling.k8s.io/v1alpha1\nkind: Workload\nmetadata:\n  name: batch\n';
  const packed = gzipSync(
    JSON.stringify({
      name: 'batch',
      namespace: 'default',
      version: 1,
      info: { status: 'deployed' },
      manifest,
      chart: { metadata: { name: 'batch', version: '1.0.0' } },
    }),
  ).toString('base64');
  await cluster.apply({
    apiVersion: release.apiVersion,
    kind: release.kind,
    metadata: {
      name: release.name,
      namespace: 'default',
      labels: { owner: 'helm', name: 'batch', status: 'deployed', version: '1' },
    },
    type: 'helm.sh/release.v1',
    data: { release: Buffer.from(packed).toString('base64') },
  });
}

/** Somebody brings the release to the API that stays. */
export async function putRight(cluster: Cluster): Promise<void> {
  await cluster.delete(release);
}

const NODE = { apiVersion: 'v1', kind: 'Node' };

async function nodeNames(cluster: Cluster): Promise<string[]> {
  const names: string[] = [];
  for await (const { metadata } of cluster.list(NODE)) names.push(metadata.name);
  return names;
}

/** Whether the app runs there. A scheduler that had not heard yet that the others are closed is asked once more. */
async function runsOn(cluster: Cluster, node: string): Promise<boolean> {
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
  let there = false;
  for await (const { metadata, spec } of cluster.list({ apiVersion: 'v1', kind: 'Pod', labels: 'app=web' })) {
    const at = spec?.['nodeName'];
    if (metadata.deletionTimestamp !== undefined) return false;
    if (at === node) there = true;
    else if (at !== undefined)
      await cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: metadata.name });
  }
  return there && (await cluster.get(web))?.status?.['readyReplicas'] === 1;
}
