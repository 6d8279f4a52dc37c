import { createHash } from 'node:crypto';

import type { JsonObject } from '#src/protocol/index.ts';

import type { Kind } from '../kinds/index.ts';
import { apiVersionOf } from '../kinds/index.ts';
import { typeOfKind } from '../schema/kind-type.ts';
import type { Field, StructType, Type } from '../schema/types.ts';

/** `GET /openapi/v3`: where the schemas of each group are. */
export function schemaIndex(kinds: readonly Kind[]): JsonObject {
  const versions = [...new Set(kinds.map(pathOfGroup))];
  const members = (path: string) =>
    kinds.filter((kind) => pathOfGroup(kind) === path).map(({ kind, schema }) => [kind, schema]);
  return {
    paths: Object.fromEntries(
      versions.map((path) => {
        const hash = createHash('sha256')
          .update(JSON.stringify(members(path), onlyPlain))
          .digest('hex')
          .slice(0, 32)
          .toUpperCase();
        return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
      }),
    ),
  };
}

/** The schemas of one group, and what can be sent where: what kubectl explains, and checks before it applies. */
export function schemaOf(kinds: readonly Kind[], groupPath: string): JsonObject | undefined {
  const members = kinds.filter((kind) => pathOfGroup(kind) === groupPath);
  if (members.length === 0) return undefined;
  const schemas: JsonObject = {};
  for (const kind of members) describe(typeOfKind(kind), schemas, kind);
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'unversioned' },
    paths: Object.fromEntries(members.map((kind) => [`/${groupPath}/${placeOf(kind)}`, operationsOf(kind)])),
    components: { schemas },
  };
}

const onlyPlain = (_key: string, value: unknown): unknown => (value instanceof Map ? value.size : value);

const pathOfGroup = (kind: Kind): string => `${kind.group === '' ? 'api' : 'apis'}/${apiVersionOf(kind)}`;

const placeOf = (kind: Kind): string => `${kind.namespaced ? 'namespaces/{namespace}/' : ''}${kind.plural}/{name}`;

/** kubectl looks for these parameters before it asks for a dry run, or leaves the checking of fields to the server. */
function operationsOf(kind: Kind): JsonObject {
  const parameter = (name: string) => ({ name, in: 'query', schema: { type: 'string', uniqueItems: true } });
  const groupVersionKind = { group: kind.group, version: kind.version, kind: kind.kind };
  return {
    get: { 'x-kubernetes-action': 'get', 'x-kubernetes-group-version-kind': groupVersionKind },
    patch: {
      parameters: ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map(parameter),
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': groupVersionKind,
    },
  };
}

/** Adds a type, and all that it is made of. */
function describe(type: StructType, schemas: JsonObject, kind?: Kind): void {
  const name = nameOf(type);
  if (schemas[name] !== undefined) return;
  const described: JsonObject = { type: 'object' };
  schemas[name] = described;
  const fields = [...type.fields.values()];
  described['properties'] = Object.fromEntries(fields.map((field) => [field.name, propertyOf(field, schemas)]));
  const required = fields.filter((field) => field.required).map((field) => field.name);
  if (required.length > 0) described['required'] = required;
  if (type.atomic) described['x-kubernetes-map-type'] = 'atomic';
  if (type.open) described['x-kubernetes-preserve-unknown-fields'] = true;
  if (kind)
    described['x-kubernetes-group-version-kind'] = [{ group: kind.group, version: kind.version, kind: kind.kind }];
}

const nameOf = ({ name }: StructType): string => `io.k8s.api.${name}`;

function propertyOf(field: Field, schemas: JsonObject): JsonObject {
  const strategies = [...(field.merge ? ['merge'] : []), ...(field.retain ? ['retainKeys'] : [])];
  return {
    ...schemaFor(field.type, schemas),
    ...(strategies.length > 0 ? { 'x-kubernetes-patch-strategy': strategies.join(',') } : {}),
    ...(field.merge?.key === undefined ? {} : { 'x-kubernetes-patch-merge-key': field.merge.key }),
  };
}

function schemaFor(type: Type, schemas: JsonObject): JsonObject {
  switch (type.is) {
    case 'struct':
      describe(type, schemas);
      return { allOf: [{ $ref: `#/components/schemas/${nameOf(type)}` }] };
    case 'list':
      return {
        type: 'array',
        items: schemaFor(type.of, schemas),
        'x-kubernetes-list-type': type.kind,
        ...(type.keys.length > 0 ? { 'x-kubernetes-list-map-keys': [...type.keys] } : {}),
      };
    case 'map':
      return {
        type: 'object',
        additionalProperties: schemaFor(type.of, schemas),
        ...(type.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
      };
    default:
      return plainSchemas[type.is] ?? {};
  }
}

const plainSchemas: { [type: string]: JsonObject } = {
  string: { type: 'string' },
  bytes: { type: 'string', format: 'byte' },
  int: { type: 'integer', format: 'int64' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  time: { type: 'string', format: 'date-time' },
  intOrString: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
};
