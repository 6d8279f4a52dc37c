import { objectAt, objectsAt, textAt, valueAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { Kind } from '../kinds/index.ts';
import { persistentVolumeClaims, pods, resourceOf, resourceQuotas, services } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { StoreReader } from '../object-store.ts';
import { formatQuantity, parseQuantity } from '../quantity.ts';
import { forbidden } from '../validation/field-errors.ts';
import type { ClusterState } from '../writes/cluster-state.ts';

/** What is used of each thing that a quota may count, in billionths. */
type Usage = Map<string, bigint>;

/** Refuses an object that its namespace has no room for. */
export function checkQuotas(
  cluster: ClusterState,
  kind: Kind,
  object: KubernetesObject,
  before?: KubernetesObject,
): void {
  const { namespace, name } = object.metadata;
  if (namespace === undefined) return;
  const quotas = cluster.store.list(resourceQuotas, namespace);
  if (quotas.length === 0) return;
  const wanted = usageOf(kind, object);
  const had: Usage = before ? usageOf(kind, before) : new Map();
  for (const quota of quotas) {
    const hard = objectAt(quota, 'spec', 'hard');
    refuseUnstated(kind, object, quota, hard);
    const used = usedIn(cluster.store, cluster.kinds.all(), namespace, hard);
    const over = Object.keys(hard).filter((resource) => {
      const more = (wanted.get(resource) ?? 0n) - (had.get(resource) ?? 0n);
      return more > 0n && (used.get(resource) ?? 0n) + more > (parseQuantity(String(hard[resource])) ?? 0n);
    });
    if (over.length === 0) continue;
    const list = (value: (resource: string) => bigint) =>
      over.map((resource) => `${resource}=${shown(resource, value(resource))}`).join(',');
    const requested = list((resource) => (wanted.get(resource) ?? 0n) - (had.get(resource) ?? 0n));
    const limited = over.map((resource) => `${resource}=${String(hard[resource])}`).join(',');
    throw forbidden(
      kind,
      name,
      `exceeded quota: ${quota.metadata.name}, requested: ${requested}, used: ${list((resource) => used.get(resource) ?? 0n)}, limited: ${limited}`,
    );
  }
}

/** How much of each thing in `hard` a namespace uses, as a quota's status says it. */
export function quotaUsage(
  store: StoreReader,
  kinds: readonly Kind[],
  namespace: string,
  hard: JsonObject,
): JsonObject {
  const used = usedIn(store, kinds, namespace, hard);
  return Object.fromEntries(Object.keys(hard).map((resource) => [resource, shown(resource, used.get(resource) ?? 0n)]));
}

function usedIn(store: StoreReader, kinds: readonly Kind[], namespace: string, hard: JsonObject): Usage {
  const total: Usage = new Map();
  const counted = kinds.filter(
    (kind) => kind.namespaced && !kind.storedAs && Object.keys(hard).some((resource) => concerns(kind, resource)),
  );
  for (const kind of counted) {
    for (const object of store.list(kind, namespace)) {
      for (const [resource, amount] of usageOf(kind, object)) total.set(resource, (total.get(resource) ?? 0n) + amount);
    }
  }
  return total;
}

/** Kinds with a name of their own in quotas. */
const plainNames = ['pods', 'services', 'configmaps', 'secrets', 'persistentvolumeclaims', 'resourcequotas'];

function concerns(kind: Kind, resource: string): boolean {
  if (resource === `count/${resourceOf(kind)}` || resource === kind.plural) return true;
  if (kind === pods) return /^(requests\.|limits\.)|^(cpu|memory|ephemeral-storage)$/.test(resource);
  if (kind === services) return resource.startsWith('services.');
  return kind === persistentVolumeClaims && /(^requests\.storage$)|storageclass/.test(resource);
}

const ONE = 1_000_000_000n;

function usageOf(kind: Kind, object: KubernetesObject): Usage {
  const usage: Usage = new Map([[`count/${resourceOf(kind)}`, ONE]]);
  if (kind === pods) {
    if (['Succeeded', 'Failed'].includes(textAt(object, 'status', 'phase') ?? '')) return usage;
    for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
      const requests = amountOf(object, 'requests', resource);
      usage.set(resource, requests);
      usage.set(`requests.${resource}`, requests);
      usage.set(`limits.${resource}`, amountOf(object, 'limits', resource));
    }
  }
  if (plainNames.includes(kind.plural)) usage.set(kind.plural, ONE);
  if (kind === services) {
    const type = textAt(object, 'spec', 'type');
    if (type === 'LoadBalancer') usage.set('services.loadbalancers', ONE);
    if (type === 'LoadBalancer' || type === 'NodePort')
      usage.set('services.nodeports', ONE * BigInt(objectsAt(object, 'spec', 'ports').length));
  }
  if (kind === persistentVolumeClaims) {
    const storage = parseQuantity(textAt(object, 'spec', 'resources', 'requests', 'storage') ?? '0') ?? 0n;
    usage.set('requests.storage', storage);
    const storageClass = textAt(object, 'spec', 'storageClassName');
    if (storageClass !== undefined) {
      usage.set(`${storageClass}.storageclass.storage.k8s.io/requests.storage`, storage);
      usage.set(`${storageClass}.storageclass.storage.k8s.io/persistentvolumeclaims`, ONE);
    }
  }
  return usage;
}

/** Containers run side by side, those that prepare one after the other: the larger of the two counts. */
function amountOf(pod: KubernetesObject, field: string, resource: string): bigint {
  const amounts = (list: string) =>
    objectsAt(pod, 'spec', list).map(
      (one) => parseQuantity(String(valueAt(one, 'resources', field, resource) ?? '0')) ?? 0n,
    );
  const together = amounts('containers').reduce((sum, amount) => sum + amount, 0n);
  return amounts('initContainers').reduce((most, amount) => (amount > most ? amount : most), together);
}

/** Where a quota limits an amount, every container must say it. */
function refuseUnstated(kind: Kind, object: KubernetesObject, quota: KubernetesObject, hard: JsonObject): void {
  if (kind !== pods) return;
  const missing = Object.keys(hard).flatMap((resource) => {
    const [, field = 'requests', name] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(resource) ?? [];
    if (name === undefined) return [];
    const silent = objectsAt(object, 'spec', 'containers').filter(
      (container) => valueAt(container, 'resources', field, name) === undefined,
    );
    return silent.length === 0 ? [] : [`${resource} for: ${silent.map((one) => String(one['name'])).join(',')}`];
  });
  if (missing.length === 0) return;
  throw forbidden(
    kind,
    object.metadata.name,
    `failed quota: ${quota.metadata.name}: must specify ${missing.join('; ')}`,
  );
}

const shown = (resource: string, amount: bigint): string =>
  formatQuantity(amount, /memory|storage$/.test(resource) ? 'bytes' : 'count');
