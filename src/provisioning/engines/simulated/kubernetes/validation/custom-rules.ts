import { objectAt, textsAt } from '#src/cluster/fields.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

import { isObject } from '../schema/conform.ts';
import type { FieldErrors } from './field-errors.ts';

/** What a custom resource's definition demands: what must be there, which values there are, within which bounds. */
export function checkCustom(schema: JsonObject, value: Json, path: string, errors: FieldErrors): void {
  const choices = Array.isArray(schema['enum']) ? schema['enum'] : [];
  if (choices.length > 0 && !choices.includes(value)) errors.notSupported(path, value, choices.map(String));
  const { minimum, maximum } = schema;
  if (typeof value === 'number') {
    if (typeof minimum === 'number' && value < minimum)
      errors.invalid(path, value, `${path} in body should be greater than or equal to ${minimum}`);
    if (typeof maximum === 'number' && value > maximum)
      errors.invalid(path, value, `${path} in body should be less than or equal to ${maximum}`);
  }
  if (Array.isArray(value)) {
    const items = objectAt(schema, 'items');
    for (const [index, member] of value.entries()) checkCustom(items, member, `${path}[${index}]`, errors);
  }
  if (!isObject(value)) return;
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  for (const name of textsAt(schema, 'required')) if (value[name] === undefined) errors.required(at(name));
  const properties = objectAt(schema, 'properties');
  for (const [name, member] of Object.entries(value)) {
    const described = properties[name];
    if (described !== undefined && isObject(described)) checkCustom(described, member, at(name), errors);
  }
}
