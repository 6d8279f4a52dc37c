import { readFileSync } from 'node:fs';

import { objectAt, textAt, textsAt } from '#src/cluster/fields.ts';
import { builtInKinds } from '#src/provisioning/engines/simulated/kubernetes/kinds/index.ts';

/**
 * Prints the types behind the kinds that the simulated API serves, from the OpenAPI document of a Kubernetes release and
 * the `generated.proto` files of its modules: `node test/provisioning/engines/kubernetes/extract-types.ts swagger.json
 * core.proto apps.proto …`. What it prints is `schema/kubernetes.types`, which says how to read it.
 */
const [file = '', ...protoFiles] = process.argv.slice(2);
const messages = new Map(protoFiles.flatMap((proto) => messagesOf(readFileSync(proto, 'utf8'))));
const definitions = objectAt(JSON.parse(readFileSync(file, 'utf8')), 'definitions');
const byName = new Map(Object.keys(definitions).map((name) => [shortName(name), objectAt(definitions, name)]));

/** Types that are one value, or that nobody looks into. */
const plainTypes: { [name: string]: string } = {
  'resource.Quantity': 'quantity',
  'intstr.IntOrString': 'intOrString',
  'meta.v1.Time': 'time',
  'meta.v1.MicroTime': 'time',
  'meta.v1.FieldsV1': 'any',
  'runtime.RawExtension': 'any',
  'apiextensions.v1.JSON': 'any',
  'apiextensions.v1.JSONSchemaProps': 'any',
};

const wanted = builtInKinds.flatMap(({ schema }) => (typeof schema === 'string' && byName.has(schema) ? [schema] : []));
wanted.push('autoscaling.v1.Scale', 'policy.v1.Eviction', 'authentication.v1.TokenRequest', 'core.v1.Binding');
const seen = new Set<string>();
const printed: string[] = [];
for (const name of wanted) visit(name);
console.log(printed.sort().join('\n'));

function visit(name: string): void {
  const definition = byName.get(name);
  if (seen.has(name) || !definition) return;
  seen.add(name);
  const required = textsAt(definition, 'required');
  const atomic = textAt(definition, 'x-kubernetes-map-type') === 'atomic' ? ' atomic' : '';
  const lines = Object.entries(objectAt(definition, 'properties')).map(
    ([field, property]) =>
      `  ${field}${required.includes(field) ? '!' : ''} ${typeOf(property)}${strategyOf(property)}${numberOf(name, field)}`,
  );
  printed.push([`${name}${atomic}`, ...lines].join('\n'));
}

function typeOf(property: unknown): string {
  const reference = textAt(property, '$ref');
  if (reference !== undefined) {
    const name = shortName(reference.replace('#/definitions/', ''));
    const plain = plainTypes[name];
    if (plain === undefined) visit(name);
    return `${plain ?? name}${textAt(property, 'x-kubernetes-map-type') === 'atomic' ? ' atomic' : ''}`;
  }
  switch (textAt(property, 'type')) {
    case 'array': {
      const kind = textAt(property, 'x-kubernetes-list-type') ?? 'atomic';
      const keys = textsAt(property, 'x-kubernetes-list-map-keys').join(',');
      return `[${kind === 'map' ? keys : kind === 'set' ? '=' : ''}]${typeOf(objectAt(property, 'items'))}`;
    }
    case 'object': {
      const members = objectAt(property, 'additionalProperties');
      return `{${textAt(property, 'x-kubernetes-map-type') === 'atomic' ? '=' : ''}}${typeOf(members)}`;
    }
    case 'integer':
      return 'int';
    case 'number':
    case 'boolean':
      return textAt(property, 'type') ?? '';
    case 'string':
      return textAt(property, 'format') === 'byte' ? 'bytes' : 'string';
    default:
      return 'any';
  }
}

/** How a strategic merge patch treats a list, where that is not to replace it. */
function strategyOf(property: unknown): string {
  const strategies = (textAt(property, 'x-kubernetes-patch-strategy') ?? '').split(',');
  const key = textAt(property, 'x-kubernetes-patch-merge-key');
  const merge = strategies.includes('merge') ? ` merge${key === undefined ? '' : `=${key}`}` : '';
  return `${merge}${strategies.includes('retainKeys') ? ' retain' : ''}`;
}

function shortName(name: string): string {
  const parts = name.split('.');
  // The last part that is no version names the group: `core.v1.Pod`, `resource.Quantity`.
  return parts.slice(/^v\d/.test(parts.at(-2) ?? '') ? -3 : -2).join('.');
}

interface MessageField {
  name: string;
  type: string;
  number: number;
}

function messagesOf(proto: string): [name: string, fields: MessageField[]][] {
  const group = (/^package (.*);$/m.exec(proto)?.[1] ?? '').split('.').slice(-2).join('.');
  return [...proto.matchAll(/^message (\w+) \{$([\s\S]*?)^\}$/gm)].map(([, message = '', body = '']) => [
    `${group}.${message}`,
    [...body.matchAll(/^ {2}(?:optional|repeated)? ?(map<.*>|[\w.]+) (\w+) = (\d+)/gm)].map(
      ([, type = '', name = '', number]) => ({
        name,
        type: type.includes('.') ? shortName(type.replace(/^\./, '')) : `${group}.${type}`,
        number: Number(number),
      }),
    ),
  ]);
}

/** The number of a field in protobuf; of one in an embedded message, after the number of that one. */
function numberOf(type: string, field: string): string {
  const fields = messages.get(type) ?? [];
  const direct = fields.find(({ name }) => name === field);
  if (direct) return ` #${direct.number}`;
  const properties = objectAt(byName.get(type), 'properties');
  for (const embedded of fields.filter(({ name }) => !Object.hasOwn(properties, name))) {
    const inner = messages.get(embedded.type)?.find(({ name }) => name === field);
    if (inner) return ` #${embedded.number}.${inner.number}`;
  }
  return '';
}
