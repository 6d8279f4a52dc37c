import { flagAt, labelsAt, numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { persistentVolumeClaims, persistentVolumes, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';
import { expressionsHold, isFinished, selects } from './pods.ts';
import { quantity } from './quantity.ts';

/** What the pods on each node take. */
export type Occupied = Map<string, { room: Map<string, number>; pods: KubernetesObject[] }>;

export function occupied(cluster: ControlledCluster, machines: readonly KubernetesObject[]): Occupied {
  const taken: Occupied = new Map(machines.map((node) => [node.metadata.name, { room: new Map(), pods: [] }]));
  for (const pod of cluster.store.list(pods)) {
    const node = textAt(pod, 'spec', 'nodeName');
    if (node !== undefined && !isFinished(pod)) occupy(taken, pod, node);
  }
  return taken;
}

export function occupy(taken: Occupied, pod: KubernetesObject, node: string): void {
  const there = taken.get(node);
  if (!there) return;
  there.pods.push(pod);
  for (const [resource, amount] of requestsOf(pod)) there.room.set(resource, (there.room.get(resource) ?? 0) + amount);
}

/** What a pod asks for: its containers together, or its largest init container where that is more. */
export function requestsOf(pod: KubernetesObject): Map<string, number> {
  const total = new Map<string, number>([['pods', 1]]);
  const each = (container: JsonObject): [string, number][] => {
    const limits = Object.entries(objectAt(container, 'resources', 'limits'));
    const requests = { ...Object.fromEntries(limits), ...objectAt(container, 'resources', 'requests') };
    return Object.entries(requests).map(([resource, amount]) => [resource, quantity(amount)]);
  };
  for (const container of objectsAt(pod, 'spec', 'containers')) {
    for (const [resource, amount] of each(container)) total.set(resource, (total.get(resource) ?? 0) + amount);
  }
  for (const container of objectsAt(pod, 'spec', 'initContainers')) {
    for (const [resource, amount] of each(container)) {
      const sidecar = textAt(container, 'restartPolicy') === 'Always';
      const before = total.get(resource) ?? 0;
      total.set(resource, sidecar ? before + amount : Math.max(before, amount));
    }
  }
  return total;
}

/** Why the pod cannot go to the node, in the scheduler's words; none: it can. */
export function obstaclesOf(
  cluster: ControlledCluster,
  pod: KubernetesObject,
  node: KubernetesObject,
  machines: readonly KubernetesObject[],
  taken: Occupied,
): string[] {
  const tolerations = objectsAt(pod, 'spec', 'tolerations');
  if (flagAt(node, 'spec', 'unschedulable') === true && !tolerates(tolerations, unschedulableTaint)) {
    return ['node(s) were unschedulable'];
  }
  const taint = objectsAt(node, 'spec', 'taints').find(
    (each) => textAt(each, 'effect') !== 'PreferNoSchedule' && !tolerates(tolerations, each),
  );
  if (taint) return ['node(s) had untolerated taint(s)'];
  if (!wantsNode(pod, node)) return ["node(s) didn't match Pod's node affinity/selector"];
  if (portTaken(pod, taken.get(node.metadata.name)?.pods ?? [])) {
    return ["node(s) didn't have free ports for the requested pod ports"];
  }
  const lacking = lackingOn(pod, node, taken);
  if (lacking.length > 0) return lacking;
  if (!volumesReach(cluster, pod, node)) return ["node(s) didn't match PersistentVolume's node affinity"];
  return spreadObstacles(pod, node, machines, taken);
}

const unschedulableTaint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

export function tolerates(tolerations: readonly JsonObject[], taint: JsonObject): boolean {
  return tolerations.some((toleration) => {
    const [key, effect] = [textAt(toleration, 'key') ?? '', textAt(toleration, 'effect') ?? ''];
    if (effect !== '' && effect !== taint['effect']) return false;
    if (key !== '' && key !== taint['key']) return false;
    if (textAt(toleration, 'operator') === 'Exists') return true;
    return key !== '' && (textAt(toleration, 'value') ?? '') === (textAt(taint, 'value') ?? '');
  });
}

/** `nodeSelector` and the required node affinity. */
export function wantsNode(pod: KubernetesObject, node: KubernetesObject): boolean {
  const labels = node.metadata.labels ?? {};
  const selector = Object.entries(labelsAt(pod, 'spec', 'nodeSelector'));
  if (!selector.every(([key, value]) => labels[key] === value)) return false;
  const required = ['spec', 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'] as const;
  const terms = objectsAt(pod, ...required, 'nodeSelectorTerms');
  return terms.length === 0 || terms.some((term) => nodeTermHolds(term, node));
}

function nodeTermHolds(term: JsonObject, node: KubernetesObject): boolean {
  const expressions = objectsAt(term, 'matchExpressions');
  const fields = objectsAt(term, 'matchFields');
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    expressionsHold(expressions, node.metadata.labels ?? {}) &&
    expressionsHold(fields, { 'metadata.name': node.metadata.name })
  );
}

function portTaken(pod: KubernetesObject, others: readonly KubernetesObject[]): boolean {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return false;
  const used = new Set(others.flatMap(hostPorts));
  return wanted.some((port) => used.has(port));
}

function hostPorts(pod: KubernetesObject): string[] {
  const hostNetwork = flagAt(pod, 'spec', 'hostNetwork') === true;
  return objectsAt(pod, 'spec', 'containers').flatMap((container) =>
    objectsAt(container, 'ports').flatMap((port) => {
      const number = numberAt(port, 'hostPort') ?? (hostNetwork ? numberAt(port, 'containerPort') : undefined);
      return number === undefined ? [] : [`${textAt(port, 'protocol') ?? 'TCP'}/${number}`];
    }),
  );
}

function lackingOn(pod: KubernetesObject, node: KubernetesObject, taken: Occupied): string[] {
  const room = taken.get(node.metadata.name)?.room;
  const lacking: string[] = [];
  for (const [resource, amount] of requestsOf(pod)) {
    if (amount === 0) continue;
    const free = quantity(objectAt(node, 'status', 'allocatable')[resource]) - (room?.get(resource) ?? 0);
    if (amount > free + 1e-9) lacking.push(resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`);
  }
  return lacking;
}

/** Whether an obstacle is one that fewer other pods would take away. */
export function isLackOfRoom(obstacle: string): boolean {
  return obstacle.startsWith('Insufficient') || obstacle === 'Too many pods';
}

/** Whether the node has what the pod asks for, were it alone. */
export function fitsEmpty(pod: KubernetesObject, node: KubernetesObject): boolean {
  return lackingOn(pod, node, new Map()).length === 0;
}

/** Volumes of a path on a node hold their pods there. */
function volumesReach(cluster: ControlledCluster, pod: KubernetesObject, node: KubernetesObject): boolean {
  return objectsAt(pod, 'spec', 'volumes').every((volume) => {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    if (name === undefined) return true;
    const claim = cluster.store.get(persistentVolumeClaims, pod.metadata.namespace, name);
    const bound = textAt(claim, 'spec', 'volumeName');
    const selected = claim?.metadata.annotations?.['volume.kubernetes.io/selected-node'];
    if (bound === undefined) return selected === undefined || selected === node.metadata.name;
    const required = objectAt(
      cluster.store.get(persistentVolumes, undefined, bound),
      'spec',
      'nodeAffinity',
      'required',
    );
    const terms = objectsAt(required, 'nodeSelectorTerms');
    return terms.length === 0 || terms.some((term) => nodeTermHolds(term, node));
  });
}

function spreadObstacles(
  pod: KubernetesObject,
  node: KubernetesObject,
  machines: readonly KubernetesObject[],
  taken: Occupied,
): string[] {
  const labelOf = (machine: KubernetesObject, key: string) => machine.metadata.labels?.[key];
  const matching = (term: JsonObject, key: string): number => {
    const domain = labelOf(node, key);
    const inDomain = machines.filter((machine) => labelOf(machine, key) === domain);
    return inDomain.reduce((sum, machine) => sum + countOn(pod, term, machine, taken), 0);
  };
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  for (const term of objectsAt(pod, 'spec', 'affinity', 'podAntiAffinity', required)) {
    const key = textAt(term, 'topologyKey') ?? '';
    if (labelOf(node, key) !== undefined && matching(term, key) > 0) {
      return ["node(s) didn't match pod anti-affinity rules"];
    }
  }
  for (const term of objectsAt(pod, 'spec', 'affinity', 'podAffinity', required)) {
    const key = textAt(term, 'topologyKey') ?? '';
    const somewhere = machines.some((machine) => countOn(pod, term, machine, taken) > 0);
    // The first of a group that wants to be near itself has nobody to be near to.
    const first = !somewhere && selects(objectAt(term, 'labelSelector'), pod.metadata.labels ?? {});
    if (!first && (labelOf(node, key) === undefined || matching(term, key) === 0)) {
      return ["node(s) didn't match pod affinity rules"];
    }
  }
  for (const constraint of objectsAt(pod, 'spec', 'topologySpreadConstraints')) {
    if (textAt(constraint, 'whenUnsatisfiable') !== 'DoNotSchedule') continue;
    const key = textAt(constraint, 'topologyKey') ?? '';
    if (labelOf(node, key) === undefined) {
      return ["node(s) didn't match pod topology spread constraints (missing required label)"];
    }
    const domains = new Map<string, number>();
    for (const machine of machines) {
      const domain = labelOf(machine, key);
      if (domain === undefined || !wantsNode(pod, machine)) continue;
      domains.set(domain, (domains.get(domain) ?? 0) + countOn(pod, constraint, machine, taken));
    }
    const here = domains.get(labelOf(node, key) ?? '') ?? 0;
    if (here + 1 - Math.min(...domains.values()) > (numberAt(constraint, 'maxSkew') ?? 1)) {
      return ["node(s) didn't match pod topology spread constraints"];
    }
  }
  return [];
}

function countOn(pod: KubernetesObject, term: JsonObject, node: KubernetesObject, taken: Occupied): number {
  const selector = objectAt(term, 'labelSelector');
  return (taken.get(node.metadata.name)?.pods ?? []).filter(
    (other) =>
      other.metadata.namespace === pod.metadata.namespace &&
      other.metadata.deletionTimestamp === undefined &&
      selects(selector, other.metadata.labels ?? {}),
  ).length;
}

/** The higher, the better: room left, copies of the same owner spread, preferences kept. */
export function preference(pod: KubernetesObject, node: KubernetesObject, taken: Occupied): number {
  const there = taken.get(node.metadata.name);
  const share = (resource: string): number => {
    const all = quantity(objectAt(node, 'status', 'allocatable')[resource]) || 1;
    return 1 - ((there?.room.get(resource) ?? 0) + (requestsOf(pod).get(resource) ?? 0)) / all;
  };
  const owner = textAt(objectsAt(pod, 'metadata', 'ownerReferences')[0], 'uid');
  const siblings = (there?.pods ?? []).filter(
    (other) => owner !== undefined && textAt(objectsAt(other, 'metadata', 'ownerReferences')[0], 'uid') === owner,
  ).length;
  const preferred = objectsAt(
    pod,
    'spec',
    'affinity',
    'nodeAffinity',
    'preferredDuringSchedulingIgnoredDuringExecution',
  )
    .filter((term) => nodeTermHolds(objectAt(term, 'preference'), node))
    .reduce((sum, term) => sum + (numberAt(term, 'weight') ?? 1), 0);
  const avoided = objectsAt(node, 'spec', 'taints').filter(
    (taint) =>
      textAt(taint, 'effect') === 'PreferNoSchedule' && !tolerates(objectsAt(pod, 'spec', 'tolerations'), taint),
  ).length;
  return share('cpu') + share('memory') - siblings * 2 - avoided - (there?.pods.length ?? 0) * 0.01 + preferred / 50;
}
