import { Snapshot } from '#src/cluster/diagnosis/index.ts';
import { logKey } from '#src/cluster/diagnosis/snapshot.ts';
import type { ClusterObject, ObjectMetadata } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

/** When every fixture is looked at. */
export const NOW = Date.parse('2026-06-01T12:00:00Z');
/** Long enough ago for nothing to be young any more. */
export const EARLIER = '2026-06-01T11:00:00Z';
const JUST_NOW = '2026-06-01T11:59:57Z';
export const MINUTES_AGO = '2026-06-01T11:55:00Z';

let uids = 0;

/** Any object, an hour old, in the namespace `shop`. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  rest: { metadata?: Partial<ObjectMetadata>; namespaced?: boolean; [field: string]: unknown } = {},
): ClusterObject {
  const { metadata = {}, namespaced = true, ...fields } = rest;
  uids += 1;
  return JSON.parse(
    JSON.stringify({
      apiVersion,
      kind,
      metadata: {
        name,
        ...(namespaced ? { namespace: 'shop' } : {}),
        uid: `00000000-0000-4000-8000-${String(uids).padStart(12, '0')}`,
        creationTimestamp: EARLIER,
        ...metadata,
      },
      ...fields,
    }),
  ) as ClusterObject;
}

export interface WorkloadWish {
  kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  replicas?: number;
  image?: string;
  /** Of the pod's spec. */
  pod?: JsonObject;
  container?: JsonObject;
  /** Of the workload's spec. */
  spec?: JsonObject;
  status?: JsonObject;
  labels?: { [label: string]: string };
}

/** A workload with its template; its pods are made with `podOf`. */
export function workload(name: string, wish: WorkloadWish = {}): ClusterObject {
  const { kind = 'Deployment', replicas = 1, spec = {}, status = {}, labels = { app: name } } = wish;
  return object('apps/v1', kind, name, {
    metadata: { generation: 1, annotations: { 'deployment.kubernetes.io/revision': '2' } },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas }),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(wish) },
      ...spec,
    },
    status: { observedGeneration: 1, replicas, ...status },
  });
}

function podSpec({ image = 'nginx:1.29', pod = {}, container = {} }: WorkloadWish): JsonObject {
  return { containers: [{ name: 'main', image, ...container }], ...pod };
}

/** The replica set between a deployment and its pods. */
export function replicaSetOf(
  deployment: ClusterObject,
  rest: { revision?: number; image?: string; status?: JsonObject } = {},
): ClusterObject {
  const { revision = 2, image, status = {} } = rest;
  const template = structuredClone((deployment.spec as { template: JsonObject }).template) as {
    spec: { containers: { image: string }[] };
  };
  const [container] = template.spec.containers;
  if (container && image !== undefined) container.image = image;
  return object('apps/v1', 'ReplicaSet', `${deployment.metadata.name}-${revision}`, {
    metadata: {
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      ownerReferences: [ownerOf(deployment)],
    },
    spec: { replicas: 1, template },
    status: { replicas: 1, ...status },
  });
}

/** A pod of a workload: running and ready unless its status says otherwise. */
export function podOf(
  owner: ClusterObject,
  status: JsonObject = {},
  rest: { metadata?: Partial<ObjectMetadata>; spec?: JsonObject } = {},
): ClusterObject {
  const template = (
    owner.spec as { template: { metadata?: { labels?: { [label: string]: string } }; spec: JsonObject } }
  ).template;
  uids += 1;
  return object('v1', 'Pod', `${owner.metadata.name}-${uids}`, {
    metadata: { labels: template.metadata?.labels ?? {}, ownerReferences: [ownerOf(owner)], ...rest.metadata },
    spec: { nodeName: 'worker-1', ...template.spec, ...rest.spec },
    status: {
      phase: 'Running',
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Ready', status: 'True' },
      ],
      containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: { startedAt: EARLIER } } }],
      ...status,
    },
  });
}

/** The status of a pod whose container waits. */
export function waiting(reason: string, message = '', more: JsonObject = {}): JsonObject {
  return {
    phase: 'Pending',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Ready', status: 'False' },
    ],
    containerStatuses: [
      { name: 'main', ready: false, restartCount: 0, state: { waiting: { reason, message } }, ...more },
    ],
  };
}

