import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, nameOf, referenceTo } from '../../cluster-object.ts';
import { refusals, requestsOf } from '../../diagnosis/scheduling.ts';
import type { Snapshot } from '../../diagnosis/snapshot.ts';
import { objectAt, objectsAt, textAt, valueAt } from '../../fields.ts';
import { quantity } from '../../quantity.ts';
import type { Check, LineDraft } from '../check.ts';
import { podsTaken } from '../pods-taken.ts';
import { byHand } from '../remedies.ts';
import { movablePods } from '../system-parts.ts';
import { count, MOST_OBJECTS, pathOf, shown, some } from '../wording.ts';

type Amounts = { [resource: string]: number };

/** Whether what runs on each node would find room on the others while it is emptied: the scheduler's own arithmetic. */
export const roomToMove: Check = {
  subject: 'Room on the other nodes',
  needs: ['Node', 'Pod'],
  fine: 'What runs on any one node finds room on the others.',
  *judge({ snapshot }): Generator<LineDraft> {
    const nodes = snapshot.all('Node');
    if (nodes.length === 0) return;
    if (nodes.length === 1) {
      yield {
        verdict: 'ok',
        title: 'There is one node: it is upgraded where it stands, and what runs on it may be away meanwhile.',
      };
      return;
    }
    const byNode = new Map(nodes.map((node) => [node.metadata.name, [] as ClusterObject[]]));
    for (const pod of movablePods(snapshot)) byNode.get(textAt(pod, 'spec', 'nodeName') ?? '')?.push(pod);
    const free = freeAmounts(snapshot);
    const places = placesFor(snapshot);
    for (const [node, pods] of byNode) {
      const left = homeless(node, pods, free, places);
      if (left.length > 0) yield lineOf(snapshot, node, left);
    }
  },
};

/** The pods of a node that fit nowhere else, the biggest placed first. */
function homeless(
  node: string,
  pods: readonly ClusterObject[],
  free: ReadonlyMap<string, Amounts>,
  places: (pod: ClusterObject) => readonly string[],
): ClusterObject[] {
  const room = new Map([...free].filter(([name]) => name !== node).map(([name, amounts]) => [name, { ...amounts }]));
  const asked = pods.map((pod) => ({ pod, wants: requestsOf(pod) })).sort((a, b) => weight(b.wants) - weight(a.wants));
  const left: ClusterObject[] = [];
  for (const { pod, wants } of asked) {
    const place = places(pod)
      .map((name) => room.get(name))
      .find(
        (amounts) => amounts && Object.entries(wants).every(([resource, amount]) => (amounts[resource] ?? 0) >= amount),
      );
    if (!place) {
      left.push(pod);
      continue;
    }
    for (const [resource, amount] of Object.entries(wants)) place[resource] = (place[resource] ?? 0) - amount;
  }
  return left;
}

/** Processors and gibibytes weigh alike. */
const weight = (wants: Amounts): number => (wants['cpu'] ?? 0) + (wants['memory'] ?? 0) / 2 ** 30;

function freeAmounts(snapshot: Snapshot): Map<string, Amounts> {
  const free = new Map<string, Amounts>();
  for (const node of snapshot.all('Node')) {
    const allocatable = Object.entries(objectAt(node, 'status', 'allocatable'));
    free.set(
      node.metadata.name,
      Object.fromEntries(allocatable.map(([resource, amount]) => [resource, quantity(amount)])),
    );
  }
  for (const pod of snapshot.all('Pod')) {
    const amounts = free.get(textAt(pod, 'spec', 'nodeName') ?? '');
    if (!amounts || ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '')) continue;
    for (const [resource, amount] of Object.entries(requestsOf(pod)))
      amounts[resource] = (amounts[resource] ?? 0) - amount;
  }
  return free;
}

