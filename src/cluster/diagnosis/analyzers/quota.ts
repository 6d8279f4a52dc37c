import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { labelsAt, numberAt, objectAt, textsAt, valueAt } from '../../fields.ts';
import { quantity } from '../../quantity.ts';
import type { Analyzer } from '../analyzer.ts';
import { conditionOf } from '../conditions.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { requestsOf } from '../scheduling.ts';
import { podsSelected } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';

const NEARLY = 0.9;

/**
 * What a namespace may use, and what it is about to: a quota that is used up, nearly, or that is too small for what its
 * workloads ask for, also before anything has been refused.
 */
export const quota: Analyzer = function* quota(snapshot): Generator<FindingDraft> {
  for (const one of snapshot.all('ResourceQuota')) {
    if (hasRefused(snapshot, one)) continue;
    const hard = { ...objectAt(one, 'spec', 'hard'), ...objectAt(one, 'status', 'hard') };
    // A quota for some pods only cannot be reckoned with all of them.
    const partial = textsAt(one, 'spec', 'scopes').length > 0 || valueAt(one, 'spec', 'scopeSelector') !== undefined;
    for (const [resource, limit] of Object.entries(hard)) {
      const most = quantity(String(limit));
      const wanted = partial ? undefined : wantedIn(snapshot, one.metadata.namespace, resource);
      const short = wanted && wanted.total > most ? wanted.short : undefined;
      if (short) {
        yield tooSmall(one, resource, String(limit), wanted?.total ?? 0, short);
        continue;
      }
      yield* usedUp(one, resource, String(limit), most);
    }
  }
};

/** What it refused already says it with the server's own words, and another rule passes them on. */
function hasRefused(snapshot: Snapshot, { metadata: { name, namespace } }: ClusterObject): boolean {
  return snapshot
    .in('ReplicaSet', namespace)
    .some((replicas) => conditionOf(replicas, 'ReplicaFailure')?.message.includes(`exceeded quota: ${name},`) === true);
}

function tooSmall(
  one: ClusterObject,
  resource: string,
  limit: string,
  total: number,
  short: ClusterObject,
): FindingDraft {
  return {
    object: referenceTo(one),
    cause: 'too-small',
    severity: 'error',
    certainty: 'certain',
    summary: `The quota "${one.metadata.name}" allows ${limit} of ${resource}, and the workloads of its namespace ask for ${written(resource, total)}: ${short.kind} "${short.metadata.name}" cannot have all of its pods.`,
    facts: {
      quota: one.metadata.name,
      resource,
      limit,
      wanted: written(resource, total),
      workload: short.metadata.name,
    },
    evidence: [
      fieldEvidence(one, `spec.hard[${resource}]`, limit),
      fieldEvidence(short, 'spec.replicas', String(numberAt(short, 'spec', 'replicas') ?? 1)),
    ],
    because: [referenceTo(short)],
    breaks: [referenceTo(short)],
  };
}

function* usedUp(one: ClusterObject, resource: string, limit: string, most: number): Generator<FindingDraft> {
  const used = valueAt(one, 'status', 'used', resource);
  if (used === undefined || most <= 0) return;
  const share = quantity(String(used)) / most;
  if (share < NEARLY) return;
  const full = share >= 1;
  yield {
    object: referenceTo(one),
    cause: full ? 'used-up' : 'nearly-used-up',
    // Full is how a quota is meant to be used; that nothing more fits is worth knowing.
    severity: 'advice',
    certainty: 'certain',
    summary: `The quota "${one.metadata.name}" is ${full ? 'used up' : `nearly used up (${Math.floor(share * 100)} %)`}: ${String(used)} of ${limit} ${resource}. ${
      full
        ? 'Nothing more fits, and a rollout that needs room for one more pod will wait.'
        : 'The next bigger change will not fit.'
    }`,
    facts: { quota: one.metadata.name, resource, used: String(used), limit },
    evidence: [fieldEvidence(one, `status.used[${resource}]`, `${String(used)} of ${limit}`)],
  };
}

/** What the workloads of a namespace ask for altogether, and one of those that lack pods. */
function wantedIn(
  snapshot: Snapshot,
  namespace: string | undefined,
  resource: string,
): { total: number; short: ClusterObject | undefined } | undefined {
  const what = of(resource);
  if (!what) return undefined;
  let total = 0;
  let short: ClusterObject | undefined;
  for (const workload of [...snapshot.in('Deployment', namespace), ...snapshot.in('StatefulSet', namespace)]) {
    const replicas = numberAt(workload, 'spec', 'replicas') ?? 1;
    const each = what(objectAt(workload, 'spec', 'template'));
    total += replicas * each;
    if (each > 0 && podCount(snapshot, workload) < replicas) short ??= workload;
  }
  // Pods of jobs and of nobody come and go: they count as they are.
  for (const pod of snapshot.in('Pod', namespace)) {
    if (['Deployment', 'StatefulSet'].includes(snapshot.topOwner(pod).kind)) continue;
    if (!['Succeeded', 'Failed'].includes(String(pod.status?.['phase'])))
      total += what({ spec: objectAt(pod, 'spec') });
  }
  return { total, short };
}

function podCount(snapshot: Snapshot, workload: ClusterObject): number {
  const selector = labelsAt(workload, 'spec', 'selector', 'matchLabels');
  return podsSelected(snapshot, workload.metadata.namespace, selector).filter(
    ({ status }) => !['Succeeded', 'Failed'].includes(String(status?.['phase'])),
  ).length;
}

/** How much of a quota's resource one pod needs; undefined for what is no pod's. */
function of(resource: string): ((template: { spec?: unknown }) => number) | undefined {
  const [scope = '', name = scope] = resource.split('.');
  if (resource === 'pods' || resource === 'count/pods') return () => 1;
  if (!['cpu', 'memory', 'ephemeral-storage'].includes(name) || !['requests', 'limits', name].includes(scope))
    return undefined;
  return (template) => requestsOf(template, scope === 'limits' ? 'limits' : 'requests')[name] ?? 0;
}

function written(resource: string, value: number): string {
  if (resource.endsWith('cpu'))
    return value < 1 ? `${Math.round(value * 1_000)}m` : String(Math.round(value * 100) / 100);
  if (/memory|storage/.test(resource)) return `${Math.round(value / 2 ** 20)}Mi`;
  return String(value);
}
