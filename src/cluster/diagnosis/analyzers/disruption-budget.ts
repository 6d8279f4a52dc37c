import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectsAt, textAt, valueAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { takes } from '../selecting.ts';

/** A disruption budget that lets no pod go, ever: every drain and every upgrade will wait for it. */
export const disruptionBudget: Analyzer = function* disruptionBudget(snapshot): Generator<FindingDraft> {
  const first = new Map<ClusterObject, string>();
  for (const budget of snapshot.all('PodDisruptionBudget')) {
    const { name, namespace } = budget.metadata;
    const expected = numberAt(budget, 'status', 'expectedPods') ?? 0;
    const allowed = numberAt(budget, 'status', 'disruptionsAllowed') ?? 0;
    const healthy = numberAt(budget, 'status', 'currentHealthy') ?? 0;
    const desired = numberAt(budget, 'status', 'desiredHealthy') ?? 0;
    const selector = valueAt(budget, 'spec', 'selector');
    const pods = snapshot.in('Pod', namespace).filter((pod) => takes(selector, pod.metadata.labels));
    const shared = pods.find((pod) => first.has(pod));
    for (const pod of pods) if (!first.has(pod)) first.set(pod, name);
    if (shared) yield twice(budget, shared, first.get(shared) ?? '');
    if (pods.length === 0 && expected === 0 && snapshot.knows('Pod')) yield forNobody(budget);
    if (expected === 0 || allowed > 0) continue;
    const owners = pods.map((pod) => snapshot.topOwner(pod));
    const never = desired >= expected;
    // Pods that are not well are the trouble of their own; the budget only shows it.
    if (!never && healthy < desired && objectsAt(budget, 'status', 'conditions').length === 0) continue;
    yield {
      object: referenceTo(budget),
      cause: never ? 'never' : 'unhealthy',
      severity: never ? 'warning' : 'advice',
      certainty: 'certain',
      summary: never
        ? `The disruption budget "${name}" wants ${desired} of ${expected} pods at all times, so no node with one of them can be emptied.`
        : `The disruption budget "${name}" lets no pod go now: ${healthy} are well, ${desired} are wanted.`,
      facts: {
        expected,
        desired,
        healthy,
        minAvailable: textAt(budget, 'spec', 'minAvailable') ?? numberAt(budget, 'spec', 'minAvailable') ?? '',
      },
      evidence: [
        fieldEvidence(budget, 'status.disruptionsAllowed', '0'),
        fieldEvidence(budget, 'status.desiredHealthy', String(desired)),
      ],
      ...(never ? {} : { because: owners }),
    };
  }
};

/** The server refuses to ask a pod to leave that is in more than one. */
function twice(budget: ClusterObject, pod: ClusterObject, other: string): FindingDraft {
  return {
    object: referenceTo(budget),
    cause: 'two-budgets',
    severity: 'warning',
    certainty: 'certain',
    summary: `The disruption budgets "${other}" and "${budget.metadata.name}" are both for pods like "${pod.metadata.name}": such pods can never be moved.`,
    facts: { other, pod: pod.metadata.name },
    evidence: [fieldEvidence(budget, 'spec.selector', JSON.stringify(valueAt(budget, 'spec', 'selector') ?? {}))],
  };
}

function forNobody(budget: ClusterObject): FindingDraft {
  return {
    object: referenceTo(budget),
    cause: 'selects-nothing',
    severity: 'advice',
    certainty: 'certain',
    summary: `The disruption budget "${budget.metadata.name}" protects nothing: no pod has the labels it asks for.`,
    facts: {},
    evidence: [fieldEvidence(budget, 'spec.selector', JSON.stringify(valueAt(budget, 'spec', 'selector') ?? {}))],
  };
}
