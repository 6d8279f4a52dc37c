import { type Diagnosis, type Finding, judge, readSnapshot, type Snapshot } from '#src/cluster/diagnosis/index.ts';
import { type Cluster, ClusterError, type ObjectReference } from '#src/cluster/index.ts';

import { type ActionContext, ActionFailure } from '../action.ts';
import type { Engine, Observation } from '../engine.ts';
import { notReachable } from '../kubeconfig.ts';
import type { Services } from '../services.ts';
import type { VdcRecord } from '../vdc-records.ts';
import { engineOf, observed, vdcOf } from '../vdc-view.ts';
import { engineFindings } from './engine-findings.ts';
import { findingId } from './finding-id.ts';
import { OneByOne } from './one-by-one.ts';

/** A VDC looked at once, machines and Kubernetes together: what is wrong, and what says so. */
export interface Examination extends Diagnosis {
  record: VdcRecord;
  engine: Engine;
  observation: Observation;
  /** Absent where Kubernetes could not be reached: then what is wrong is below it. */
  cluster?: Cluster;
  snapshot?: Snapshot;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface ExamineOptions {
  namespace?: string;
  /** Also good is what was seen this many milliseconds ago. */
  maxAgeMs?: number;
  /** How far it has come: kinds of objects that were read, of how many, and the last of them. */
  progress?(read: number, of: number, kind: string): void;
}

type Context = Pick<ActionContext<Services>, 'services' | 'caller' | 'signal'>;

/** Looks that are kept for the next step of a conversation, and how long. */
const KEPT = 4;
const KEPT_MS = 60_000;
/** Nobody waits longer than this for one look. */
const LOOK_MS = 120_000;
const looks = new WeakMap<Services, { kept: Map<string, Examination>; underWay: OneByOne<Examination> }>();

/**
 * Looks at a whole VDC, or one namespace of it: once for all steps of a conversation that follow each other, and once for
 * all who ask at the same time.
 */
export async function examineVdc(
  { services, caller, signal }: Context,
  vdc: string,
  { namespace, maxAgeMs = 0, progress }: ExamineOptions = {},
): Promise<Examination> {
  const record = await vdcOf(services, caller.owner, vdc);
  if (namespace !== undefined) return await look({ services, record, signal }, { namespace, progress });
  const { kept, underWay } = looksOf(services);
  const before = kept.get(record.id);
  if (before && services.now() - before.at <= Math.min(maxAgeMs, KEPT_MS)) return before;
  return await underWay.do(record.id, signal, async () => {
    const ending = AbortSignal.timeout(LOOK_MS);
    const examination = await look({ services, record, signal: ending }, { progress });
    kept.delete(record.id);
    kept.set(record.id, examination);
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    setTimeout(() => kept.get(record.id) === examination && kept.delete(record.id), KEPT_MS).unref();
    return examination;
  });
}

function looksOf(services: Services): { kept: Map<string, Examination>; underWay: OneByOne<Examination> } {
  const known = looks.get(services) ?? { kept: new Map(), underWay: new OneByOne() };
  looks.set(services, known);
  return known;
}

/** The finding of this id, if it is still there. */
export function findingIn({ findings }: Pick<Diagnosis, 'findings'>, id: string): Finding | undefined {
  return findings.find((finding) => findingId(finding) === id);
}

/**
 * What is known of one finding, for a plan that is about to be made: from the last look, where the objects that it is about
 * are still as they were then; else everything is looked at anew.
 */
export async function lookAgainAt(context: Context, vdc: string, id: string): Promise<Examination> {
  const before = await examineVdc(context, vdc, { maxAgeMs: KEPT_MS });
  const finding = findingIn(before, id);
  if (finding && (await isAsBefore(before, finding, context.signal))) return before;
  return await examineVdc(context, vdc);
}

async function look(
  { services, record, signal }: { services: Services; record: VdcRecord; signal: AbortSignal },
  { namespace, progress }: { namespace?: string; progress: ExamineOptions['progress'] },
): Promise<Examination> {
  const engine = engineOf(services, record.engine);
  const observation = await observed(services, record);
  if (!observation || ['deploying', 'deleting', 'gone'].includes(observation.state)) throw notReachable(record.name);
  const own = engineFindings(observation, services.now());
  const base = { record, engine, observation, at: services.now() };
  const without = (reason: string): Examination => {
    // Nothing explains it: then that is what there is to say.
    if (own.findings.length === 0) throw new ActionFailure('CLUSTER_UNREACHABLE', reason, { retryable: true });
    return { ...base, ...own, unchecked: [{ what: 'Kubernetes', reason: 'it cannot be reached' }] };
  };
  if (observation.endpoint === undefined) return without(notReachable(record.name).message);
  try {
    const cluster = await services.clusters.of(engine, observation.ref);
    const snapshot = await readSnapshot(cluster, {
      signal,
      now: services.now,
      ...(namespace === undefined ? {} : { namespace }),
      ...(progress === undefined ? {} : { progress }),
    });
    const { findings, checked, unchecked } = judge(snapshot);
    const joined = join(own.findings, findings, observation);
    return { ...base, cluster, snapshot, findings: joined, checked: [...own.checked, ...checked], unchecked };
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'UNREACHABLE') return without(error.message);
    throw error;
  }
}

/** A node that is not well because its machine is not is no trouble of its own, but one more thing that the machine breaks. */
function join(own: Finding[], inside: Finding[], { machines }: Observation): Finding[] {
  const explained = new Map<Finding, Finding>();
  for (const finding of inside) {
    if (finding.object.kind !== 'Node') continue;
    const machine = machines.find(({ name, hostname = name }) => finding.object.name.startsWith(hostname));
    const cause = own.find(({ object }) => object.kind === 'Machine' && object.name === machine?.name);
    if (cause) explained.set(finding, cause);
  }
  const roots = own.map((finding): Finding => {
    const symptoms = inside.filter((one) => explained.get(one) === finding);
    const broken = symptoms.flatMap(({ object, breaks }): ObjectReference[] => [object, ...breaks]);
    const evidence = symptoms.flatMap((one) => one.evidence);
    return { ...finding, breaks: [...finding.breaks, ...broken], evidence: [...finding.evidence, ...evidence] };
  });
  return [...roots, ...inside.filter((finding) => !explained.has(finding))].sort(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity),
  );
}

const order = ['critical', 'error', 'warning', 'advice'];

/** Whether the object of a finding is still the one that was seen. */
async function isAsBefore({ cluster, snapshot }: Examination, finding: Finding, signal: AbortSignal): Promise<boolean> {
  if (!cluster || !snapshot || finding.object.kind === 'Machine' || finding.object.kind === 'VDC') return false;
  const objects = [finding.object, ...finding.evidence.map(({ object }) => object)];
  const distinct = new Map(objects.map((one) => [JSON.stringify([one.kind, one.namespace, one.name]), one]));
  for (const reference of [...distinct.values()].slice(0, 5)) {
    const live = await cluster.get(reference, { signal }).catch(() => null);
    const seen = snapshot.find(reference.kind as Parameters<Snapshot['find']>[0], reference.namespace, reference.name);
    if (live?.metadata.resourceVersion !== seen?.metadata.resourceVersion) return false;
  }
  return true;
}
