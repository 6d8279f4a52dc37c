import { readFileSync } from 'node:fs';

/** What a value of the API may be. */
export type Type = PlainType | StructType | ListType | MapType;

export interface PlainType {
  is: 'string' | 'bytes' | 'int' | 'number' | 'boolean' | 'quantity' | 'time' | 'intOrString' | 'any';
}

export interface StructType {
  is: 'struct';
  /** `core.v1.Container` */
  name: string;
  /** Set as a whole by an apply. */
  atomic: boolean;
  readonly fields: ReadonlyMap<string, Field>;
  /** Fields that nobody declared stay. */
  open?: boolean;
}

export interface ListType {
  is: 'list';
  of: Type;
  /** What an apply takes for one thing: the whole, each value, or each member that `keys` tell apart. */
  kind: 'atomic' | 'set' | 'map';
  keys: readonly string[];
}

export interface MapType {
  is: 'map';
  of: Type;
  atomic: boolean;
}

export interface Field {
  name: string;
  type: Type;
  required: boolean;
  /** How a strategic merge patch changes a list: by members with the same key, or as a set of plain values. */
  merge?: { key: string | undefined };
  /** A strategic merge patch may say which fields stay beside those it sets. */
  retain: boolean;
  /** In protobuf; of a field in an embedded message, after the number of that one. */
  number?: readonly number[];
}

/** The declared type of this name. */
export function typeNamed(name: string): StructType {
  const known = declared().get(name);
  if (!known) throw new Error(`There is no type ${name}`);
  return known;
}

const files = ['kubernetes.types', 'k3s.types'];
const plain = ['string', 'bytes', 'int', 'number', 'boolean', 'quantity', 'time', 'intOrString', 'any'] as const;

let types: Map<string, StructType> | undefined;

/** Read at the first use: a process that never serves a cluster never needs them. */
function declared(): Map<string, StructType> {
  types ??= new Map(
    files
      .flatMap((file) => readFileSync(new URL(file, import.meta.url), 'utf8').split(/\n(?=\S)/))
      .filter((block) => block !== '' && !block.startsWith('#'))
      .map((block) => {
        const type = structOf(block);
        return [type.name, type];
      }),
  );
  return types;
}

function structOf(block: string): StructType {
  const [head = '', ...lines] = block.trimEnd().split('\n');
  const [name = '', atomic] = head.split(' ');
  let fields: Map<string, Field> | undefined;
  return {
    is: 'struct',
    name,
    atomic: atomic === 'atomic',
    // Types name each other: a field's type is looked up when somebody wants to know.
    get fields() {
      fields ??= new Map(lines.map(fieldOf).map((field) => [field.name, field]));
      return fields;
    },
  };
}

function fieldOf(line: string): Field {
  const [name = '', type = '', ...marks] = line.trim().split(' ');
  const merge = marks.find((mark) => mark.startsWith('merge'));
  const [, key] = (merge ?? '').split('=');
  const number = marks
    .find((mark) => mark.startsWith('#'))
    ?.slice(1)
    .split('.')
    .map(Number);
  const read = typeOf(type);
  return {
    name: name.replace('!', ''),
    type: marks.includes('atomic') && read.is === 'struct' ? { ...read, fields: read.fields, atomic: true } : read,
    required: name.endsWith('!'),
    ...(merge === undefined ? {} : { merge: { key } }),
    retain: marks.includes('retain'),
    ...(number ? { number } : {}),
  };
}

function typeOf(text: string): Type {
  const [, bracket, inside = '', rest = ''] = /^([[{])([^\]}]*)[\]}](.*)$/.exec(text) ?? [];
  if (bracket === '[') {
    const keys = inside === '' || inside === '=' ? [] : inside.split(',');
    return { is: 'list', of: typeOf(rest), kind: keys.length > 0 ? 'map' : inside === '=' ? 'set' : 'atomic', keys };
  }
  if (bracket === '{') return { is: 'map', of: typeOf(rest), atomic: inside === '=' };
  const known = plain.find((name) => name === text);
  return known ? { is: known } : typeNamed(text);
}
