import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { type ObservedKind, observedKinds } from '../snapshot.ts';

/** Automatic scaling that does not work: no target, no metrics, no requests to compare with, or at its upper end. */
export const autoscaler: Analyzer = function* autoscaler(snapshot): Generator<FindingDraft> {
  const first = new Map<string, string>();
  for (const scaler of snapshot.all('HorizontalPodAutoscaler')) {
    const { name, namespace } = scaler.metadata;
    const kind = textAt(scaler, 'spec', 'scaleTargetRef', 'kind') ?? '';
    const target = textAt(scaler, 'spec', 'scaleTargetRef', 'name') ?? '';
    const base = { object: referenceTo(scaler), facts: { kind, target } };
    const other = first.get(`${namespace}/${kind}/${target}`);
    if (other === undefined) first.set(`${namespace}/${kind}/${target}`, name);
    else {
      yield {
        ...base,
        cause: 'two-for-one',
        severity: 'warning',
        certainty: 'certain',
        summary: `The autoscalers "${other}" and "${name}" both scale ${kind} "${target}", against each other.`,
        facts: { ...base.facts, other },
        evidence: [fieldEvidence(scaler, 'spec.scaleTargetRef.name', target)],
      };
    }
    const known = observedKinds.find((one): one is typeof one & { kind: ObservedKind } => one.kind === kind);
    const workload = known && snapshot.find(known.kind, namespace, target);
    if (known && !workload && snapshot.knows(known.kind)) {
      yield {
        ...base,
        cause: 'target-missing',
        severity: 'error',
        certainty: 'certain',
        summary: `The autoscaler "${name}" is for ${kind} "${target}", which does not exist.`,
        evidence: [fieldEvidence(scaler, 'spec.scaleTargetRef.name', target)],
      };
      continue;
    }
    yield* conditions(scaler, workload ? [referenceTo(workload)] : []);
  }
};

function* conditions(scaler: ClusterObject, because: FindingDraft['because'] = []): Generator<FindingDraft> {
  const { name } = scaler.metadata;
  for (const condition of objectsAt(scaler, 'status', 'conditions')) {
    const type = textAt(condition, 'type') ?? '';
    const status = textAt(condition, 'status');
    const reason = textAt(condition, 'reason') ?? '';
    const message = textAt(condition, 'message') ?? '';
    const since = textAt(condition, 'lastTransitionTime');
    const evidence = [fieldEvidence(scaler, `status.conditions[${type}]`, `${reason} ${message}`.trim(), since)];
    const base = {
      object: referenceTo(scaler),
      evidence,
      certainty: 'certain' as const,
      ...(since === undefined ? {} : { since }),
    };
    if (type === 'ScalingLimited' && status === 'True' && reason === 'TooManyReplicas') {
      const most = numberAt(scaler, 'spec', 'maxReplicas') ?? 0;
      yield {
        ...base,
        cause: 'at-limit',
        severity: 'warning',
        summary: `The autoscaler "${name}" wants more copies than the ${most} it may make.`,
        facts: { most },
      };
    }
    if (status !== 'False' || (type !== 'ScalingActive' && type !== 'AbleToScale') || reason === 'ScalingDisabled')
      continue;
    const noRequest = /missing request for (\w+)/.exec(message)?.[1];
    const noMetrics = /metrics\.k8s\.io|no metrics returned|unable to (get|fetch) metrics/.test(message);
    yield {
      ...base,
      cause: noRequest !== undefined ? 'no-request' : noMetrics ? 'no-metrics' : 'cannot-scale',
      severity: 'warning',
      summary:
        noRequest !== undefined
          ? `The autoscaler "${name}" cannot work: the pods do not say how much ${noRequest} they need.`
          : noMetrics
            ? `The autoscaler "${name}" cannot work: the cluster does not measure its pods.`
            : `The autoscaler "${name}" cannot work: ${message || reason}.`,
      facts: { reason },
      // A workload that does not run has nothing to be measured.
      because: noRequest === undefined ? because : [],
    };
  }
}
