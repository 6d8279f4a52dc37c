import {
  type Cluster,
  ClusterError,
  type ClusterObject,
  mergePatch,
  nameOf,
  type ObjectDraft,
  same,
} from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ActionFailure, type LastingContext } from '../action.ts';
import type { Services } from '../services.ts';
import { openVdc } from '../vdc-clusters.ts';
import { awaitReady } from './await-ready.ts';
import type { ChangeSet, ObjectChange } from './change-set.ts';
import { mergeThree } from './merge.ts';
import { patiently, rest } from './patiently.ts';
import { propagationOf } from './propagation.ts';
import { EFFECT, settled } from './settled.ts';
import { stillLeaving, undoOne } from './undo-changes.ts';

/** Seconds that what is taken back may take to be gone. */
const GONE_SECONDS = 60;

/** A pod whose disruption budget lets it not go for so long will not go. */
const BUDGET_MS = 120_000;

/** How applying ended, where it did not fail. */
export interface Outcome {
  set: ChangeSet;
  ready: boolean;
  /** Why it is not ready, where it was to be kept nevertheless. */
  reason: string;
}

/**
 * Makes a planned change set true, in its order, each object once, also when it is run again after a crash at any point;
 * then waits until everything is ready. An API server that goes away is waited for. Rejects with the reason.
 */
export async function applyChanges(context: LastingContext<Services>, hash: string): Promise<Outcome> {
  const { services, caller, effectId, signal, progress } = context;
  progress('check');
  const set = await services.changes.find(caller.owner, hash);
  if (!set) throw stale('This plan is too old to go on with.');
  const earlier = await services.changes.applied(caller.owner, hash);
  if (earlier && earlier.effectId !== effectId && earlier.state !== 'undone') throw stale('This was done already.');
  const waiting = (stage: string) => ({ signal, onWait: (why: string) => progress(stage, undefined, why) });
  const { cluster } = await openVdc(services, caller, set.vdc);
  await context.checkpoint('check', async () => {
    for (const change of set.changes) await patiently(() => check(cluster, change, signal), waiting('check'));
    await services.changes.begin(set, effectId, services.now());
    return {};
  });
  for (const [index, change] of set.changes.entries()) {
    const percent = Math.round((index / set.changes.length) * 99);
    progress('apply', percent, doing(change));
    await context.checkpoint(`change.${index}`, async () => {
      await patiently(() => make(cluster, change, effectId, signal), waiting('apply'));
      return {};
    });
    if (change.reference.kind === 'CustomResourceDefinition' && change.verb === 'create') {
      await awaitReady(context, cluster, { references: [change.reference], patienceSeconds: 60, stage: 'apply' });
    }
  }
  progress('ready', 0);
  const since = await context.checkpoint('ready', async () => ({ at: services.now() }));
  const patienceSeconds = set.patienceSeconds - Math.max(0, services.now() - since['at']) / 1_000;
  const gone = set.changes.filter(({ verb }) => verb === 'delete').map(({ reference, uid }) => ({ reference, uid }));
  const end = await awaitReady(context, cluster, {
    references: set.ready,
    gone,
    patienceSeconds,
    stage: 'ready',
    patience: set.patienceSeconds,
  });
  if (!end.ready && set.onFailure === 'undo') throw new ActionFailure('CHANGE_FAILED', end.reason);
  await services.changes.mark(caller.owner, hash, 'applied', services.now());
  return { set, ...end };
}

/** Takes back whatever an operation may have done, the last change first. Nothing that others have made is touched. */
export async function takeBack(context: LastingContext<Services>): Promise<void> {
  const { services, caller, effectId, signal, progress } = context;
  const applied = await services.changes.applied(caller.owner, effectId);
  const set = applied && (await services.changes.find(caller.owner, applied.hash));
  // Without a note it never came to change anything.
  if (!applied || !set) return;
  const { cluster } = await openVdc(services, caller, set.vdc);
  for (const [index, change] of [...set.changes.entries()].reverse()) {
    progress('undo', undefined, `Taking back ${nameOf(change.reference)}`);
    await context.checkpoint(`undo.${index}`, async () => {
      const onWait = (why: string) => progress('undo', undefined, why);
      await patiently(() => undoOne(cluster, change, { made: effectId, by: effectId, signal }), { signal, onWait });
      return {};
    });
  }
  // What it made goes with all that hangs on it; that it is gone is part of having taken it back.
  const gone = set.changes.filter(({ verb }) => verb === 'create').map(({ reference }) => ({ reference }));
  await awaitReady(context, cluster, { references: [], gone, patienceSeconds: GONE_SECONDS, stage: 'undo' });
  await services.changes.mark(caller.owner, applied.hash, 'undone', services.now());
}

/** Whether the object is still what the person saw when the plan was made. */
async function check(cluster: Cluster, change: ObjectChange, signal: AbortSignal): Promise<void> {
  const { reference, verb, before, expected, uid } = change;
  const live = await found(cluster, change, signal);
  const name = nameOf(reference);
  if (verb === 'create') {
    if (live) throw stale(`${name} has been made meanwhile.`);
    return;
  }
  if (!live) {
    if (verb === 'delete') return;
    throw stale(`${name} has been deleted meanwhile.`);
  }
  if (uid !== undefined && live.metadata.uid !== undefined && live.metadata.uid !== uid) {
    throw stale(`${name} has been deleted and made anew meanwhile.`);
  }
  if (verb === 'delete' || !before || !expected) return;
  const { conflicts } = mergeThree(json(before), json(expected), json(settled(live)));
  if (conflicts.length > 0) throw stale(`${name} has been changed meanwhile (${conflicts.slice(0, 3).join(', ')}).`);
}

