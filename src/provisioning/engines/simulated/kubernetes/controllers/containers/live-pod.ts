import { flagAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { pods } from '../../kinds/index.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import { kubernetesTime } from '../../kubernetes-object.ts';
import type { Condition } from '../conditions.ts';
import { withCondition } from '../conditions.ts';
import type { ControlledCluster } from '../controller.ts';
import { tell } from '../events.ts';
import { memoryOf, withMemory } from '../memory.ts';
import { sooner } from '../pods.ts';
import { mountProblem } from './config.ts';
import type { Life } from './life.ts';
import { lifeMemory, lifeOf } from './life.ts';
import { liveContainer } from './live-container.ts';
import type { NodeContents } from './node-contents.ts';
import { hostAddress } from './node-contents.ts';
import { qosClass } from './qos-class.ts';

const component = 'kubelet';
/** Making the pod's own network and mounting its volumes. */
const SANDBOX_MS = 250;
const FIRST_MOUNT_RETRY_MS = 500;
const MAX_MOUNT_RETRY_MS = 122_000;

/** What a pod passes on while it is worked on. */
interface Draft {
  status: JsonObject;
  memory: JsonObject;
  next: number | undefined;
}

/** Brings one placed pod to where it stands now. Returns when something more will happen to it. */
export function livePod(
  cluster: ControlledCluster,
  pod: KubernetesObject,
  node: KubernetesObject,
  contents: NodeContents,
): number | undefined {
  const draft = begun(cluster, pod, node);
  const ready = prepared(cluster, pod, node, draft, contents);
  if (ready) runContainers(cluster, { ...pod, status: draft.status }, node, draft, contents);
  else waitAll(pod, draft);
  judge(cluster, pod, draft);
  cluster.update(pods, { ...withMemory(pod, draft.memory), status: draft.status });
  return draft.next;
}

function begun(cluster: ControlledCluster, pod: KubernetesObject, node: KubernetesObject): Draft {
  const memory = memoryOf(pod);
  const { nominatedNodeName: _, ...before } = pod.status ?? {};
  const status = {
    ...before,
    phase: textAt(pod, 'status', 'phase') ?? 'Pending',
    hostIP: hostAddress(node),
    hostIPs: [{ ip: hostAddress(node) }],
    startTime: textAt(pod, 'status', 'startTime') ?? kubernetesTime(cluster.now),
    qosClass: qosClass(pod),
  };
  const since = typeof memory['boundAt'] === 'number' ? memory['boundAt'] : cluster.now;
  return { status, memory: { ...memory, pace: cluster.pace(1_000), boundAt: since }, next: undefined };
}

/** Whether volumes are mounted and the network stands. */
function prepared(
  cluster: ControlledCluster,
  pod: KubernetesObject,
  node: KubernetesObject,
  draft: Draft,
  contents: NodeContents,
): boolean {
  if (typeof draft.status['podIP'] === 'string') return true;
  const since = Number(draft.memory['boundAt']);
  const retryAt = Number(draft.memory['mountAt'] ?? since + cluster.pace(100));
  const tries = Number(draft.memory['mountTries'] ?? 0);
  if (cluster.now < retryAt) {
    draft.next = retryAt;
    return false;
  }
  const problem = mountProblem(cluster, pod);
  if (problem !== undefined) {
    const pause = cluster.pace(Math.min(FIRST_MOUNT_RETRY_MS * 2 ** tries, MAX_MOUNT_RETRY_MS));
    tell(cluster, pod, {
      component,
      host: node.metadata.name,
      type: 'Warning',
      reason: 'FailedMount',
      message: problem,
    });
    draft.memory = { ...draft.memory, mountAt: cluster.now + pause, mountTries: tries + 1 };
    draft.next = cluster.now + pause;
    return false;
  }
  const made = Math.max(since, tries > 0 ? cluster.now : since) + cluster.pace(SANDBOX_MS);
  if (tries === 0 && cluster.now < made) {
    draft.next = made;
    return false;
  }
  const { mountAt: _, mountTries: __, ...memory } = draft.memory;
  draft.memory = memory;
  const ip = flagAt(pod, 'spec', 'hostNetwork') === true ? hostAddress(node) : contents.freeAddress(node);
  draft.status = { ...draft.status, podIP: ip, podIPs: [{ ip }] };
  return true;
}

function waitAll(pod: KubernetesObject, draft: Draft): void {
  const inits = objectsAt(pod, 'spec', 'initContainers');
  const waiting = (container: JsonObject, reason: string): JsonObject => ({
    name: textAt(container, 'name') ?? '',
    state: { waiting: { reason } },
    lastState: {},
    ready: false,
    restartCount: 0,
    image: textAt(container, 'image') ?? '',
    imageID: '',
    started: false,
  });
  const reason = inits.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  draft.status = {
    ...draft.status,
    ...(inits.length > 0
      ? { initContainerStatuses: inits.map((container) => waiting(container, 'PodInitializing')) }
      : {}),
    containerStatuses: objectsAt(pod, 'spec', 'containers').map((container) => waiting(container, reason)),
  };
}

function runContainers(
  cluster: ControlledCluster,
  pod: KubernetesObject,
  node: KubernetesObject,
  draft: Draft,
  contents: NodeContents,
): void {
  const lives: { [container: string]: JsonObject } = {};
  const run = (
    container: JsonObject,
    list: string,
    init: boolean,
    mayRun: boolean,
  ): { status: JsonObject; life: Life } => {
    const name = textAt(container, 'name') ?? '';
    const before = objectsAt(pod, 'status', list).find((status) => status['name'] === name);
    const life = lifeOf(draft.memory, name, cluster.now);
    if (!mayRun && life.step === 'waiting') {
      const reason = objectsAt(pod, 'spec', 'initContainers').length > 0 ? 'PodInitializing' : 'ContainerCreating';
      return {
        life,
        status: {
          name,
          state: { waiting: { reason } },
          lastState: {},
          ready: false,
          restartCount: 0,
          image: textAt(container, 'image') ?? '',
          imageID: '',
          started: false,
        },
      };
    }
    const lived = liveContainer({ cluster, pod, node, contents, container, init }, before, life);
    lives[name] = lifeMemory(lived.life);
    draft.next = sooner(draft.next, lived.next);
    return lived;
  };
  let initialized = true;
  const inits: JsonObject[] = [];
  for (const container of objectsAt(pod, 'spec', 'initContainers')) {
    const lived = run(container, 'initContainerStatuses', true, initialized);
    inits.push(lived.status);
    const sidecar = textAt(container, 'restartPolicy') === 'Always';
    initialized &&= sidecar ? lived.status['started'] === true : lived.status['ready'] === true;
  }
  const statuses = objectsAt(pod, 'spec', 'containers').map(
    (container) => run(container, 'containerStatuses', false, initialized).status,
  );
  draft.memory = { ...draft.memory, lives };
  draft.status = {
    ...draft.status,
    ...(inits.length > 0 ? { initContainerStatuses: inits } : {}),
    containerStatuses: statuses,
  };
}

/** Phase and conditions, from what became of the containers. */
function judge(cluster: ControlledCluster, pod: KubernetesObject, draft: Draft): void {
  const { now } = cluster;
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
  const exit = (status: JsonObject): number => Number(objectCode(status));
  let phase = 'Pending';
  if (failedInit) phase = 'Failed';
  else if (statuses.length > 0 && over.length === statuses.length) {
    phase = statuses.every((status) => exit(status) === 0) ? 'Succeeded' : 'Failed';
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

function objectCode(status: JsonObject): number {
  const code = Reflect.get(Object(Reflect.get(Object(status['state']), 'terminated')), 'exitCode');
  return typeof code === 'number' ? code : 0;
}

function hasRun(status: JsonObject): boolean {
  const state = Object(status['state']);
  return (
    Object.hasOwn(state, 'running') ||
    Object.hasOwn(state, 'terminated') ||
    Number(status['restartCount'] ?? 0) > 0 ||
    Object.keys(Object(status['lastState'])).length > 0
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
