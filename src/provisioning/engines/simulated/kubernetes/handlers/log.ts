import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/fields.ts';

import { badRequest } from '../api-error.ts';
import type { LogLine } from '../controllers/container-log.ts';
import { containerLog } from '../controllers/container-log.ts';
import { pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';
import type { ObjectsPath } from './api-path.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { asksFor } from './api-request.ts';
import { wholeNumber } from './page.ts';
import { storedObject } from './writing.ts';

/** A log that was asked for: its lines so far, and with `follow` those that come. */
export interface LogRequest {
  follow: boolean;
  first: string[];
  /** What was written since the last call; null when nothing more will come. */
  more(): string[] | null;
}

/** `log` */
export function podLog(
  { cluster }: ServedCluster,
  path: ObjectsPath & { name: string },
  { query }: ApiRequest,
): ApiReply {
  const pod = storedObject(cluster, path);
  const container = containerOf(pod, query.get('container'));
  const previous = asksFor(query, 'previous');
  // A pod that has no node yet has said nothing.
  if (textAt(pod, 'spec', 'nodeName') === undefined) return { type: 'text', body: '' };
  refuseUnstarted(pod, container, previous);
  const seconds = query.has('sinceSeconds') ? wholeNumber(query, 'sinceSeconds') : undefined;
  const time = query.get('sinceTime');
  const since = seconds !== undefined ? cluster.now - seconds * 1_000 : time === null ? 0 : Date.parse(time);
  const shown = ({ at, text }: LogLine) => (asksFor(query, 'timestamps') ? `${stamp(at)} ${text}` : text);
  const linesOf = (from: KubernetesObject, now: number) => containerLog(from, container, { now, previous });

  const all = linesOf(pod, cluster.now).filter(({ at }) => at >= since);
  const tail = query.has('tailLines') ? wholeNumber(query, 'tailLines') : undefined;
  const first = tail === undefined ? all : tail === 0 ? [] : all.slice(-tail);
  let upTo = cluster.now;
  const log: LogRequest = {
    follow: asksFor(query, 'follow') && !previous,
    first: limited(first.map(shown), wholeNumber(query, 'limitBytes')),
    more() {
      const now = currentPod(cluster, pod);
      if (!now || hasEnded(now, container)) return null;
      const lines = linesOf(now, cluster.now).filter(({ at }) => at > upTo);
      upTo = cluster.now;
      return lines.map(shown);
    },
  };
  return { type: 'log', log };
}

function containerOf(pod: KubernetesObject, wanted: string | null): string {
  const named = (list: string) => objectsAt(pod, 'spec', list).map((container) => textAt(container, 'name') ?? '');
  const [names, early] = [named('containers'), named('initContainers')];
  if (wanted === null || wanted === '') {
    const usual = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
    const [first = ''] = names;
    if (usual !== undefined && names.includes(usual)) return usual;
    if (names.length > 1 || early.length > 0)
      throw badRequest(
        `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(' ')}]${early.length > 0 ? ` or one of the init containers: [${early.join(' ')}]` : ''}`,
      );
    return first;
  }
  if (!names.includes(wanted) && !early.includes(wanted))
    throw badRequest(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
  return wanted;
}

function statusOf(pod: KubernetesObject, container: string) {
  return [...objectsAt(pod, 'status', 'containerStatuses'), ...objectsAt(pod, 'status', 'initContainerStatuses')].find(
    (status) => status['name'] === container,
  );
}

/** A container that never ran has written nothing: the server says why it waits. */
function refuseUnstarted(pod: KubernetesObject, container: string, previous: boolean): void {
  const { name } = pod.metadata;
  const status = statusOf(pod, container);
  const refuse = (why: string) =>
    badRequest(`container ${JSON.stringify(container)} in pod ${JSON.stringify(name)} ${why}`);
  if (previous) {
    const ended = Object.keys(objectAt(status, 'lastState', 'terminated')).length > 0;
    if (!ended)
      throw badRequest(
        `previous terminated container ${JSON.stringify(container)} in pod ${JSON.stringify(name)} not found`,
      );
    return;
  }
  const reason = textAt(status, 'state', 'waiting', 'reason');
  const restarted = (numberAt(status, 'restartCount') ?? 0) > 0;
  if (!status || (reason !== undefined && !restarted)) {
    const trouble = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName'].includes(reason ?? '');
    throw refuse(
      trouble
        ? `is waiting to start: ${reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : "image can't be pulled"}`
        : `is waiting to start: ${reason ?? 'ContainerCreating'}`,
    );
  }
}

function currentPod(cluster: SimulatedCluster, { metadata }: KubernetesObject): KubernetesObject | undefined {
  const pod = cluster.store.get(pods, metadata.namespace, metadata.name);
  return pod?.metadata.uid === metadata.uid ? pod : undefined;
}

/** One that has ended for good writes no more. */
function hasEnded(pod: KubernetesObject, container: string): boolean {
  const phase = textAt(pod, 'status', 'phase');
  const terminated = Object.keys(objectAt(statusOf(pod, container), 'state', 'terminated')).length > 0;
  return terminated && (phase === 'Succeeded' || phase === 'Failed');
}

function limited(lines: string[], bytes: number): string[] {
  if (bytes === 0) return lines;
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(''))
    .subarray(0, bytes)
    .toString();
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '000000Z');
