import { textAt } from '#src/cluster/index.ts';

import { namespaces, secrets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { targetOf } from './chart-objects.ts';
import type { ControlledCluster } from './controller.ts';

/** Helm's own record of a release: a Secret for each revision. */
export function recordRelease(
  cluster: ControlledCluster,
  chart: KubernetesObject,
  status: 'deployed' | 'failed',
): void {
  const namespace = targetOf(chart);
  if (!cluster.store.get(namespaces, undefined, namespace)) return;
  const name = chart.metadata.name;
  const earlier = cluster.store
    .list(secrets, namespace)
    .filter((secret) => secret.metadata.labels?.['owner'] === 'helm' && secret.metadata.labels['name'] === name);
  const version = Math.max(0, ...earlier.map((secret) => Number(secret.metadata.labels?.['version'] ?? 0))) + 1;
  for (const secret of earlier) {
    if (secret.metadata.labels?.['status'] === 'deployed' && status === 'deployed') {
      cluster.update(secrets, {
        ...secret,
        metadata: { ...secret.metadata, labels: { ...secret.metadata.labels, status: 'superseded' } },
      });
    }
  }
  for (const secret of earlier.slice(0, Math.max(0, earlier.length - 9)))
    cluster.delete(secrets, namespace, secret.metadata.name);
  cluster.create(secrets, {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: {
      name: `sh.helm.release.v1.${name}.v${version}`,
      namespace,
      labels: {
        owner: 'helm',
        name,
        status,
        version: String(version),
        modifiedAt: String(Math.round(cluster.now / 1_000)),
      },
    },
    data: {
      release: Buffer.from(
        JSON.stringify({
          name,
          namespace,
          version,
          info: { status },
          chart: {
            metadata: { name: textAt(chart, 'spec', 'chart') ?? '', version: textAt(chart, 'spec', 'version') ?? '' },
          },
        }),
      ).toString('base64'),
    },
  });
}
