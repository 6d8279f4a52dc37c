import { type ClusterObject, nameOf, referenceTo } from '../../cluster-object.ts';
import { isReady } from '../../diagnosis/selecting.ts';
import type { Snapshot } from '../../diagnosis/snapshot.ts';
import { numberAt, textAt, valueAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { podsTaken } from '../pods-taken.ts';
import { setting } from '../remedies.ts';
import type { UpgradeRemedy } from '../report.ts';
import { movablePods } from '../system-parts.ts';
import { pathOf, shown } from '../wording.ts';

/** Budgets that let no pod go, so that no node with one can be emptied: for ever, or as long as a pod is not well. */
export const disruptionBudgets: Check = {
  subject: 'Disruption budgets',
  needs: ['PodDisruptionBudget', 'Pod'],
  fine: 'Every disruption budget lets pods go.',
  *judge({ snapshot }): Generator<LineDraft> {
    const movable = new Set(movablePods(snapshot));
    const covered = new Map<ClusterObject, ClusterObject[]>();
    for (const budget of snapshot.all('PodDisruptionBudget')) {
      const taken = podsTaken(snapshot, budget.metadata.namespace, valueAt(budget, 'spec', 'selector'));
      const mine = taken.filter((pod) => movable.has(pod));
      for (const pod of mine) covered.set(pod, [...(covered.get(pod) ?? []), budget]);
      if (mine.length > 0) yield* judgeBudget(snapshot, budget, mine);
    }
    yield* twice(covered);
  },
};

function* judgeBudget(snapshot: Snapshot, budget: ClusterObject, pods: ClusterObject[]): Generator<LineDraft> {
  const expected = numberAt(budget, 'status', 'expectedPods') ?? pods.length;
  const desired = numberAt(budget, 'status', 'desiredHealthy') ?? desiredOf(budget, expected);
  const healthy = numberAt(budget, 'status', 'currentHealthy') ?? pods.filter((pod) => isReady(pod)).length;
  const allowed = numberAt(budget, 'status', 'disruptionsAllowed') ?? Math.max(0, healthy - desired);
  if (allowed > 0) return;
  const reference = referenceTo(budget);
  const evidence = [
    shown(
      reference,
      'status.disruptionsAllowed',
      String(allowed),
      `Well: ${healthy} of ${expected}, wanted: ${desired}.`,
    ),
  ];
  if (desired >= expected) {
    yield {
      verdict: 'blocks',
      title: `The disruption budget "${pathOf(budget)}" never lets a pod go: it wants ${desired} of ${expected}.`,
      detail: 'No node with one of these pods can be emptied, and the upgrade would wait for ever.',
      objects: [reference, ...pods.slice(0, 5).map(referenceTo)],
      evidence,
      remedies: [...moreCopies(snapshot, budget, pods), oneAtATime(budget)],
    };
    return;
  }
  // With this policy, pods that are not well may leave without asking.
  const unwell = pods.filter((pod) => !isReady(pod));
  if (unwell.length > 0 && textAt(budget, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return;
  yield {
    verdict: 'warn',
    title: `The disruption budget "${pathOf(budget)}" lets no pod go now (well: ${healthy} of ${expected}, wanted: ${desired}).`,
    detail: 'As soon as its pods are well, it lets them go. Until then a node with one of them cannot be emptied.',
    objects: [reference, ...unwell.slice(0, 5).map(referenceTo)],
    evidence: [
      ...evidence,
      ...unwell
        .slice(0, 3)
        .map((pod) =>
          shown(referenceTo(pod), 'status.conditions[Ready]', 'False', `"${pod.metadata.name}" is not ready.`),
        ),
    ],
    remedies: [
      setting(
        {
          id: 'let-unwell-go',
          title: 'Let pods that are not well leave without asking',
          warning: 'They do not work now; those that do stay protected.',
        },
        reference,
        { spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' } },
      ),
    ],
  };
}

/** What a budget asks for, where its controller has not said so yet. */
function desiredOf(budget: ClusterObject, expected: number): number {
  const least = amount(valueAt(budget, 'spec', 'minAvailable'), expected);
  if (least !== undefined) return least;
  return Math.max(0, expected - (amount(valueAt(budget, 'spec', 'maxUnavailable'), expected) ?? 1));
}

/** `2`, or `50%` of all, rounded up. */
function amount(value: unknown, of: number): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\d+%?$/.test(value)) return undefined;
  return value.endsWith('%') ? Math.ceil((Number.parseInt(value, 10) * of) / 100) : Number(value);
}

/** The eviction API refuses pods that two budgets protect: it does not know which one to ask. */
function* twice(covered: ReadonlyMap<ClusterObject, ClusterObject[]>): Generator<LineDraft> {
  const seen = new Set<string>();
  for (const [pod, budgets] of covered) {
    const [first, second] = budgets;
    const key = budgets.map((budget) => nameOf(referenceTo(budget))).join(' ');
    if (!first || !second || seen.has(key)) continue;
    seen.add(key);
    yield {
      verdict: 'blocks',
      title: `The pod "${pathOf(pod)}" has ${budgets.length} disruption budgets, and Kubernetes refuses to move such a pod.`,
      detail: 'Keep one of them.',
      objects: [...budgets.map(referenceTo), referenceTo(pod)],
      evidence: budgets.map((budget) =>
        shown(
          referenceTo(budget),
          'spec.selector',
          JSON.stringify(valueAt(budget, 'spec', 'selector') ?? {}),
          `"${budget.metadata.name}" takes the pod.`,
        ),
      ),
      remedies: [],
    };
  }
}

/** One copy more than the budget wants, where a controller makes them. */
function* moreCopies(snapshot: Snapshot, budget: ClusterObject, pods: ClusterObject[]): Generator<UpgradeRemedy> {
  const owners = new Map(pods.map((pod) => [nameOf(snapshot.topOwner(pod)), snapshot.topOwner(pod)]));
  const [owner] = owners.values();
  const fixed = typeof valueAt(budget, 'spec', 'minAvailable') === 'number';
  if (owners.size !== 1 || owner?.kind !== 'Deployment' || !fixed) return;
  yield setting(
    {
      id: `scale-${owner.name}`,
      title: `Run "${owner.name}" in ${pods.length + 1} copies`,
      warning: 'One more copy uses more of the cluster.',
    },
    owner,
    { spec: { replicas: pods.length + 1 } },
  );
}

function oneAtATime(budget: ClusterObject): UpgradeRemedy {
  return setting(
    {
      id: 'one-at-a-time',
      title: `Let one pod of "${budget.metadata.name}" go at a time`,
      warning: 'While a node is emptied, one of its pods fewer answers.',
    },
    referenceTo(budget),
    { spec: { minAvailable: null, maxUnavailable: 1 } },
  );
}
