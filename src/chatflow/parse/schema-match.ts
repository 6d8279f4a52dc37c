import type { Json } from '#src/protocol/index.ts';

import type { JsonSchema } from '../catalogue.ts';
import type { Value } from '../text.ts';
import { type Place, type Problems, suggestion } from './problems.ts';
import type { MapTree } from './yaml-tree.ts';

/** Compares what is handed to an action with what it takes: keys it does not have, keys it needs, values of another type. */
export function checkInput(
  problems: Problems,
  tree: MapTree | undefined,
  owner: Place,
  schema: JsonSchema,
  value: Value,
): void {
  const { properties = {}, required = [], additionalProperties } = schema;
  for (const [key, entry] of tree?.entries ?? []) {
    if (!Object.hasOwn(properties, key)) {
      if (additionalProperties === false || additionalProperties === undefined) {
        problems.error(
          'unknown-input',
          entry.key,
          `there is no input \`${key}\``,
          suggestion(key, Object.keys(properties)),
        );
      }
      continue;
    }
    const given = value.kind === 'map' ? value.entries.find(([name]) => name === key)?.[1] : literalMember(value, key);
    const wrong = given && mismatch(given, properties[key] ?? {});
    if (wrong) problems.error('input-type', entry.tree.place, `\`${key}\` should be ${wrong}`);
  }
  for (const key of required) {
    if (tree?.entries.has(key)) continue;
    problems.error(
      'missing-input',
      tree?.place ?? owner,
      `the input \`${key}\` is missing`,
      `add \`${key}:\` to \`with:\``,
    );
  }
}

function literalMember(value: Value, key: string): Value | undefined {
  if (value.kind !== 'literal' || typeof value.value !== 'object' || value.value === null || Array.isArray(value.value))
    return undefined;
  return Object.hasOwn(value.value, key) ? { kind: 'literal', value: value.value[key] ?? null } : undefined;
}

const celTypes: Readonly<Record<string, readonly string[]>> = {
  string: ['string', 'money'],
  integer: ['int'],
  number: ['int', 'double'],
  boolean: ['bool'],
};

/** What a schema wants instead, when a value cannot be it. */
function mismatch(value: Value, schema: JsonSchema): string | undefined {
  const { type } = schema;
  if (schema.enum && value.kind === 'literal' && value.value !== null && !schema.enum.includes(value.value)) {
    return `one of ${schema.enum.map((one) => `\`${String(one)}\``).join(', ')}`;
  }
  if (typeof type !== 'string') return undefined;
  if (value.kind === 'template') return type === 'string' ? undefined : `of type ${type}, not text`;
  if (value.kind === 'expression') {
    const allowed = celTypes[type];
    const given = value.expression.type;
    if (!allowed || given === 'dyn' || allowed.includes(given)) return undefined;
    return `of type ${type}, not ${given}`;
  }
  if (value.kind !== 'literal' || value.value === null) return undefined;
  return fitsType(value.value, type) ? undefined : `of type ${type}`;
}

function fitsType(value: Json, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    case 'null':
      return false;
    default:
      return typeof value === type;
  }
}
