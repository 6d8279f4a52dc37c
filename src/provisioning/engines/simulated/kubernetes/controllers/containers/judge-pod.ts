import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { Condition } from '../conditions.ts';
import { withCondition } from '../conditions.ts';
import type { Life } from './life.ts';
import { lifeOf } from './life.ts';

/** What a pod passes on while it is worked on. */
export interface Draft {
  status: JsonObject;
  memory: JsonObject;
  next: number | undefined;
}

/** Phase and conditions, from what became of the containers. */
export function judgePod(pod: KubernetesObject, draft: Draft, now: number): void {
  const statuses = objectsAt(draft.status, 'containerStatuses');
  const inits = objectsAt(draft.status, 'initContainerStatuses');
  const specs = objectsAt(pod, 'spec', 'initContainers');
  const isSidecar = (name: unknown) =>
    specs.some((container) => container['name'] === name && textAt(container, 'restartPolicy') === 'Always');
  const uninitialized = inits.filter(
    (status) => (isSidecar(status['name']) ? status['started'] : status['ready']) !== true,
  );
  const life = (status: JsonObject): Life => lifeOf(draft.memory, textAt(status, 'name') ?? '', now);
  const over = statuses.filter((status) => life(status).step === 'over');
  const failedInit = inits.some((status) => life(status).step === 'over' && status['ready'] !== true);
  let phase = 'Pending';
  if (failedInit) phase = 'Failed';
  else if (statuses.length > 0 && over.length === statuses.length) {
    phase = statuses.every((status) => exitCode(status) === 0) ? 'Succeeded' : 'Failed';
  } else if (uninitialized.length === 0 && statuses.every((status) => hasRun(status))) phase = 'Running';

  const unready = statuses.filter((status) => status['ready'] !== true).map(({ name }) => String(name));
  const done = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined;
  const list = (names: string[]) => `[${names.join(' ')}]`;
  const sandbox = typeof draft.status['podIP'] === 'string' && done === undefined;
  const containersReady: Condition =
    unready.length === 0 && done === undefined
      ? { type: 'ContainersReady', status: 'True' }
      : {
          type: 'ContainersReady',
          status: 'False',
          reason: done ?? 'ContainersNotReady',
          ...(done === undefined ? { message: `containers with unready status: ${list(unready)}` } : {}),
        };
  const conditions: Condition[] = [
    { type: 'PodReadyToStartContainers', status: sandbox ? 'True' : 'False' },
    uninitialized.length === 0
      ? { type: 'Initialized', status: 'True', ...(phase === 'Succeeded' ? { reason: 'PodCompleted' } : {}) }
      : {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: ${list(uninitialized.map(({ name }) => String(name)))}`,
        },
    gated(pod, { ...containersReady, type: 'Ready' }),
    containersReady,
    { type: 'PodScheduled', status: 'True' },
  ];
  let status = draft.status;
  for (const condition of conditions) {
    status = { ...status, conditions: withCondition(status, condition, now, { lastProbeTime: null }) };
  }
  draft.status = { ...status, phase };
  const ready = conditions[2]?.status === 'True';
  const { readyAt, ...memory } = draft.memory;
  draft.memory = ready ? { ...memory, readyAt: readyAt ?? now } : memory;
}

const exitCode = (status: JsonObject): number => numberAt(status, 'state', 'terminated', 'exitCode') ?? 0;

function hasRun(status: JsonObject): boolean {
  const now = objectAt(status, 'state');
  return (
    Object.hasOwn(now, 'running') ||
    Object.hasOwn(now, 'terminated') ||
    (numberAt(status, 'restartCount') ?? 0) > 0 ||
    Object.keys(objectAt(status, 'lastState')).length > 0
  );
}

/** Readiness gates are set by others: until then the pod is not ready. */
function gated(pod: KubernetesObject, ready: Condition): Condition {
  if (ready.status !== 'True') return ready;
  const gate = objectsAt(pod, 'spec', 'readinessGates')
    .map((each) => textAt(each, 'conditionType') ?? '')
    .find(
      (type) =>
        !objectsAt(pod, 'status', 'conditions').some((each) => each['type'] === type && each['status'] === 'True'),
    );
  return gate === undefined
    ? ready
    : {
        type: 'Ready',
        status: 'False',
        reason: 'ReadinessGatesNotReady',
        message: `corresponding condition of pod readiness gate "${gate}" does not exist.`,
      };
}
