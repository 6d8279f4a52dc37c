import { createHash, randomBytes } from 'node:crypto';

import { type ObjectDraft, type ObjectReference, referenceTo } from '#src/cluster/index.ts';

import { type ActionContext, ActionFailure } from '../action.ts';
import { canonicalJson } from '../plan-hash.ts';
import type { Services } from '../services.ts';
import type { OpenVdc } from '../vdc-clusters.ts';
import type { ChangeSet } from './change-set.ts';
import { placeOf } from './kind-order.ts';
import { type ObjectDeletion, type ObjectPatch, type ObjectReplacement, Planning } from './planning.ts';
import { hasReadiness } from './readiness/index.ts';

/** What somebody wants of a VDC. */
export interface WantedChanges {
  /** "Deploy web" */
  title: string;
  /** Objects to be there, each the whole of what we want of it. Put into the right order by themselves. */
  objects?: readonly ObjectDraft[];
  /** Objects of which only a few fields change: merge patches (RFC 7386). They have to exist. */
  patches?: readonly ObjectPatch[];
  /** Objects to be gone. One that is not there is none too many. */
  deletes?: readonly ObjectDeletion[];
  /** Objects of which a field changes that cannot be changed: they go, and are made anew with this merge patch. */
  replaces?: readonly ObjectReplacement[];
  /** What is waited for; absent: everything made or changed whose kind can tell that it is ready. */
  ready?: readonly ObjectReference[];
  /** `undo` unless given. */
  onFailure?: ChangeSet['onFailure'];
  /** 300 unless given. */
  patienceSeconds?: number;
  notes?: readonly string[];
}

/** Objects of one set. */
const MOST = 300;

/**
 * Checks what is wanted with the cluster itself (a dry run of every object), works out what would change, and keeps it under
 * its hash for `change.apply`. Changes nothing. Rejects with `ChangesRefused` when the cluster would not take it. A set
 * without changes says that everything is so already.
 */
export async function planChanges(
  { services, caller, signal }: Pick<ActionContext<Services>, 'services' | 'caller' | 'signal'>,
  { cluster, record }: Pick<OpenVdc, 'cluster' | 'record'>,
  wanted: WantedChanges,
): Promise<ChangeSet> {
  const objects = (wanted.objects ?? []).toSorted((one, other) => placeOf(one.kind) - placeOf(other.kind));
  const { patches = [], replaces = [], deletes = [] } = wanted;
  const count = objects.length + patches.length + replaces.length + deletes.length;
  if (count > MOST) {
    throw new ActionFailure(
      'INVALID_SPEC',
      `These are ${count} objects, and I take ${MOST} at once. Take them in parts.`,
    );
  }
  const planning = await Planning.begin(cluster, objects, record.id, signal);
  const tasks = [
    ...objects.map((object) => [referenceTo(object), () => planning.apply(object)] as const),
    ...patches.map((patch) => [patch.reference, () => planning.patch(patch)] as const),
    ...replaces.map((one) => [one.reference, () => planning.replace(one)] as const),
    ...deletes.map((reference) => [reference, () => planning.delete(reference)] as const),
  ];
  const changes = await planning.all(tasks);
  const changed = changes.filter(({ verb }) => verb !== 'delete').map(({ reference }) => reference);
  const set: Omit<ChangeSet, 'hash'> = {
    nonce: randomBytes(16).toString('base64url'),
    owner: caller.owner,
    vdc: record.id,
    title: wanted.title,
    changes,
    ready: [...(wanted.ready ?? changed.filter(({ kind }) => hasReadiness(kind)))],
    waits: wanted.ready === undefined || wanted.ready.length > 0,
    onFailure: wanted.onFailure ?? 'undo',
    patienceSeconds: wanted.patienceSeconds ?? 300,
    notes: [...(wanted.notes ?? []), ...planning.notes],
    plannedAt: services.now(),
  };
  const plain = JSON.parse(JSON.stringify(set)) as Omit<ChangeSet, 'hash'>;
  const hashed = { ...plain, hash: createHash('sha256').update(canonicalJson(plain)).digest('hex') };
  await services.changes.keep(hashed);
  return hashed;
}
