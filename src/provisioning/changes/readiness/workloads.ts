import { type Cluster, type ClusterObject, labelsAt, numberAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { podTrouble } from './pod-trouble.ts';
import { READY, type Readiness, type ReadinessOf } from './readiness.ts';

/** Rolled out: the controller has seen what was wanted, every copy is of the new kind, and every copy serves. */
export const deployment: ReadinessOf = async (object, cluster, options) => {
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  if (!seen(object)) return { ready: false, waitingFor: 'waiting for its controller' };
  const updated = numberAt(object, 'status', 'updatedReplicas') ?? 0;
  const available = numberAt(object, 'status', 'availableReplicas') ?? 0;
  const all = numberAt(object, 'status', 'replicas') ?? 0;
  if (object.spec?.['paused'] === true) return { ready: true, waitingFor: '' };
  if (updated >= wanted && all <= updated && available >= wanted) return READY;
  const late = objectsAt(object, 'status', 'conditions').find(
    (condition) => condition['type'] === 'Progressing' && condition['reason'] === 'ProgressDeadlineExceeded',
  );
  const waitingFor =
    updated < wanted || available < wanted
      ? `${Math.min(updated, available)} of ${wanted} copies run`
      : `${all - updated} old copies are leaving`;
  return await withTrouble({ ready: false, waitingFor }, object, cluster, options, textAt(late, 'message'));
};

export const statefulSet: ReadinessOf = async (object, cluster, options) => {
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  if (!seen(object)) return { ready: false, waitingFor: 'waiting for its controller' };
  const ready = numberAt(object, 'status', 'readyReplicas') ?? 0;
  const updated = numberAt(object, 'status', 'updatedReplicas') ?? ready;
  const current = textAt(object, 'status', 'currentRevision');
  const update = textAt(object, 'status', 'updateRevision');
  const strategy = textAt(object, 'spec', 'updateStrategy', 'type');
  const rolled = strategy === 'OnDelete' || current === update || updated >= wanted;
  if (ready >= wanted && rolled) return READY;
  return await withTrouble(
    { ready: false, waitingFor: `${Math.min(ready, rolled ? ready : updated)} of ${wanted} copies run` },
    object,
    cluster,
    options,
  );
};

export const daemonSet: ReadinessOf = async (object, cluster, options) => {
  const wanted = numberAt(object, 'status', 'desiredNumberScheduled') ?? 0;
  if (!seen(object)) return { ready: false, waitingFor: 'waiting for its controller' };
  const updated = numberAt(object, 'status', 'updatedNumberScheduled') ?? 0;
  const available = numberAt(object, 'status', 'numberAvailable') ?? 0;
  if (updated >= wanted && available >= wanted) return READY;
  return await withTrouble(
    { ready: false, waitingFor: `runs on ${Math.min(updated, available)} of ${wanted} nodes` },
    object,
    cluster,
    options,
  );
};

function seen(object: ClusterObject): boolean {
  return (numberAt(object, 'status', 'observedGeneration') ?? 0) >= (object.metadata.generation ?? 0);
}

/** What the newest copies say about why they do not run. */
async function withTrouble(
  readiness: Readiness,
  object: ClusterObject,
  cluster: Cluster,
  options: { signal?: AbortSignal },
  overdue?: string,
): Promise<Readiness> {
  const pods = await podsOf(object, cluster, options);
  const troubles = await Promise.all(pods.map((pod) => podTrouble(pod, cluster, options)));
  const found = troubles.find((trouble) => trouble?.final === true) ?? troubles.find((trouble) => trouble !== null);
  if (found) {
    const { final, ...trouble } = found;
    return { ...readiness, trouble, ...(final ? { failed: trouble } : {}) };
  }
  const why = overdue ?? quota(object);
  return why === undefined ? readiness : { ...readiness, trouble: { reason: ended(why), evidence: [why] } };
}

/** No pod at all may be made: a quota, or an admission rule, says so at the workload. */
function quota(object: ClusterObject): string | undefined {
  const failure = objectsAt(object, 'status', 'conditions').find(
    (condition) => condition['type'] === 'ReplicaFailure' && condition['status'] === 'True',
  );
  return textAt(failure, 'message');
}

/** Copies looked at for a reason: one is as good as all. */
const LOOKED_AT = 10;

/** The pods of the newest revision, newest first. */
async function podsOf(
  object: ClusterObject,
  cluster: Cluster,
  options: { signal?: AbortSignal },
): Promise<ClusterObject[]> {
  const labels = Object.entries(labelsAt(object, 'spec', 'selector', 'matchLabels'));
  const { namespace = 'default' } = object.metadata;
  if (labels.length === 0) return [];
  const selector = labels.map(([label, value]) => `${label}=${value}`).join(',');
  const pods: ClusterObject[] = [];
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: selector }, options)) {
    if (pod.metadata.deletionTimestamp === undefined) pods.push(pod);
    if (pods.length > 500) break;
  }
  const newest = pods.toSorted((one, other) =>
    (other.metadata.creationTimestamp ?? '').localeCompare(one.metadata.creationTimestamp ?? ''),
  );
  const revision = (pod: ClusterObject | undefined) =>
    pod?.metadata.labels?.['pod-template-hash'] ?? pod?.metadata.labels?.['controller-revision-hash'];
  const latest =
    textAt(object, 'status', 'updateRevision') ??
    (object.kind === 'Deployment' ? await newestTemplate(object, selector, cluster, options) : revision(newest[0]));
  return newest.filter((pod) => latest === undefined || revision(pod) === latest).slice(0, LOOKED_AT);
}

/**
 * The hash of the template that a Deployment is bringing out. Its pods do not tell: two revisions within one second are of the
 * same age.
 */
async function newestTemplate(
  { metadata: { uid, namespace = 'default' } }: ClusterObject,
  labels: string,
  cluster: Cluster,
  options: { signal?: AbortSignal },
): Promise<string | undefined> {
  let newest: { revision: number; hash: string | undefined } = { revision: -1, hash: undefined };
  for await (const { metadata } of cluster.list(
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace, labels },
    options,
  )) {
    const revision = Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    if (metadata.ownerReferences?.some((owner) => owner.uid === uid) === true && revision > newest.revision) {
      newest = { revision, hash: metadata.labels?.['pod-template-hash'] };
    }
  }
  return newest.hash;
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