/** The object, where the cluster knows its kind by now. */
async function found(
  cluster: Cluster,
  { reference }: ObjectChange,
  signal: AbortSignal,
): Promise<ClusterObject | null> {
  try {
    return await cluster.get(reference, { signal });
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'UNKNOWN_KIND') return null;
    throw error;
  }
}

/** One change, done once however often it is called. */
async function make(cluster: Cluster, change: ObjectChange, effectId: string, signal: AbortSignal): Promise<void> {
  const { reference, verb, after, patch } = change;
  if (verb === 'delete') return await remove(cluster, change, signal);
  if (verb === 'replace') return await replace(cluster, change, effectId, signal);
  if (patch) return await patchOnce(cluster, change, patch, effectId, signal);
  if (!after) throw new Error(`${nameOf(reference)} is to be made of nothing`);
  if (verb === 'create') {
    const live = await found(cluster, change, signal);
    if (live?.metadata.annotations?.[EFFECT] === effectId) return;
    if (live) throw stale(`${nameOf(reference)} has been made meanwhile.`);
  }
  await cluster.apply(marked(after, effectId), { signal, force: true });
}

/** The very object that was planned for goes, in the way that was planned. */
async function remove(cluster: Cluster, { reference, uid, leaving }: ObjectChange, signal: AbortSignal): Promise<void> {
  if (leaving === 'evict' && reference.namespace !== undefined) {
    const live = await cluster.get(reference, { signal });
    // A set makes its pods anew under the same name: that one may stay.
    if (live?.metadata.uid !== uid || live?.metadata.deletionTimestamp !== undefined) return;
    return await evict(cluster, { namespace: reference.namespace, name: reference.name }, signal);
  }
  const propagation = leaving === 'alone' ? 'Orphan' : propagationOf(reference);
  const only = uid === undefined ? {} : { uid };
  await cluster.delete(reference, { signal, propagation, ...only, ...(leaving === 'now' ? { graceSeconds: 0 } : {}) });
}

/** Asks a pod to leave until its disruption budgets allow it, or it is clear that they will not. */
async function evict(cluster: Cluster, pod: { namespace: string; name: string }, signal: AbortSignal): Promise<void> {
  for (const end = Date.now() + BUDGET_MS; ; await rest(1_000, signal)) {
    try {
      return await cluster.evict(pod, { signal });
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== 'BUDGET') throw error;
      if (Date.now() > end) {
        throw new ActionFailure(
          'CHANGE_FAILED',
          `Pod ${pod.namespace}/${pod.name} may not go: its disruption budget does not allow it (${error.message}).`,
        );
      }
    }
  }
}

/** The old object goes, and when it is gone the new one comes, once however often this is called. */
async function replace(cluster: Cluster, change: ObjectChange, effectId: string, signal: AbortSignal): Promise<void> {
  const { reference, uid, after } = change;
  if (!after) throw new Error(`${nameOf(reference)} is to be replaced by nothing`);
  const live = await cluster.get(reference, { signal });
  if (live?.metadata.annotations?.[EFFECT] === effectId && live.metadata.uid !== uid) return;
  if (live && live.metadata.uid === uid) {
    if (live.metadata.deletionTimestamp === undefined) await remove(cluster, change, signal);
    throw stillLeaving(nameOf(reference));
  }
  try {
    await cluster.apply(marked(after, effectId), { signal, force: true });
  } catch (error) {
    // A controller was quicker, and made what we want too, or something that cannot become it.
    if (live && error instanceof ClusterError && error.code === 'INVALID')
      throw stale(`${nameOf(reference)} has been made meanwhile.`);
    throw error;
  }
}

/** Others may write the object between our look and our patch: then we look again. */
async function patchOnce(
  cluster: Cluster,
  change: ObjectChange,
  planned: JsonObject,
  effectId: string,
  signal: AbortSignal,
): Promise<void> {
  for (let look = 1; ; look += 1) {
    const live = await cluster.get(change.reference, { signal });
    if (live?.metadata.annotations?.[EFFECT] === effectId) return;
    await check(cluster, change, signal);
    const { resourceVersion } = live?.metadata ?? {};
    const patch = live ? besideOthers(change, live, planned) : planned;
    const metadata = typeof patch['metadata'] === 'object' ? (patch['metadata'] as JsonObject) : {};
    const annotations = { ...((metadata['annotations'] ?? {}) as JsonObject), [EFFECT]: effectId };
    const own = { ...metadata, annotations, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
    try {
      await cluster.patch(change.reference, { ...patch, metadata: own }, { signal });
      return;
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== 'CONFLICT' || look === 5) throw error;
    }
  }
}

/** The patch as planned, unless others have changed something beside it: lists in it would take that back. */
function besideOthers({ before, expected }: ObjectChange, live: ClusterObject, planned: JsonObject): JsonObject {
  const now = json(settled(live));
  if (!before || !expected || same(json(before), now)) return planned;
  const { value } = mergeThree(json(before), json(expected), now);
  return mergePatch(now, value as JsonObject);
}

function marked(draft: ObjectDraft, effectId: string): ObjectDraft {
  const annotations = { ...draft.metadata.annotations, [EFFECT]: effectId };
  return { ...draft, metadata: { ...draft.metadata, annotations } };
}

function doing({ reference, verb }: ObjectChange): string {
  const name = nameOf(reference);
  if (verb === 'create') return `Making ${name}`;
  if (verb === 'change') return `Changing ${name}`;
  return verb === 'replace' ? `Making ${name} anew` : `Deleting ${name}`;
}

function stale(message: string): ActionFailure {
  return new ActionFailure('PLAN_STALE', message);
}

function json(object: ClusterObject): JsonObject {
  return object as unknown as JsonObject;
}
