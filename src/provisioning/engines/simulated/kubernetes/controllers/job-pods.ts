import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';
import { phaseOf, timeOf } from './pods.ts';

/** Pods that ended stay to be counted; those that somebody removed are remembered by the status. */
export function countPods(job: KubernetesObject, owned: readonly KubernetesObject[]): Counted {
  const indexed = textAt(job, 'spec', 'completionMode') === 'Indexed';
  const done = owned.filter((pod) => phaseOf(pod) === 'Succeeded');
  const succeeded = indexed ? new Set(done.map(indexOf)).size : done.length;
  const broken = owned.filter((pod) => phaseOf(pod) === 'Failed');
  const onFailure = textAt(job, 'spec', 'template', 'spec', 'restartPolicy') === 'OnFailure';
  const restarts = onFailure
    ? owned.reduce(
        (sum, pod) =>
          sum +
          objectsAt(pod, 'status', 'containerStatuses').reduce(
            (n, status) => n + Number(status['restartCount'] ?? 0),
            0,
          ),
        0,
      )
    : 0;
  const ignored = broken.filter((pod) => ruleFor(job, pod)?.['action'] === 'Ignore');
  const fatal = broken.find((pod) => ruleFor(job, pod)?.['action'] === 'FailJob');
  const failed = Math.max(broken.length - ignored.length, numberAt(job, 'status', 'failed') ?? 0);
  const ends = broken.map((pod) =>
    Math.max(
      0,
      ...objectsAt(pod, 'status', 'containerStatuses').map(
        (status) => timeOf(textAt(status, 'state', 'terminated', 'finishedAt')) ?? 0,
      ),
    ),
  );
  return {
    succeeded: Math.max(succeeded, numberAt(job, 'status', 'succeeded') ?? 0),
    failed,
    restarts,
    lastFailure: ends.length > 0 ? Math.max(...ends) : undefined,
    ...(fatal
      ? {
          policy: {
            type: 'Failed',
            reason: 'PodFailurePolicy',
            message: `Container ${failedContainer(fatal)} for pod ${fatal.metadata.namespace ?? ''}/${fatal.metadata.name} failed with exit code ${exitCode(fatal)} matching FailJob rule at index 0`,
          },
        }
      : {}),
  };
}

/** How the pods of a Job ended. */
export interface Counted {
  succeeded: number;
  failed: number;
  /** When the last one failed. */
  lastFailure: number | undefined;
  restarts: number;
  policy?: Verdict;
}

/** How a Job ends, or is about to. */
export interface Verdict {
  type: 'Complete' | 'Failed';
  reason: string;
  message: string;
}

function ruleFor(job: KubernetesObject, pod: KubernetesObject): JsonObject | undefined {
  const code = exitCode(pod);
  return objectsAt(job, 'spec', 'podFailurePolicy', 'rules').find((rule) => {
    const codes = objectAt(rule, 'onExitCodes');
    const values = Array.isArray(codes['values']) ? codes['values'] : [];
    if (Object.keys(codes).length === 0) return false;
    return codes['operator'] === 'In' ? values.includes(code) : !values.includes(code);
  });
}

function failedContainer(pod: KubernetesObject): string {
  const status = objectsAt(pod, 'status', 'containerStatuses').find(
    (each) => (numberAt(each, 'state', 'terminated', 'exitCode') ?? 0) !== 0,
  );
  return textAt(status, 'name') ?? '';
}

function exitCode(pod: KubernetesObject): number {
  const codes = objectsAt(pod, 'status', 'containerStatuses').map(
    (status) => numberAt(status, 'state', 'terminated', 'exitCode') ?? 0,
  );
  return codes.find((code) => code !== 0) ?? 0;
}

/** Which one of the completions a pod is, of a Job that numbers them. */
export function indexOf(pod: KubernetesObject): number {
  return Number(pod.metadata.labels?.['batch.kubernetes.io/job-completion-index'] ?? 0);
}