/** The status of a pod whose container ended again and again. */
export function crashed(exitCode: number, reason = 'Error', more: JsonObject = {}): JsonObject {
  return {
    phase: 'Running',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Ready', status: 'False' },
    ],
    containerStatuses: [
      {
        name: 'main',
        ready: false,
        restartCount: 5,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting failed container' } },
        lastState: { terminated: { exitCode, reason, finishedAt: MINUTES_AGO } },
        ...more,
      },
    ],
  };
}

/** The status of a pod that runs, and is not ready. */
export const unready: JsonObject = {
  phase: 'Running',
  conditions: [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Ready', status: 'False' },
  ],
  containerStatuses: [{ name: 'main', ready: false, restartCount: 0, state: { running: { startedAt: EARLIER } } }],
};

/** The status of a pod that no node takes. */
export function unscheduled(message: string, reason = 'Unschedulable'): JsonObject {
  return {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason, message, lastTransitionTime: EARLIER }],
    containerStatuses: [],
  };
}

/** An event about an object, five minutes ago. */
export function event(about: ClusterObject, reason: string, message: string, at = MINUTES_AGO): ClusterObject {
  const { kind, metadata } = about;
  return object('v1', 'Event', `${metadata.name}.${reason}`, {
    involvedObject: { kind, namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
    reason,
    message,
    type: 'Warning',
    lastTimestamp: at,
    count: 3,
  });
}

/** A node that is well, with two processors and 4 GiB. */
export function node(
  name: string,
  rest: { conditions?: JsonObject[]; spec?: JsonObject; labels?: { [label: string]: string } } = {},
): ClusterObject {
  return object('v1', 'Node', name, {
    namespaced: false,
    metadata: { labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/arch': 'amd64', ...rest.labels } },
    spec: rest.spec ?? {},
    status: {
      allocatable: { cpu: '2', memory: '4Gi', pods: '110' },
      conditions: rest.conditions ?? [{ type: 'Ready', status: 'True', lastTransitionTime: EARLIER }],
    },
  });
}

export function service(
  name: string,
  selector: { [label: string]: string },
  ports: JsonObject[] = [{ port: 80 }],
): ClusterObject {
  return object('v1', 'Service', name, { spec: { selector, ports } });
}

export function ingress(
  name: string,
  backend: JsonObject,
  spec: JsonObject = { ingressClassName: 'traefik' },
): ClusterObject {
  return object('networking.k8s.io/v1', 'Ingress', name, {
    spec: {
      ...spec,
      rules: [{ host: 'shop.example.org', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  });
}

export const traefik = object('networking.k8s.io/v1', 'IngressClass', 'traefik', { namespaced: false });
export const localPath = object('storage.k8s.io/v1', 'StorageClass', 'local-path', {
  namespaced: false,
  metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  volumeBindingMode: 'WaitForFirstConsumer',
});

/** A moment ago: too young to be judged. */
export const young = { creationTimestamp: JUST_NOW };

export function ownerOf({
  apiVersion,
  kind,
  metadata: { name, uid = '' },
}: ClusterObject): NonNullable<ObjectMetadata['ownerReferences']>[number] {
  return { apiVersion, kind, name, uid, controller: true };
}

/** A deployment with its replica set and pods, each of this status. */
export function deployed(name: string, statuses: JsonObject[], wish: WorkloadWish = {}): ClusterObject[] {
  const deployment = workload(name, { replicas: statuses.length, ...wish });
  const replicas = replicaSetOf(deployment);
  return [deployment, replicas, ...statuses.map((status) => podOf(replicas, status))];
}

/** What stands in every cluster of these fixtures. */
export const surroundings = [node('worker-1'), node('worker-2'), traefik, localPath];

/** A snapshot of a cluster in which those that crash, or else all, said this last. */
export function snapshotOf(objects: readonly ClusterObject[], log: readonly string[] = []): Snapshot {
  const pods = objects.filter(({ kind }) => kind === 'Pod');
  const crashing = pods.filter((pod) => JSON.stringify(pod.status).includes('CrashLoopBackOff'));
  const logs = new Map((crashing.length > 0 ? crashing : pods).map((pod) => [logKey(pod, 'main'), log]));
  return new Snapshot([...surroundings, ...objects], { now: NOW, logs });
}
