import { isDeepStrictEqual } from 'node:util';

import { z } from 'zod';

import type { Json } from '#src/protocol/index.ts';

import { ApiError, badRequest } from '../api-error.ts';
import { isObject } from '../schema/conform.ts';

const jsonSchema: z.ZodType<Json> = z.json();

const operationSchema = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['add', 'replace', 'test']), path: z.string(), value: jsonSchema }),
  z.object({ op: z.literal('remove'), path: z.string() }),
  z.object({ op: z.enum(['move', 'copy']), path: z.string(), from: z.string() }),
]);

type Operation = z.infer<typeof operationSchema>;

const MAX_OPERATIONS = 10_000;

/** RFC 6902: one operation after the other, all or none. */
export function jsonPatch(target: Json, patch: unknown): Json {
  const operations = z.array(operationSchema).max(MAX_OPERATIONS).safeParse(patch);
  if (!operations.success) throw badRequest('error decoding patch: it is no list of JSON patch operations');
  return operations.data.reduce(operate, structuredClone(target));
}

function operate(target: Json, operation: Operation): Json {
  switch (operation.op) {
    case 'add':
      return put(target, steps(operation.path), operation.value, true);
    case 'replace':
      read(target, operation.path);
      return put(target, steps(operation.path), operation.value, false);
    case 'remove':
      read(target, operation.path);
      return take(target, steps(operation.path));
    case 'test':
      if (!isDeepStrictEqual(read(target, operation.path), operation.value)) throw unprocessable();
      return target;
    case 'copy':
      return put(target, steps(operation.path), structuredClone(read(target, operation.from)), true);
    default: {
      const value = read(target, operation.from);
      return put(take(target, steps(operation.from)), steps(operation.path), value, true);
    }
  }
}

function steps(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw badRequest(`error decoding patch: ${JSON.stringify(pointer)} is no JSON pointer`);
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(target: Json, pointer: string): Json {
  let at: Json | undefined = target;
  for (const step of steps(pointer)) {
    at = Array.isArray(at) ? at[Number(step)] : at !== undefined && isObject(at) ? at[step] : undefined;
  }
  if (at === undefined) throw unprocessable();
  return at;
}

/** Changes `target`, which is our own copy. */
function put(target: Json, path: string[], value: Json, insert: boolean): Json {
  const last = path.at(-1);
  if (last === undefined) return value;
  const parent = read(target, pointerTo(path.slice(0, -1)));
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    if (!Number.isInteger(index) || index < 0 || index > parent.length) throw unprocessable();
    parent.splice(index, insert ? 0 : 1, value);
  } else if (isObject(parent)) parent[last] = value;
  else throw unprocessable();
  return target;
}

function take(target: Json, path: string[]): Json {
  const last = path.at(-1) ?? '';
  const parent = read(target, pointerTo(path.slice(0, -1)));
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isObject(parent)) delete parent[last];
  return target;
}

const pointerTo = (path: string[]): string =>
  path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const unprocessable = (): ApiError =>
  new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request');
