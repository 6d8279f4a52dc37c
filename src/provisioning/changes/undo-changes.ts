import { type Cluster, ClusterError, type ClusterObject, mergePatch, nameOf } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { ActionFailure, type LastingContext } from '../action.ts';
import type { Services } from '../services.ts';
import { openVdc } from '../vdc-clusters.ts';
import { awaitReady } from './await-ready.ts';
import type { ChangeSet, ObjectChange } from './change-set.ts';
import type { AppliedChange } from './change-store.ts';
import { changedSince } from './changed-since.ts';
import { mergeThree } from './merge.ts';
import { patiently } from './patiently.ts';
import { propagationOf } from './propagation.ts';
import { hasReadiness } from './readiness/index.ts';
import { EFFECT, remade, settled } from './settled.ts';

/** A change that was applied, with what it was. */
export interface UndoableChange {
  applied: AppliedChange;
  set: ChangeSet;
}

/** Seconds that what comes back may take to be ready again. */
const PATIENCE = 180;

/** The change of this plan or operation. `NOT_FOUND` when it was never applied, or too long ago. */
export async function appliedChange(services: Services, owner: string, change: string): Promise<UndoableChange> {
  const applied = await services.changes.applied(owner, change);
  const set = applied && (await services.changes.find(owner, applied.hash));
  if (applied && set) return { applied, set };
  throw new ActionFailure('NOT_FOUND', 'That change is not on record: it was never made, or more than 30 days ago.');
}

/** Brings back what was there before a change, the last object first. Refused when that would undo the work of others. */
export async function undoChanges(
  context: LastingContext<Services>,
  change: string,
): Promise<{ set: ChangeSet; ready: boolean; reason: string; nothing: boolean }> {
  const { services, caller, effectId, signal, progress } = context;
  progress('check');
  const { applied, set } = await appliedChange(services, caller.owner, change);
  const { cluster } = await openVdc(services, caller, set.vdc);
  const checked = await context.checkpoint('check', async () => {
    if (applied.state === 'undone') return { nothing: true };
    const onWait = (why: string) => progress('check', undefined, why);
    const against = await patiently(() => conflictsOf(services, caller.owner, cluster, { applied, set }, signal), {
      signal,
      onWait,
    });
    if (against.length > 0) throw new ActionFailure('CLUSTER_CONFLICT', against.slice(0, 5).join('\n'));
    return { nothing: false };
  });
  if (checked['nothing']) return { set, ready: true, reason: '', nothing: true };
  for (const [index, one] of [...set.changes.entries()].reverse()) {
    progress('undo', undefined, `Taking back ${nameOf(one.reference)}`);
    await context.checkpoint(`undo.${index}`, async () => {
      const onWait = (why: string) => progress('undo', undefined, why);
      const marks = { made: applied.effectId, by: effectId, signal };
      await patiently(() => undoOne(cluster, one, marks), { signal, onWait });
      return {};
    });
  }
  await services.changes.mark(caller.owner, applied.hash, 'undone', services.now());
  // What was not waited for is not waited for on the way back: a repair that is undone brings back what was broken.
  const back = set.changes.filter(({ verb }) => verb !== 'create' && set.waits).map(({ reference }) => reference);
  const references = back.filter(({ kind }) => hasReadiness(kind));
  const gone = set.changes.filter(({ verb }) => verb === 'create').map(({ reference }) => ({ reference }));
  const end = await awaitReady(context, cluster, { references, gone, patienceSeconds: PATIENCE, stage: 'ready' });
  return { set, ...end, nothing: false };
}

/** What others have changed since that undoing would destroy, one sentence each. */
export async function conflictsOf(
  services: Services,
  owner: string,
  cluster: Cluster,
  { applied, set }: UndoableChange,
  signal: AbortSignal,
): Promise<string[]> {
  const conflicts: string[] = [];
  for (const change of set.changes) {
    const live = await cluster.get(change.reference, { signal }).catch(unknownKind);
    const mark = live?.metadata.annotations?.[EFFECT];
    const fields = fieldsChangedSince(change, live, mark === applied.effectId);
    const name = nameOf(change.reference);
    if (change.verb === 'replace' && holdsData(live)) {
      conflicts.push(`${name} has a volume by now, and with it perhaps data: it would be lost.`);
      continue;
    }
    if (fields.length === 0) continue;
    const later = mark === undefined || mark === applied.effectId ? null : await services.changes.applied(owner, mark);
    if (later) conflicts.push(`${name} was changed later by "${later.title}". Undo that first.`);
    else if (change.verb === 'delete' || (change.verb === 'replace' && live && mark !== applied.effectId))
      conflicts.push(`${name} has been made anew since.`);
    else if (!live) conflicts.push(`${name} has been deleted since.`);
    else conflicts.push(`${name} has been changed since by somebody else (${fields.slice(0, 3).join(', ')}).`);
  }
  return conflicts;
}

