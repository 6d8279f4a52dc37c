import type { Json, JsonObject } from '#src/protocol/index.ts';
import { canonicalJson } from '#src/provisioning/plan-hash.ts';

import { isObject } from '../schema/conform.ts';
import type { ListType, Type } from '../schema/types.ts';

/** A set of places in an object: each a path of elements, as `fieldsV1` writes them (`f:spec`, `k:{"name":"web"}`). */
export type FieldPaths = ReadonlySet<string>;

const SEPARATOR = '\u0000';

export const pathOf = (...elements: string[]): string => elements.join(SEPARATOR);
export const elementsOf = (path: string): string[] => path.split(SEPARATOR);

/** Whether a path is this place, or one inside it. */
export const within = (path: string, outer: string): boolean => path === outer || path.startsWith(outer + SEPARATOR);

/** Every place of a value that somebody can own, with what is there. */
export function placesOf(type: Type, value: Json): Map<string, string> {
  const places = new Map<string, string>();
  collect(type, value, [], places);
  return places;
}

/** Metadata that belongs to the server, or names the object: nobody owns it. */
const nobodys = [
  ['f:apiVersion'],
  ['f:kind'],
  ...[
    'name',
    'namespace',
    'generateName',
    'creationTimestamp',
    'uid',
    'resourceVersion',
    'generation',
    'managedFields',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'selfLink',
  ].map((field) => ['f:metadata', `f:${field}`]),
].map((elements) => pathOf(...elements));

/** Places of an object without those that nobody owns, and without its status unless it is about that. */
export function ownable(places: ReadonlyMap<string, string>, subresource: string | undefined): Map<string, string> {
  const status = subresource === 'status';
  return new Map(
    [...places].filter(
      ([path]) =>
        within(path, 'f:status') === status && path !== 'f:metadata' && !nobodys.some((outer) => within(path, outer)),
    ),
  );
}

function collect(type: Type, value: Json, path: string[], places: Map<string, string>): void {
  const leaf = () => places.set(pathOf(...path), canonicalJson(value));
  if (isObject(value) && (type.is === 'any' || ((type.is === 'struct' || type.is === 'map') && !type.atomic))) {
    const entries = Object.entries(value);
    if (entries.length === 0 && path.length > 0) leaf();
    for (const [name, member] of entries) collect(memberType(type, name), member, [...path, `f:${name}`], places);
    return;
  }
  if (type.is === 'list' && type.kind !== 'atomic' && Array.isArray(value) && value.length > 0) {
    for (const member of value) {
      const at = [...path, elementOf(type, member)];
      places.set(pathOf(...at), '');
      if (type.kind === 'map') collect(type.of, member, at, places);
    }
    return;
  }
  leaf();
}

export function memberType(type: Type, name: string): Type {
  if (type.is === 'struct') return type.fields.get(name)?.type ?? { is: 'any' };
  return type.is === 'map' ? type.of : { is: 'any' };
}

/** What a member of a list is told by, where the author left out a usual value. */
const usual: { [key: string]: string } = { protocol: 'TCP' };

/** How a path names a member of a list: by its keys or by its value. */
export function elementOf(type: ListType, member: Json): string {
  if (type.kind === 'set') return `v:${canonicalJson(member)}`;
  const keys = type.keys.map((key): [string, Json] => [
    key,
    (isObject(member) ? member[key] : undefined) ?? usual[key] ?? '',
  ]);
  return `k:${canonicalJson(Object.fromEntries(keys))}`;
}

/** As `managedFields` carries them. */
export function toFieldsV1(paths: FieldPaths): JsonObject {
  const root: JsonObject = {};
  for (const path of [...paths].sort()) {
    let node = root;
    for (const element of elementsOf(path)) {
      const next = node[element];
      if (isObject(next)) node = next;
      else {
        const made: JsonObject = {};
        node[element] = made;
        node = made;
      }
    }
    // Marks a place that is owned itself, besides places inside it.
    node['.'] = {};
  }
  return withoutNeedlessDots(root);
}

function withoutNeedlessDots(node: JsonObject): JsonObject {
  const { '.': dot, ...members } = node;
  const entries = Object.entries(members).map(([element, member]): [string, Json] => [
    element,
    isObject(member) ? withoutNeedlessDots(member) : member,
  ]);
  return entries.length === 0 ? {} : { ...(dot === undefined ? {} : { '.': dot }), ...Object.fromEntries(entries) };
}

export function fromFieldsV1(fields: JsonObject): Set<string> {
  const paths = new Set<string>();
  const visit = (node: JsonObject, path: string[]) => {
    const members = Object.entries(node).filter(([element]) => element !== '.');
    if (path.length > 0 && (members.length === 0 || Object.hasOwn(node, '.'))) paths.add(pathOf(...path));
    for (const [element, member] of members) if (isObject(member)) visit(member, [...path, element]);
  };
  visit(fields, []);
  return paths;
}

/** As refusals write a place: `.spec.containers[name="web"].image`. */
export function shownPath(path: string): string {
  return elementsOf(path)
    .map((element) => {
      const text = element.slice(2);
      if (element.startsWith('f:')) return `.${text}`;
      if (element.startsWith('v:')) return `[=${text}]`;
      const keys = Object.entries(JSON.parse(text) as JsonObject);
      return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
}

/** A path like `spec.containers[0].image`, with members of lists named by what tells them apart. */
export function keyedPath(type: Type, value: Json, path: string): string {
  let at: { type: Type; value: Json } = { type, value };
  return path
    .split(/\.|(?=\[)/)
    .map((step) => {
      const index = /^\[(\d+)\]$/.exec(step)?.[1];
      if (index === undefined) {
        at = { type: memberType(at.type, step), value: (isObject(at.value) ? at.value[step] : undefined) ?? null };
        return `.${step}`;
      }
      const list = at.type.is === 'list' ? at.type : undefined;
      const member = (Array.isArray(at.value) ? at.value[Number(index)] : undefined) ?? null;
      at = { type: list?.of ?? { is: 'any' }, value: member };
      return list && list.kind !== 'atomic' ? shownPath(elementOf(list, member)) : step;
    })
    .join('');
}
