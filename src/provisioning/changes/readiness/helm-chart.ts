import { FIELD_MANAGER } from '#src/cluster/cluster.ts';
import {
  type Cluster,
  type ClusterObject,
  nameOf,
  numberAt,
  objectsAt,
  referenceTo,
  textAt,
  valueAt,
} from '#src/cluster/index.ts';
import { READY, type Readiness, type ReadinessOf } from './readiness.ts';
import { daemonSet, deployment, statefulSet } from './workloads.ts';

type Options = { signal?: AbortSignal };

const workloads: readonly (readonly [kind: string, readinessOf: ReadinessOf])[] = [
  ['Deployment', deployment],
  ['StatefulSet', statefulSet],
  ['DaemonSet', daemonSet],
];

/** Helm's own Job has done its work for what the chart is now, and everything it brought runs. */
export const helmChart: ReadinessOf = async (chart, cluster, options) => {
  const { name, namespace = 'kube-system' } = chart.metadata;
  const jobName = textAt(chart, 'status', 'jobName') ?? `helm-install-${name}`;
  const job = await cluster.get({ apiVersion: 'batch/v1', kind: 'Job', namespace, name: jobName }, options);
  if (!job || isOfEarlier(job, chart)) return { ready: false, waitingFor: 'helm has not begun yet' };
  const failed = hasFailed(chart) || conditionOf(job, 'Failed');
  if (failed) return await helmFailed(cluster, chart, options);
  if (!conditionOf(job, 'Complete')) {
    const lines = await helmLines(cluster, chart, options);
    if (lines.length === 0) return { ready: false, waitingFor: 'helm is installing it' };
    return { ready: false, waitingFor: 'helm tries again', trouble: { reason: reasonIn(lines), evidence: lines } };
  }
  return await broughtRuns(cluster, chart, options);
};

/** The first workload in its namespace that does not run yet. */
async function broughtRuns(cluster: Cluster, chart: ClusterObject, options: Options): Promise<Readiness> {
  const { name, namespace: home = 'kube-system' } = chart.metadata;
  const namespace = textAt(chart, 'spec', 'targetNamespace') ?? home;
  // A namespace of its own holds nothing else; in a shared one only what helm has marked is looked at.
  const labels = namespace === name ? {} : { labels: `app.kubernetes.io/instance=${name}` };
  for (const [kind, readinessOf] of workloads) {
    for await (const object of cluster.list({ apiVersion: 'apps/v1', kind, namespace, ...labels }, options)) {
      const readiness = await readinessOf(object, cluster, options);
      if (readiness.ready) continue;
      return { ...readiness, waitingFor: `${nameOf(referenceTo(object))}: ${readiness.waitingFor}` };
    }
  }
  return READY;
}

/** Seconds for which an older Job is taken for one that is about to be replaced. */
const REPLACED_WITHIN = 30;

/** The Job is from before the last change of the chart, and the controller has not got to it yet. */
function isOfEarlier(job: ClusterObject, chart: ClusterObject): boolean {
  const times = objectsAt(valueAt(chart, 'metadata'), 'managedFields')
    .filter(({ manager, subresource }) => manager === FIELD_MANAGER && subresource !== 'status')
    .map(({ time }) => Date.parse(typeof time === 'string' ? time : ''));
  const changed = Math.max(...times.filter(Number.isFinite));
  const made = Date.parse(job.metadata.creationTimestamp ?? '');
  return made < changed && Date.now() - changed < REPLACED_WITHIN * 1_000;
}

async function helmFailed(cluster: Cluster, chart: ClusterObject, options: Options): Promise<Readiness> {
  const lines = await helmLines(cluster, chart, options);
  const told = objectsAt(chart, 'status', 'conditions').find(({ type }) => type === 'Failed');
  const evidence =
    lines.length > 0 ? lines : [textAt(told, 'message') ?? 'The Job of helm failed, and its log is gone.'];
  const trouble = { reason: reasonIn(evidence), evidence: evidence.slice(-LAST_LINES) };
  return { ready: false, waitingFor: 'helm has failed', trouble, failed: trouble };
}

/** Helm's own sentence about what went wrong. */
function reasonIn(lines: readonly string[]): string {
  const error = lines.findLast((line) => /\berror\b/i.test(line)) ?? lines.at(-1) ?? '';
  const words = error.replace(/^.*?\bError:\s*/, '').trim();
  return `Helm could not install it: ${/[.!?]$/.test(words) ? words : `${words}.`}`;
}

/** Lines of a log that are worth a look. */
const LAST_LINES = 12;

/** What helm last said of charts that it could not install: the Job that gives up takes its pods, and their logs, along. */
const heard = new Map<string, string[]>();
const HEARD = 200;

/** The last lines of a try of helm's that failed; empty while none has. */
async function helmLines(cluster: Cluster, chart: ClusterObject, options: Options): Promise<string[]> {
  const { name, namespace = 'kube-system', uid = '', generation = 0 } = chart.metadata;
  const labels = `helmcharts.helm.cattle.io/chart=${name}`;
  const key = `${uid}/${generation}`;
  for await (const pod of cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels }, options)) {
    const [helm] = objectsAt(pod, 'status', 'containerStatuses');
    const ended = (numberAt(helm, 'state', 'terminated', 'exitCode') ?? 0) !== 0;
    const restarts = numberAt(helm, 'restartCount') ?? 0;
    if (!ended && restarts === 0) continue;
    const lines = await linesOf(
      cluster,
      { namespace, pod: pod.metadata.name, ...(ended ? {} : { previous: true }) },
      options,
    );
    if (lines.length === 0) continue;
    heard.delete(key);
    heard.set(key, lines);
    for (const oldest of heard.keys()) {
      if (heard.size <= HEARD) break;
      heard.delete(oldest);
    }
  }
  return heard.get(key) ?? [];
}

async function linesOf(
  cluster: Cluster,
  request: { namespace: string; pod: string; previous?: boolean },
  options: Options,
): Promise<string[]> {
  const lines: string[] = [];
  try {
    for await (const line of cluster.logs({ ...request, tail: LAST_LINES }, options)) {
      if (line.trim() !== '') lines.push(line);
    }
  } catch {
    // Its log is gone, or was never written.
  }
  return lines;
}

function hasFailed(chart: ClusterObject): boolean {
  return objectsAt(chart, 'status', 'conditions').some(({ type, status }) => type === 'Failed' && status === 'True');
}

function conditionOf(job: ClusterObject, type: string): boolean {
  return objectsAt(job, 'status', 'conditions').some((one) => one['type'] === type && one['status'] === 'True');
}
