import { type Cluster, type ClusterObject, numberAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { imageHost } from '../../apps/image-name.ts';
import type { Trouble } from './readiness.ts';

/** What is wrong with a pod; `final`: it will not get better by waiting. */
export interface PodTrouble extends Trouble {
  final: boolean;
}

/** A container that came to its end so often will do so again. */
const CRASHES = 3;
/** Lines of a crashed container's log that are shown. */
const LAST_LINES = 5;

/** Why a pod does not run, in a sentence, with what the cluster says of it. Null when nothing is known to be wrong. */
export async function podTrouble(
  pod: ClusterObject,
  cluster: Cluster,
  options: { signal?: AbortSignal },
): Promise<PodTrouble | null> {
  for (const status of [
    ...objectsAt(pod, 'status', 'initContainerStatuses'),
    ...objectsAt(pod, 'status', 'containerStatuses'),
  ]) {
    const found = await containerTrouble(pod, status, cluster, options);
    if (found) return found;
  }
  return unscheduled(pod) ?? (await mounting(pod, cluster, options)) ?? unready(pod);
}

async function containerTrouble(
  pod: ClusterObject,
  status: JsonObject,
  cluster: Cluster,
  options: { signal?: AbortSignal },
): Promise<PodTrouble | null> {
  const reason = textAt(status, 'state', 'waiting', 'reason') ?? '';
  const message = textAt(status, 'state', 'waiting', 'message') ?? '';
  const image = textAt(status, 'image') ?? '';
  const container = textAt(status, 'name') ?? '';
  const evidence = [`${reason}${message === '' ? '' : `: ${message}`}`];
  if (reason === 'InvalidImageName') {
    return { final: true, reason: `"${image}" is not the name of an image.`, evidence };
  }
  if (['ErrImagePull', 'ImagePullBackOff', 'ErrImageNeverPull', 'RegistryUnavailable'].includes(reason)) {
    return { ...pulling(image, message), evidence };
  }
  if (reason === 'CreateContainerConfigError' || reason === 'CreateContainerError') {
    const missing = /(secret|configmap) "([^"]+)" not found/.exec(message);
    const key = /couldn't find key (\S+) in (Secret|ConfigMap) (\S+)/.exec(message);
    const text = missing
      ? `It needs the ${missing[1] === 'secret' ? 'Secret' : 'ConfigMap'} "${missing[2]}", which is not there.`
      : key
        ? `It needs the key "${key[1]}" of the ${key[2]} ${key[3]}, which is not there.`
        : `The container "${container}" cannot be made: ${ended(message)}`;
    return { final: reason === 'CreateContainerConfigError', reason: text, evidence };
  }
  const restarts = numberAt(status, 'restartCount') ?? 0;
  const last = [textAt(status, 'lastState', 'terminated', 'reason'), textAt(status, 'state', 'terminated', 'reason')];
  const exit =
    numberAt(status, 'state', 'terminated', 'exitCode') ?? numberAt(status, 'lastState', 'terminated', 'exitCode');
  if (last.includes('OOMKilled')) {
    const limit = memoryLimit(pod, container);
    return {
      final: restarts >= CRASHES - 1,
      reason: `The container "${container}" needs more memory than its limit${limit === undefined ? '' : ` of ${limit}`}, and is stopped each time.`,
      evidence: [`OOMKilled, restarted ${restarts} times`],
    };
  }
  if (reason === 'CrashLoopBackOff' || (exit !== undefined && exit !== 0 && restarts > 0)) {
    return {
      final: restarts >= CRASHES,
      reason: `The container "${container}" starts and ends by itself with exit code ${exit ?? 'unknown'}.`,
      evidence: [
        `${reason === '' ? 'Terminated' : reason}, restarted ${restarts} times`,
        ...(await lastLines(pod, container, cluster, options)),
      ],
    };
  }
  return null;
}

function pulling(image: string, message: string): { final: boolean; reason: string } {
  const host = imageHost(image);
  if (/not found|manifest unknown|does not exist|no such image|name unknown/i.test(message)) {
    return { final: true, reason: `The image ${image} was not found in ${host}.` };
  }
  if (/denied|unauthorized|authentication required|forbidden|\b40[13]\b/i.test(message)) {
    return {
      final: true,
      reason: `${host} does not give out the image ${image}: it does not exist there, or needs a sign-in.`,
    };
  }
  if (/too ?many ?requests|\b429\b|rate limit/i.test(message)) {
    return { final: false, reason: `${host} gives out no more images for now (too many requests).` };
  }
  if (/no such host|i\/o timeout|connection refused|timeout|dial tcp|no route/i.test(message)) {
    return { final: false, reason: `The registry ${host} cannot be reached from the cluster.` };
  }
  return { final: false, reason: `The image ${image} cannot be fetched from ${host}.` };
}