function fieldsChangedSince(change: ObjectChange, live: ClusterObject | null, marked: boolean): string[] {
  const { verb, before, after, expected, uid } = change;
  if (verb === 'delete') return live && live.metadata.uid !== uid && !isRemade(change) ? ['metadata.uid'] : [];
  if (verb === 'replace') {
    if (!live) return ['metadata.name'];
    if (!marked) return ['metadata.uid'];
    // Networks, schedulers and the like write notes on what is new; they will do so again.
    const changed = changedSince(json(after), json(expected ?? after), json(settled(live)));
    return changed.filter((field) => !field.startsWith('metadata.annotations'));
  }
  if (verb === 'create') {
    if (live && !marked) return [`metadata.annotations.${EFFECT}`];
    // Whoever scaled it since loses nothing by its going.
    return live
      ? changedSince(json(after), json(expected ?? after), json(settled(live))).filter(
          (field) => field !== 'spec.replicas',
        )
      : [];
  }
  if (!live) return ['metadata.name'];
  return mergeThree(json(expected), json(before), json(settled(live))).conflicts;
}

/**
 * One change taken back, once however often it is called. `made`: the operation that may have done it; what carries another
 * mark is somebody else's. `by`: the operation that takes it back.
 */
export async function undoOne(
  cluster: Cluster,
  change: ObjectChange,
  { made, by, signal }: { made: string; by: string; signal: AbortSignal },
): Promise<void> {
  const { reference, verb, before } = change;
  const live = await cluster.get(reference, { signal }).catch(unknownKind);
  const mark = live?.metadata.annotations?.[EFFECT];
  if (verb === 'create') {
    const { uid } = live?.metadata ?? {};
    const propagation = propagationOf(reference);
    if (mark === made) await cluster.delete(reference, { signal, propagation, ...(uid === undefined ? {} : { uid }) });
    return;
  }
  if (!before) throw new Error(`nothing is known of what ${nameOf(reference)} was`);
  if (verb === 'change') {
    // Before it was applied there is nothing to restore. A person may undo it also when a later change has marked it.
    if (live && (mark === made || made !== by)) await restore(cluster, change, live, made, signal);
    return;
  }
  // A controller makes what it had made; a pod of ours in its place would belong to nobody.
  if (verb === 'delete' && isRemade(change)) return;
  if (verb === 'replace' && live && mark === made && live.metadata.uid !== change.uid) {
    const propagation = change.leaving === 'alone' ? 'Orphan' : propagationOf(reference);
    const { uid } = live.metadata;
    await cluster.delete(reference, { signal, propagation, ...(uid === undefined ? {} : { uid }) });
    throw stillLeaving(nameOf(reference));
  }
  if (live && live.metadata.uid !== change.uid) return;
  // One that is on its way out has to be out before it can come back.
  if (live?.metadata.deletionTimestamp !== undefined) throw stillLeaving(nameOf(reference));
  if (live) return;
  const draft = remade(before);
  // What replaced it carries the mark of the operation that takes it back, too: what came back is told apart by its own.
  const own = verb === 'replace' ? change.mark : by;
  const annotations = { ...draft.metadata.annotations, ...(own === undefined ? {} : { [EFFECT]: own }) };
  await cluster.apply({ ...draft, metadata: { ...draft.metadata, annotations } }, { signal, force: true });
}

/** The fields that the change had touched as they were; what others have changed beside them stays. */
async function restore(
  cluster: Cluster,
  { reference, before, expected, mark }: ObjectChange,
  live: ClusterObject,
  made: string,
  signal: AbortSignal,
): Promise<void> {
  const now = json(settled(live));
  const { value } = mergeThree(json(expected), json(before), now);
  const patch = mergePatch(now, value as JsonObject);
  const ours = live.metadata.annotations?.[EFFECT] === made;
  if (Object.keys(patch).length === 0 && !ours) return;
  const metadata = (patch['metadata'] ?? {}) as JsonObject;
  const annotations = {
    ...((metadata['annotations'] ?? {}) as JsonObject),
    ...(ours ? { [EFFECT]: mark ?? null } : {}),
  };
  const { resourceVersion } = live.metadata;
  const own = { ...metadata, annotations, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  try {
    await cluster.patch(reference, { ...patch, metadata: own }, { signal });
  } catch (error) {
    // Somebody wrote it between our look and our patch: we look again.
    if (error instanceof ClusterError && error.code === 'CONFLICT') throw new ClusterError('BUSY', error.message);
    throw error;
  }
}

/** A claim that was made anew was empty; since it got its volume nobody knows. */
function holdsData(live: ClusterObject | null): boolean {
  return live?.kind === 'PersistentVolumeClaim' && live.status?.['phase'] === 'Bound';
}

/** Whether a controller brings it back by itself. */
function isRemade({ before, leaving }: ObjectChange): boolean {
  if (leaving === 'remade') return true;
  return before?.metadata.ownerReferences?.some(({ controller }) => controller === true) === true;
}

/** Looked at again a little later, as long as the operation has patience. */
export function stillLeaving(name: string): ClusterError {
  return new ClusterError('BUSY', `${name} is still being deleted.`);
}

function unknownKind(error: unknown): null {
  if (error instanceof ClusterError && error.code === 'UNKNOWN_KIND') return null;
  throw error;
}

function json(object: ClusterObject | null): JsonObject {
  return object as unknown as JsonObject;
}
