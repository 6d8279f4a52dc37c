import { flagAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { pods } from '../../kinds/index.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import { kubernetesTime } from '../../kubernetes-object.ts';
import type { ControlledCluster } from '../controller.ts';
import { tell } from '../events.ts';
import { memoryOf, withMemory } from '../memory.ts';
import { sooner } from '../pods.ts';
import { mountProblem } from './config.ts';
import type { Draft } from './judge-pod.ts';
import { judgePod } from './judge-pod.ts';
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
  judgePod(pod, draft, cluster.now);
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
  const reason = inits.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  draft.status = {
    ...draft.status,
    ...(inits.length > 0
      ? { initContainerStatuses: inits.map((container) => waiting(container, 'PodInitializing')) }
      : {}),
    containerStatuses: objectsAt(pod, 'spec', 'containers').map((container) => waiting(container, reason)),
  };
}

function waiting(container: JsonObject, reason: string): JsonObject {
  return {
    name: textAt(container, 'name') ?? '',
    state: { waiting: { reason } },
    lastState: {},
    ready: false,
    restartCount: 0,
    image: textAt(container, 'image') ?? '',
    imageID: '',
    started: false,
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
      return { life, status: waiting(container, reason) };
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
