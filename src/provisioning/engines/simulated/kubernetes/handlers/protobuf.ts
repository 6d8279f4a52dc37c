import type { Json, JsonObject } from '#src/protocol/index.ts';

import { badRequest } from '../api-error.ts';
import type { Kind } from '../kinds/index.ts';
import { typeOfKind } from '../schema/kind-type.ts';
import type { Field, StructType, Type } from '../schema/types.ts';
import { typeNamed } from '../schema/types.ts';

/** kubectl makes some objects, and asks its questions, in protobuf, whatever the server would like better. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Four bytes, then the envelope: 1 says what it is, 2 is the object itself. */
const MAGIC = Buffer.from([0x6b, 0x38, 0x73, 0]);

/** Types that are answered to, and are no kinds. */
const others: { [kind: string]: string } = {
  TokenRequest: 'authentication.v1.TokenRequest',
  Eviction: 'policy.v1.Eviction',
  Scale: 'autoscaling.v1.Scale',
};

/** The object that a body holds, as JSON; 400 for what is none. */
export function fromProtobuf(body: Buffer, kinds: readonly Kind[]): JsonObject {
  if (!body.subarray(0, 4).equals(MAGIC)) throw badRequest('the body is no protobuf of Kubernetes');
  const envelope = fieldsOf(body.subarray(4));
  const texts = new Map(fieldsOf(bytesOf(envelope, 1)).map(({ number, bytes }) => [number, bytes.toString()]));
  const [apiVersion = '', kind = ''] = [texts.get(1), texts.get(2)];
  const other = others[kind];
  const known = kinds.find(
    (one) => one.kind === kind && `${one.group}/${one.version}`.replace(/^\//, '') === apiVersion,
  );
  const type = known ? typeOfKind(known) : other === undefined ? undefined : typeNamed(other);
  if (!type)
    throw badRequest(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`);
  return { ...structIn(type, bytesOf(envelope, 2)), apiVersion, kind };
}

/** Fields of a message by number; those of an embedded message under the number of that one. */
interface Members {
  [number: number]: Field | Members;
}

const membersOf = new WeakMap<object, Members>();

function membersBy(type: StructType): Members {
  const known = membersOf.get(type);
  if (known) return known;
  const members: Members = {};
  for (const field of type.fields.values()) {
    const [outer, inner] = field.number ?? [];
    if (outer === undefined) continue;
    if (inner === undefined) members[outer] = field;
    else members[outer] = { ...(members[outer] as Members | undefined), [inner]: field };
  }
  membersOf.set(type, members);
  return members;
}

const isField = (member: Field | Members): member is Field => 'name' in member;

function structIn(type: StructType, bytes: Buffer): JsonObject {
  const result: JsonObject = {};
  read(membersBy(type), bytes, result);
  return result;
}

function read(members: Members, bytes: Buffer, result: JsonObject): void {
  for (const part of fieldsOf(bytes)) {
    const member = members[part.number];
    if (!member) continue;
    if (!isField(member)) read(member, part.bytes, result);
    else add(member, part, result);
  }
}

function add({ name, type }: Field, part: Part, result: JsonObject): void {
  const before = result[name];
  if (type.is === 'list') result[name] = [...(Array.isArray(before) ? before : []), valueIn(type.of, part) ?? ''];
  else if (type.is === 'map') {
    const entry = fieldsOf(part.bytes);
    const value = entry.find(({ number }) => number === 2) ?? { number: 2, value: 0n, bytes: nothing };
    const map = (before ?? {}) as JsonObject;
    result[name] = { ...map, [bytesOf(entry, 1).toString()]: valueIn(type.of, value) ?? '' };
  } else {
    const value = valueIn(type, part);
    if (value !== undefined) result[name] = value;
  }
}

/** What is empty is what nobody said. */
function valueIn(type: Type, { value, bytes }: Part): Json | undefined {
  switch (type.is) {
    case 'struct':
      return structIn(type, bytes);
    case 'int':
      return Number(BigInt.asIntN(64, value));
    case 'number':
      return bytes.length === 8 ? bytes.readDoubleLE() : Number(value);
    case 'boolean':
      return value !== 0n;
    case 'bytes':
      return bytes.toString('base64');
    case 'quantity':
      return bytesOf(fieldsOf(bytes), 1).toString() || '0';
    case 'time':
      return timeIn(fieldsOf(bytes));
    case 'intOrString':
      return intOrString(fieldsOf(bytes));
    case 'any': {
      const text = bytesOf(fieldsOf(bytes), 1).toString();
      return text === '' ? undefined : (JSON.parse(text) as Json);
    }
    default:
      return bytes.length === 0 ? undefined : bytes.toString();
  }
}

function timeIn(fields: Part[]): string | undefined {
  const seconds = fields.find(({ number }) => number === 1);
  return seconds && new Date(Number(BigInt.asIntN(64, seconds.value)) * 1_000).toISOString().replace('.000', '');
}

function intOrString(fields: Part[]): Json {
  const at = (number: number) => fields.find((field) => field.number === number);
  return at(1)?.value === 1n ? bytesOf(fields, 3).toString() : Number(BigInt.asIntN(32, at(2)?.value ?? 0n));
}

interface Part {
  number: number;
  value: bigint;
  bytes: Buffer;
}

const nothing = Buffer.alloc(0);

const bytesOf = (fields: Part[], number: number): Buffer =>
  fields.find((field) => field.number === number)?.bytes ?? nothing;

function fieldsOf(bytes: Buffer): Part[] {
  const fields: Part[] = [];
  let at = 0;
  const wrong = () => badRequest('the body is no protobuf');
  const next = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) break;
      at += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw wrong();
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw wrong();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(next());
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) fields.push({ number, value: next(), bytes: nothing });
    else if (wire === 1) fields.push({ number, value: 0n, bytes: take(8) });
    else if (wire === 2) fields.push({ number, value: 0n, bytes: take(Number(next())) });
    else if (wire === 5) fields.push({ number, value: 0n, bytes: take(4) });
    else throw wrong();
  }
  return fields;
}
