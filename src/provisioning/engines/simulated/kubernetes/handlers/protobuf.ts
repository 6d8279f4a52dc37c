import type { Json, JsonObject } from '#src/protocol/index.ts';

import { badRequest } from '../api-error.ts';

/** kubectl asks some of its questions in protobuf, whatever the server would like better: those are read, and no others. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Fields by number: a text, a number, texts, or another message. */
interface Message {
  [number: number]: [name: string, type: 'text' | 'texts' | 'int' | Message];
}

const questions: { [kind: string]: Message } = {
  SelfSubjectAccessReview: {
    2: [
      'spec',
      {
        1: [
          'resourceAttributes',
          {
            1: ['namespace', 'text'],
            2: ['verb', 'text'],
            3: ['group', 'text'],
            4: ['version', 'text'],
            5: ['resource', 'text'],
            6: ['subresource', 'text'],
            7: ['name', 'text'],
          },
        ],
        2: ['nonResourceAttributes', { 1: ['path', 'text'], 2: ['verb', 'text'] }],
      },
    ],
  },
  SelfSubjectRulesReview: { 2: ['spec', { 1: ['namespace', 'text'] }] },
  SelfSubjectReview: {},
  TokenRequest: { 2: ['spec', { 1: ['audiences', 'texts'], 4: ['expirationSeconds', 'int'] }] },
};

/** Four bytes, then what the object is, then the object itself. */
const MAGIC = Buffer.from([0x6b, 0x38, 0x73, 0]);
const envelope: Message = { 1: ['typeMeta', { 1: ['apiVersion', 'text'], 2: ['kind', 'text'] }] };

/** The question that a body asks; 400 for what is none. */
export function fromProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, 4).equals(MAGIC)) throw badRequest('the body is no protobuf of Kubernetes');
  const content = body.subarray(4);
  const { typeMeta } = read(content, envelope) as { typeMeta?: { apiVersion?: string; kind?: string } };
  const message = questions[typeMeta?.kind ?? ''];
  if (!message) throw badRequest(`a ${typeMeta?.kind ?? 'body'} in protobuf is not read here: send it as JSON`);
  const raw = fieldsOf(content).find(({ number }) => number === 2)?.bytes ?? Buffer.alloc(0);
  return { apiVersion: typeMeta?.apiVersion ?? '', kind: typeMeta?.kind ?? '', ...read(raw, message) };
}

function read(bytes: Buffer, message: Message): JsonObject {
  const result: JsonObject = {};
  for (const { number, value, bytes: inner } of fieldsOf(bytes)) {
    const [name, type] = message[number] ?? [];
    if (name === undefined || type === undefined) continue;
    if (type === 'int') result[name] = value;
    else if (type === 'texts') result[name] = [...((result[name] ?? []) as Json[]), inner.toString()];
    else result[name] = type === 'text' ? inner.toString() : read(inner, type);
  }
  return result;
}

const nothing = Buffer.alloc(0);

function fieldsOf(bytes: Buffer): { number: number; value: number; bytes: Buffer }[] {
  const fields: { number: number; value: number; bytes: Buffer }[] = [];
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined || shift > 63) throw badRequest('the body is no protobuf');
      at += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = next();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) fields.push({ number, value: next(), bytes: nothing });
    else if (wire === 2) {
      const length = next();
      if (at + length > bytes.length) throw badRequest('the body is no protobuf');
      fields.push({ number, value: 0, bytes: bytes.subarray(at, at + length) });
      at += length;
    } else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else throw badRequest('the body is no protobuf');
  }
  return fields;
}
