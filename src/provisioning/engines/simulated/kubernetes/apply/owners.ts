import type { ManagedFields } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { fromFieldsV1, toFieldsV1 } from './field-paths.ts';

/** Who owns which places of an object. */
export interface Owner {
  manager: string;
  operation: ManagedFields['operation'];
  apiVersion: string;
  subresource: string | undefined;
  time: string;
  places: ReadonlySet<string>;
}

export function ownersFrom(fields: readonly ManagedFields[] | undefined): Owner[] {
  return (fields ?? []).map(({ manager, operation, apiVersion, subresource, time, fieldsV1 }) => ({
    manager,
    operation,
    apiVersion,
    subresource,
    time,
    places: fromFieldsV1(fieldsV1),
  }));
}

/** As they are kept: who owns nothing is gone; applies first, then by time. */
export function managedFieldsOf(owners: readonly Owner[]): ManagedFields[] {
  return owners
    .filter(({ places }) => places.size > 0)
    .sort(
      (a, b) =>
        a.operation.localeCompare(b.operation) || a.time.localeCompare(b.time) || a.manager.localeCompare(b.manager),
    )
    .map(({ manager, operation, apiVersion, subresource, time, places }) => ({
      manager,
      operation,
      apiVersion,
      time,
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(places),
      ...(subresource === undefined ? {} : { subresource }),
    }));
}

export type Who = Pick<Owner, 'manager' | 'operation' | 'apiVersion' | 'subresource'>;

export const isSame = (owner: Who, who: Who): boolean =>
  owner.manager === who.manager && owner.operation === who.operation && owner.subresource === who.subresource;

/** The owners after a change by somebody who does not apply: what was changed is theirs now. */
export function afterUpdate(
  owners: readonly Owner[],
  who: Who,
  places: { before: ReadonlyMap<string, string>; after: ReadonlyMap<string, string> },
  now: number,
): Owner[] {
  const changed = [...places.after].filter(([path, value]) => places.before.get(path) !== value).map(([path]) => path);
  const removed = [...places.before.keys()].filter((path) => !places.after.has(path));
  if (changed.length === 0 && removed.length === 0) return [...owners];
  const lost = new Set([...changed, ...removed]);
  const mine = owners.find((owner) => isSame(owner, who));
  const others = owners
    .filter((owner) => owner !== mine)
    .map((owner) => ({ ...owner, places: new Set([...owner.places].filter((path) => !lost.has(path))) }));
  const kept = [...(mine?.places ?? [])].filter((path) => !removed.includes(path));
  return [...others, { ...who, time: kubernetesTime(now), places: new Set([...kept, ...changed]) }];
}
