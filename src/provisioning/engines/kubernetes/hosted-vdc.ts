import type { Cluster, ClusterObject } from '#src/cluster/index.ts';
import { labelsAt, textAt } from '#src/cluster/index.ts';

import { allOf } from './all-of.ts';
import type { Host } from './host.ts';
import type { Place } from './host-node.ts';
import type { VdcRecord } from './manifests.ts';
import { effectMark, k3kNames, marks, oursOnly, partsOf } from './names.ts';

/** A VDC as it stands on the host at one moment: all that progress and observation are read from. */
export interface HostedVdc {
  ref: string;
  record: VdcRecord;
  namespace: ClusterObject;
  /** k3k's Cluster; null before it is asked for, and while it goes. */
  cluster: ClusterObject | null;
  service: ClusterObject | null;
  pods: readonly ClusterObject[];
  /** The disks of the controllers. */
  claims: readonly ClusterObject[];
  /** Where the nodes are that its machines run on. */
  places: ReadonlyMap<string, Place>;
}

/** The namespace of a VDC and what is remembered in it; null where there is none under this handle. */
export async function readNamespace(
  host: Cluster,
  ref: string,
  signal?: AbortSignal,
): Promise<{ namespace: ClusterObject; record: VdcRecord } | null> {
  const parts = partsOf(ref);
  if (!parts) return null;
  const options = signal ? { signal } : {};
  const namespace = await host.get({ apiVersion: 'v1', kind: 'Namespace', name: parts.namespace }, options);
  if (!namespace || !labelsAt(namespace, 'metadata', 'labels')[marks.effect]?.startsWith(parts.effect)) return null;
  const record = recordIn(namespace);
  return record && { namespace, record };
}

/** Everything of a VDC that is on the host now. */
export async function readHostedVdc(
  { cluster: connect, placesOf }: Pick<Host, 'cluster' | 'placesOf'>,
  ref: string,
  signal?: AbortSignal,
): Promise<HostedVdc | null> {
  const host = await connect();
  const found = await readNamespace(host, ref, signal);
  if (!found) return null;
  const { record, namespace } = found;
  const names = k3kNames(record.plan.spec.name);
  const at = { namespace: namespace.metadata.name };
  const options = signal ? { signal } : {};
  const [cluster, service, pods, claims] = await Promise.all([
    host.get({ apiVersion: 'k3k.io/v1beta1', kind: 'Cluster', name: names.cluster, ...at }, options),
    host.get({ apiVersion: 'v1', kind: 'Service', name: names.service, ...at }, options),
    allOf(host, { apiVersion: 'v1', kind: 'Pod', labels: `cluster=${names.cluster}`, ...at }, options),
    allOf(host, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...at }, options),
  ]);
  const places = await placesOf(
    pods.map((pod) => textAt(pod, 'spec', 'nodeName')).filter((node) => node !== undefined),
  );
  return { ref, record, namespace, cluster, service, pods, claims, places };
}

/** The namespaces of ours, with what is remembered in them; under one effect, or all of them. */
export async function listNamespaces(
  host: Cluster,
  effectId?: string,
): Promise<{ namespace: ClusterObject; record: VdcRecord }[]> {
  const labels = effectId === undefined ? oursOnly : `${oursOnly},${marks.effect}=${effectMark(effectId)}`;
  const found: { namespace: ClusterObject; record: VdcRecord }[] = [];
  for await (const namespace of host.list({ apiVersion: 'v1', kind: 'Namespace', labels })) {
    const record = recordIn(namespace);
    if (record) found.push({ namespace, record });
  }
  return found;
}

/** What we wrote into a namespace; null where somebody else made it, or changed that. */
function recordIn(namespace: ClusterObject): VdcRecord | null {
  const text = namespace.metadata.annotations?.[marks.record];
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as VdcRecord;
  } catch {
    return null;
  }
}