/** The nodes whose labels and taints let a pod in, room apart; worked out once for all pods of one owner. */
function placesFor(snapshot: Snapshot): (pod: ClusterObject) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (pod) => {
    const apart = apartTerms(pod);
    const owner = pod.metadata.ownerReferences?.[0]?.uid ?? nameOf(referenceTo(pod));
    // What keeps away from its like depends on where it stands.
    const key = apart.length === 0 ? owner : `${owner} ${textAt(pod, 'spec', 'nodeName')}`;
    const before = known.get(key);
    if (before) return before;
    const taken = keptApart(snapshot, pod, apart);
    const places = refusals(snapshot, pod)
      .filter(
        ({ node, labels, taints, cordoned }) =>
          labels.length === 0 && taints.length === 0 && !cordoned && !taken.has(node),
      )
      .map(({ node }) => node);
    known.set(key, places);
    return places;
  };
}

/** What a pod must not share a node with. */
function apartTerms(pod: ClusterObject): JsonObject[] {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  return objectsAt(pod, 'spec', 'affinity', 'podAntiAffinity', required).filter(
    (term) => textAt(term, 'topologyKey') === 'kubernetes.io/hostname' && valueAt(term, 'namespaces') === undefined,
  );
}

/** Nodes that have a pod already that this one must not stand beside. */
function keptApart(snapshot: Snapshot, pod: ClusterObject, terms: readonly JsonObject[]): ReadonlySet<string> {
  if (terms.length === 0) return new Set();
  const own = textAt(pod, 'spec', 'nodeName');
  const nodes = terms
    .flatMap((term) => podsTaken(snapshot, pod.metadata.namespace, valueAt(term, 'labelSelector')))
    .flatMap((other) => textAt(other, 'spec', 'nodeName') ?? []);
  return new Set(nodes.filter((node) => node !== own));
}

function lineOf(snapshot: Snapshot, node: string, left: readonly ClusterObject[]): LineDraft {
  const one = left.length === 1;
  return {
    verdict: 'warn',
    title: `While "${node}" is emptied, ${one ? `"${some(left.map(pathOf))}" finds` : `${count(left.length, 'pod')} (${some(left.map(pathOf))}) find`} no room elsewhere.`,
    detail: `${one ? 'It waits' : 'They wait'} until the node is back. Add a node for the time, or ask for less.`,
    objects: left.slice(0, MOST_OBJECTS).map(referenceTo),
    evidence: left.slice(0, 5).map((pod) => {
      const wants = requestsOf(pod);
      const asked = Object.entries(wants)
        .filter(([resource]) => resource !== 'pods')
        .map(([resource, amount]) => `${resource} ${amountOf(resource, amount)}`);
      return shown(
        referenceTo(pod),
        'spec.containers[].resources.requests',
        asked.join(', ') || 'a place',
        reasonOf(snapshot, pod, node),
      );
    }),
    remedies: [
      byHand({
        id: 'add-node',
        title: 'Add a node before the upgrade',
        steps: [`Add a node at least as big as "${node}".`, 'Check again, upgrade, and take it away after.'],
      }),
    ],
  };
}

const amountOf = (resource: string, amount: number): string =>
  resource === 'memory' || resource === 'ephemeral-storage' ? `${Math.round(amount / 2 ** 20)}Mi` : String(amount);

function reasonOf(snapshot: Snapshot, pod: ClusterObject, node: string): string {
  const others = refusals(snapshot, pod).filter((refusal) => refusal.node !== node);
  const open = others.filter(({ labels, taints, cordoned }) => labels.length === 0 && taints.length === 0 && !cordoned);
  if (open.length === 0) return `No other node may take "${pathOf(pod)}": labels, taints or closed nodes.`;
  const short = [...new Set(open.flatMap((refusal) => refusal.short.map(({ resource }) => resource)))];
  return short.length === 0
    ? `With what else has to move, the other nodes are full before "${pathOf(pod)}".`
    : `The other nodes have too little ${some(short)} left for "${pathOf(pod)}".`;
}
