import { type Cluster, ClusterError, type ClusterObject, nameOf, type ObjectDraft } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ActionFailure, type LastingContext } from '../action.ts';
import type { Services } from '../services.ts';
import { openVdc } from '../vdc-clusters.ts';
import { awaitReady } from './await-ready.ts';
import type { ChangeSet, ObjectChange } from './change-set.ts';
import { mergeThree } from './merge.ts';
import { patiently } from './patiently.ts';
import { propagationOf } from './propagation.ts';
import { EFFECT, settled } from './settled.ts';
import { undoOne } from './undo-changes.ts';

/** Seconds that what is taken back may take to be gone. */
const GONE_SECONDS = 60;

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
  const gone = set.changes.filter(({ verb }) => verb === 'delete').map(({ reference }) => reference);
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
  const gone = set.changes.filter(({ verb }) => verb === 'create').map(({ reference }) => reference);
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
  const { reference, verb, after, patch, uid } = change;
  if (verb === 'delete') {
    const propagation = propagationOf(reference);
    await cluster.delete(reference, { signal, propagation, ...(uid === undefined ? {} : { uid }) });
    return;
  }
  if (patch) return await patchOnce(cluster, change, patch, effectId, signal);
  if (!after) throw new Error(`${nameOf(reference)} is to be made of nothing`);
  if (verb === 'create') {
    const live = await found(cluster, change, signal);
    if (live?.metadata.annotations?.[EFFECT] === effectId) return;
    if (live) throw stale(`${nameOf(reference)} has been made meanwhile.`);
  }
  await cluster.apply(marked(after, effectId), { signal, force: true });
}

/** Others may write the object between our look and our patch: then we look again. */
async function patchOnce(
  cluster: Cluster,
  change: ObjectChange,
  patch: JsonObject,
  effectId: string,
  signal: AbortSignal,
): Promise<void> {
  for (let look = 1; ; look += 1) {
    const live = await cluster.get(change.reference, { signal });
    if (live?.metadata.annotations?.[EFFECT] === effectId) return;
    await check(cluster, change, signal);
    const { resourceVersion } = live?.metadata ?? {};
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

function marked(draft: ObjectDraft, effectId: string): ObjectDraft {
  const annotations = { ...draft.metadata.annotations, [EFFECT]: effectId };
  return { ...draft, metadata: { ...draft.metadata, annotations } };
}

function doing({ reference, verb }: ObjectChange): string {
  const name = nameOf(reference);
  if (verb === 'create') return `Making ${name}`;
  return verb === 'change' ? `Changing ${name}` : `Deleting ${name}`;
}

function stale(message: string): ActionFailure {
  return new ActionFailure('PLAN_STALE', message);
}

function json(object: ClusterObject): JsonObject {
  return object as unknown as JsonObject;
}
