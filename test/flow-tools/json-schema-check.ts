import type { JsonSchema } from '#src/chatflow/catalogue.ts';

/** Where a value breaks a JSON Schema, by path: the keywords that the schema of flows uses, and no others. */
export function schemaErrors(root: JsonSchema, value: unknown, schema: JsonSchema = root, path = ''): string[] {
  const unknown = Object.keys(schema).filter((key) => !known.has(key));
  if (unknown.length > 0) throw new Error(`the check does not know ${unknown.join(', ')}`);
  const check = (inner: unknown, at: string, item: unknown = value): string[] =>
    inner === undefined || inner === true ? [] : schemaErrors(root, item, inner as JsonSchema, at);
  const errors: string[] = [];
  const fail = (message: string): number => errors.push(`${path || '/'}: ${message}`);
  const { $ref, type, enum: possible, if: condition, then, else: otherwise, not } = schema;
  if (typeof $ref === 'string') return check(resolve(root, $ref), path);
  if (type !== undefined && ![type].flat().some((one) => is(value, one)))
    fail(`should be ${[type].flat().join(' or ')}`);
  if (possible && !possible.some((one) => one === value)) fail('is none of the possible values');
  if ('const' in schema && schema.const !== value) fail(`should be ${JSON.stringify(schema.const)}`);
  if (typeof value === 'string') {
    const { pattern, minLength, maxLength } = schema as { pattern?: string; minLength?: number; maxLength?: number };
    if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) fail('does not match the pattern');
    if (value.length < (minLength ?? 0) || value.length > (maxLength ?? Infinity)) fail('has a wrong length');
  }
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema as { minimum?: number; maximum?: number };
    if (value < minimum || value > maximum) fail('is out of bounds');
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) errors.push(...check(schema.items, `${path}/${index}`, item));
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const key of schema.required ?? []) if (!Object.hasOwn(value, key)) fail(`\`${key}\` is missing`);
    for (const [key] of entries) errors.push(...check(schema['propertyNames'], `${path}/${key}`, key));
    for (const [key, item] of entries) {
      const property = schema.properties?.[key] ?? schema.additionalProperties;
      if (property === false) errors.push(`${path}/${key}: is not known`);
      else errors.push(...check(property, `${path}/${key}`, item));
    }
  }
  for (const one of schema.allOf ?? []) errors.push(...check(one, path));
  if (schema.anyOf && schema.anyOf.every((one) => check(one, path).length > 0)) fail('fits none of the alternatives');
  if (not !== undefined && check(not, path).length === 0) fail('is what it should not be');
  if (condition !== undefined) errors.push(...check(check(condition, path).length === 0 ? then : otherwise, path));
  return errors;
}

const known = new Set(
  [
    '$schema $ref title description definitions default enumDescriptions type enum const if then else not allOf anyOf',
    'required properties propertyNames additionalProperties items pattern minLength maxLength minimum maximum',
  ].flatMap((line) => line.split(' ')),
);

function resolve(root: JsonSchema, reference: string): unknown {
  const keys = reference.replace(/^#\//, '').split('/');
  return keys.reduce<unknown>((at, key) => (at as { [key: string]: unknown })[key], root);
}

function is(value: unknown, type: string): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}