function unscheduled(pod: ClusterObject): PodTrouble | null {
  const condition = objectsAt(pod, 'status', 'conditions').find(({ type }) => type === 'PodScheduled');
  if (condition?.['status'] !== 'False' || condition['reason'] !== 'Unschedulable') return null;
  const message = textAt(condition, 'message') ?? '';
  const lacking = [
    ...(/insufficient cpu/i.test(message) ? ['CPU'] : []),
    ...(/insufficient memory/i.test(message) ? ['memory'] : []),
  ];
  const reason =
    lacking.length > 0
      ? `No node has enough free ${lacking.join(' and ')} for it.`
      : /unbound immediate PersistentVolumeClaims|volume/i.test(message)
        ? 'Its volume is not there yet, so that it can be placed on no node.'
        : `It can be placed on no node: ${ended(message)}`;
  return { final: false, reason, evidence: [message] };
}

/** A container that is being made for long usually waits for a volume: only the events say so. */
async function mounting(
  pod: ClusterObject,
  cluster: Cluster,
  options: { signal?: AbortSignal },
): Promise<PodTrouble | null> {
  const waiting = objectsAt(pod, 'status', 'containerStatuses').some(
    (status) => textAt(status, 'state', 'waiting', 'reason') === 'ContainerCreating',
  );
  const { namespace = 'default', name } = pod.metadata;
  if (!waiting) return null;
  const selection = { apiVersion: 'v1', kind: 'Event', namespace, fields: `involvedObject.name=${name}` };
  try {
    for await (const event of cluster.list(selection, options)) {
      const message = textAt(event, 'message') ?? '';
      if (!['FailedMount', 'FailedAttachVolume', 'FailedCreatePodSandBox'].includes(textAt(event, 'reason') ?? ''))
        continue;
      const missing = /(secret|configmap) "([^"]+)" not found/.exec(message);
      const reason = missing
        ? `It mounts the ${missing[1] === 'secret' ? 'Secret' : 'ConfigMap'} "${missing[2]}", which is not there.`
        : `It cannot be started: ${ended(message)}`;
      return { final: false, reason, evidence: [message] };
    }
  } catch {
    // Events are a help, not a need.
  }
  return null;
}

function unready(pod: ClusterObject): PodTrouble | null {
  const running = objectsAt(pod, 'status', 'containerStatuses').filter(
    (status) => status['ready'] === false && textAt(status, 'state', 'running', 'startedAt') !== undefined,
  );
  const container = textAt(running[0], 'name');
  const spec = objectsAt(pod, 'spec', 'containers').find(({ name }) => name === container);
  const probe = spec?.['readinessProbe'];
  if (container === undefined || probe === undefined) return null;
  const path = textAt(probe, 'httpGet', 'path');
  const port = numberAt(probe, 'httpGet', 'port') ?? numberAt(probe, 'tcpSocket', 'port');
  const what = path === undefined ? `port ${port ?? ''}` : `${path} on port ${port ?? ''}`;
  return {
    final: false,
    reason: `The container "${container}" runs, but does not answer its health check (${what.trim()}).`,
    evidence: ['Readiness probe failed'],
  };
}

async function lastLines(
  pod: ClusterObject,
  container: string,
  cluster: Cluster,
  options: { signal?: AbortSignal },
): Promise<string[]> {
  const { namespace = 'default', name } = pod.metadata;
  const lines: string[] = [];
  try {
    const request = { namespace, pod: name, container, previous: true, tail: LAST_LINES };
    for await (const line of cluster.logs(request, options)) lines.push(line.slice(0, 300));
  } catch {
    // A container that never wrote has no log to show.
  }
  return lines.slice(-LAST_LINES);
}

function memoryLimit(pod: ClusterObject, container: string): string | undefined {
  const spec = objectsAt(pod, 'spec', 'containers').find(({ name }) => name === container);
  return textAt(spec, 'resources', 'limits', 'memory');
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
