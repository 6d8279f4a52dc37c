import { parse, stringify } from 'yaml';

import type { Cluster } from '#src/cluster/index.ts';
import { ClusterError, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';

import type { HostedVdc } from './hosted-vdc.ts';
import { k3kNames } from './names.ts';

/** The administrator's kubeconfig that k3k made for a VDC, for where it is reached; null while there is none. */
export async function readKubeconfig(
  host: Cluster,
  vdc: HostedVdc,
  endpoint: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const { spec } = vdc.record.plan;
  const reference = {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: vdc.namespace.metadata.name,
    name: k3kNames(spec.name).kubeconfig,
  };
  const secret = await host.get(reference, signal ? { signal } : {});
  const encoded = textAt(secret, 'data', 'kubeconfig.yaml');
  if (encoded === undefined) return null;
  return adapted(Buffer.from(encoded, 'base64').toString('utf8'), { ref: vdc.ref, name: spec.name, endpoint });
}

/**
 * k3k's kubeconfig points at an address inside of the host, and calls every user "default", which clients take for one and
 * the same: this one points at where the VDC is reached, under names of its own.
 */
export function adapted(kubeconfig: string, vdc: { ref: string; name: string; endpoint: string }): string {
  const config: unknown = parse(kubeconfig, { maxAliasCount: 0 });
  const cluster = objectAt(config, 'clusters', 0, 'cluster');
  const user = objectAt(config, 'users', 0, 'user');
  const inside = textAt(cluster, 'server');
  if (inside === undefined || objectsAt(config, 'users').length === 0) {
    throw new ClusterError('INVALID', 'k3k has written a kubeconfig without a cluster or a user.');
  }
  const { pathname } = new URL(inside);
  const name = `${vdc.ref}-owner`;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: vdc.ref, cluster: { ...cluster, server: `${vdc.endpoint}${pathname === '/' ? '' : pathname}` } },
    ],
    users: [{ name, user }],
    contexts: [{ name: vdc.name, context: { cluster: vdc.ref, user: name, namespace: 'default' } }],
    'current-context': vdc.name,
  });
}
