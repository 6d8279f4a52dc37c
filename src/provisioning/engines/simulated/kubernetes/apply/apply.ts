import { isDeepStrictEqual } from 'node:util';

import type { JsonObject } from '#src/protocol/index.ts';

import { ApiError } from '../api-error.ts';
import type { Kind } from '../kinds/kind.ts';
import { apiVersionOf } from '../kinds/kind.ts';
import type { ManagedFields } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { isObject } from '../schema/conform.ts';
import type { Type } from '../schema/types.ts';
import { ownable, placesOf, shownPath, within } from './field-paths.ts';
import { mergeApplied, withOuterPlaces, withoutPlaces } from './merge.ts';
import type { Owner, Who } from './owners.ts';
import { isSame, managedFieldsOf, ownersFrom } from './owners.ts';

export interface ApplyRequest {
  kind: Kind;
  type: Type;
  /** What is there. */
  live: JsonObject & { metadata?: { managedFields?: ManagedFields[] } };
  /** What its author wants, in the shape of the type. */
  applied: JsonObject;
  manager: string;
  subresource: string | undefined;
  force: boolean;
  now: number;
}

/**
 * Server-side apply: what is there with the applied over it, without what the same manager applied before and now leaves
 * out, and who owns what from now on. A place that somebody else owns and that would change is a `409 Conflict`.
 */
export function applyOver(request: ApplyRequest): { object: JsonObject; managedFields: ManagedFields[] } {
  const { kind, type, live, applied, manager, subresource } = request;
  const who: Who = { manager, operation: 'Apply', apiVersion: apiVersionOf(kind), subresource };
  const owners = ownersOf(request);
  const mine = owners.find((owner) => isSame(owner, who));
  const others = owners.filter((owner) => owner !== mine);
  const wanted = new Set(ownable(placesOf(type, applied), subresource).keys());

  const merged = objectOf(mergeApplied(type, live, applied));
  const [before, after] = [live, merged].map((value) => placesOf(type, value));
  const changed = [...wanted].filter((path) => before?.get(path) !== after?.get(path));
  if (!request.force) refuseConflicts(others, changed);
  const taken = new Set(changed);
  const left = others.map((owner) =>
    request.force ? { ...owner, places: new Set([...owner.places].filter((path) => !taken.has(path))) } : owner,
  );

  const outer = withOuterPlaces(wanted);
  const owned = left.flatMap(({ places }) => [...places]);
  const dropped = [...withOuterPlaces(mine?.places ?? [])].filter(
    (path) => !outer.has(path) && !owned.some((place) => within(place, path)),
  );
  const object = objectOf(withoutPlaces(type, merged, new Set(dropped)));

  const same = mine && isDeepStrictEqual(mine.places, wanted);
  const time = same ? mine.time : kubernetesTime(request.now);
  return { object, managedFields: managedFieldsOf([...left, { ...who, time, places: wanted }]) };
}

/** An object that nobody ever applied or tracked belongs, as a whole, to what was before. */
function ownersOf({ kind, type, live, subresource }: ApplyRequest): Owner[] {
  const owners = ownersFrom(live.metadata?.managedFields);
  if (owners.length > 0 || (live.metadata?.managedFields === undefined && isNew(live))) return owners;
  const places = new Set(ownable(placesOf(type, live), subresource).keys());
  const { metadata } = live as { metadata?: { creationTimestamp?: string } };
  return [
    {
      manager: 'before-first-apply',
      operation: 'Update',
      apiVersion: apiVersionOf(kind),
      subresource,
      time: metadata?.creationTimestamp ?? '',
      places,
    },
  ];
}

const isNew = (live: JsonObject): boolean => !isObject(live['metadata']) || live['metadata']['uid'] === undefined;

function refuseConflicts(others: readonly Owner[], changed: readonly string[]): void {
  const conflicts = others
    .map((owner) => ({ owner, places: changed.filter((path) => owner.places.has(path)) }))
    .filter(({ places }) => places.length > 0);
  if (conflicts.length === 0) return;
  const causes = conflicts.flatMap(({ owner, places }) =>
    places.map((path) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${shownOwner(owner)}`,
      field: shownPath(path),
    })),
  );
  const one = causes.length === 1 ? causes[0] : undefined;
  const groups = conflicts.map(
    ({ owner, places }) =>
      `conflicts with ${shownOwner(owner)}:\n${places.map((path) => `- ${shownPath(path)}`).join('\n')}`,
  );
  const what = one
    ? `Apply failed with 1 conflict: ${one.message}: ${one.field}`
    : `Apply failed with ${causes.length} conflicts: ${groups.join('\n')}`;
  throw new ApiError(409, 'Conflict', what, { causes });
}

function shownOwner({ manager, operation, apiVersion, subresource }: Owner): string {
  const sub = subresource === undefined ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  const using = operation === 'Update' ? ` using ${apiVersion}` : '';
  return `${JSON.stringify(manager)}${sub}${using}`;
}

const objectOf = (value: unknown): JsonObject => value as JsonObject;
