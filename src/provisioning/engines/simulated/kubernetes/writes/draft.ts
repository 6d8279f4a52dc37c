import type { Json, JsonObject } from '#src/protocol/index.ts';

import { badRequest } from '../api-error.ts';
import type { Kind } from '../kinds/kind.ts';
import { apiVersionOf } from '../kinds/kind.ts';
import type { KubernetesObject, ObjectMeta } from '../kubernetes-object.ts';
import { conform, isObject, Mismatch } from '../schema/conform.ts';
import { typeOfKind } from '../schema/kind-type.ts';
import { FieldErrors } from '../validation/field-errors.ts';

/** An object as somebody wrote it, in the shape of its kind; and the places of it that the kind does not know. */
export function draftOf(
  kind: Kind,
  body: { [field: string]: Json | undefined },
): { object: KubernetesObject; unknown: string[] } {
  const { apiVersion = apiVersionOf(kind), kind: name = kind.kind, ...fields } = body;
  const given: JsonObject = { apiVersion, kind: name };
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) given[field] = value;
  if (name !== kind.kind || apiVersion !== apiVersionOf(kind)) throw wrongKind(kind, given);
  try {
    const { value, unknown } = conform(typeOfKind(kind), given);
    return { object: objectOf(value), unknown };
  } catch (error) {
    if (error instanceof Mismatch && kind.custom) throw wrongType(kind, given, error);
    if (error instanceof Mismatch) throw badRequest(`${handled(kind)}: ${decodingOf(error)}`);
    throw error;
  }
}

/** Refusing, or warning of, what nobody declared: as `fieldValidation` asks. */
export function checkUnknown(kind: Kind, unknown: readonly string[], how: string | null): string[] {
  const texts = unknown.map((path) => `unknown field ${JSON.stringify(path)}`);
  if (texts.length === 0 || how === 'Ignore') return [];
  if (how === 'Strict') throw badRequest(`${handled(kind)}: strict decoding error: ${texts.join(', ')}`);
  return texts;
}

const handled = (kind: Kind): string =>
  `${kind.kind} in version ${JSON.stringify(kind.version)} cannot be handled as a ${kind.kind}`;

function decodingOf({ path, expected, found, within }: Mismatch): string {
  if (expected === 'quantity')
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  if (expected === 'base64') return 'illegal base64 data at input byte 0';
  if (expected === 'time') return `parsing time ${JSON.stringify(found)} as "2006-01-02T15:04:05Z07:00"`;
  const names: { [expected: string]: string } = { map: 'map[string]string' };
  const type = within.slice(within.lastIndexOf('.') + 1);
  const field = path.replaceAll(/\[\d+\]/g, '');
  return `json: cannot unmarshal ${goName(found)} into Go struct field ${type}.${field} of type ${names[expected] ?? expected}`;
}

function goName(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** A custom resource is read as it is, and then found to be of another shape. */
function wrongType(kind: Kind, given: JsonObject, { path, expected, found }: Mismatch): Error {
  const errors = new FieldErrors();
  const names: { [expected: string]: string } = { int32: 'integer', bool: 'boolean', float64: 'number' };
  errors.wrongType(path, goName(found), names[expected] ?? expected.replace(/^\[\].*/, 'array'));
  const metadata = isObject(given['metadata']) ? given['metadata'] : {};
  return errors.refusal(kind, String(metadata['name'] ?? ''));
}

function wrongKind(kind: Kind, given: JsonObject): Error {
  const [name, apiVersion] = [String(given['kind']), String(given['apiVersion'])];
  const version = apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
  return badRequest(
    `${name} in version ${JSON.stringify(version)} cannot be handled as a ${kind.kind}: no kind ${JSON.stringify(name)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:111"`,
  );
}

/** What conformed to a kind is an object, once its metadata is one. */
function objectOf(value: JsonObject): KubernetesObject {
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const { apiVersion, kind } = value;
  const meta: ObjectMeta = { name: '', uid: '', resourceVersion: '', creationTimestamp: '', ...metadata };
  return { ...value, apiVersion: String(apiVersion), kind: String(kind), metadata: meta };
}
