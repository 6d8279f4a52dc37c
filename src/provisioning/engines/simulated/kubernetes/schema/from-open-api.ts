import { flagAt, objectAt, textAt, textsAt } from '#src/cluster/fields.ts';
import type { Json } from '#src/protocol/index.ts';

import type { Field, StructType, Type } from './types.ts';

/** The type that the OpenAPI schema of a custom resource describes. */
export function typeFromOpenApi(schema: Json | undefined, name: string): Type {
  if (flagAt(schema, 'x-kubernetes-int-or-string') === true) return { is: 'intOrString' };
  switch (textAt(schema, 'type')) {
    case 'object': {
      const properties = objectAt(schema, 'properties');
      const members = objectAt(schema, 'additionalProperties');
      if (Object.keys(properties).length === 0 && Object.keys(members).length > 0)
        return { is: 'map', of: typeFromOpenApi(members, name), atomic: isAtomic(schema) };
      return structFromOpenApi(schema, name);
    }
    case 'array': {
      const kind = textAt(schema, 'x-kubernetes-list-type');
      return {
        is: 'list',
        of: typeFromOpenApi(objectAt(schema, 'items'), name),
        kind: kind === 'map' || kind === 'set' ? kind : 'atomic',
        keys: textsAt(schema, 'x-kubernetes-list-map-keys'),
      };
    }
    case 'integer':
      return { is: 'int' };
    case 'number':
      return { is: 'number' };
    case 'boolean':
      return { is: 'boolean' };
    case 'string':
      return { is: 'string' };
    default:
      return { is: 'any' };
  }
}

export function structFromOpenApi(schema: Json | undefined, name: string): StructType {
  const required = textsAt(schema, 'required');
  const fields = Object.entries(objectAt(schema, 'properties')).map(([field, member]): [string, Field] => [
    field,
    {
      name: field,
      type: typeFromOpenApi(member, `${name}.${field}`),
      required: required.includes(field),
      retain: false,
    },
  ]);
  return {
    is: 'struct',
    name,
    atomic: isAtomic(schema),
    fields: new Map(fields),
    open: flagAt(schema, 'x-kubernetes-preserve-unknown-fields') === true || fields.length === 0,
  };
}

const isAtomic = (schema: Json | undefined): boolean => textAt(schema, 'x-kubernetes-map-type') === 'atomic';
