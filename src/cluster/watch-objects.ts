import { setTimeout as pause } from 'node:timers/promises';

import type { Json } from '#src/protocol/index.ts';

import { eventError } from './answer-error.ts';
import type { Change } from './cluster.ts';
import { ClusterError } from './cluster-error.ts';
import type { ClusterObject } from './cluster-object.ts';
import { textAt, valueAt } from './fields.ts';
import { networkError } from './network-error.ts';
import { readLines } from './read-lines.ts';

/** What a watch needs of a cluster. */
export interface Watched {
  address: string;
  /** Everything, and the version it is of. */
  list(signal: AbortSignal): Promise<{ objects: ClusterObject[]; version: string }>;
  /** The changes after a version, one JSON a line. */
  changes(version: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** An object as this product has it. */
  object(value: Json | undefined): ClusterObject;
  signal: AbortSignal | undefined;
}

/** After so long a silence the watch goes on anew from where it was: the server may be half dead. */
const SILENCE_MS = 30_000;
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 15_000;

/** Going on is useless after these. */
const final: ReadonlySet<string> = new Set(['UNAUTHORIZED', 'FORBIDDEN', 'UNKNOWN_KIND', 'CERTIFICATE', 'INVALID']);

/** See `Cluster.watch`. */
export async function* watchObjects(watched: Watched): AsyncGenerator<Change> {
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, ...(watched.signal ? [watched.signal] : [])]);
  let version: string | undefined;
  let failures = 0;
  try {
    while (!signal.aborted) {
      try {
        if (version === undefined) {
          const listed = await watched.list(signal);
          version = listed.version;
          failures = 0;
          yield { type: 'all', objects: listed.objects };
        }
        for await (const { type, object } of eventsAfter(watched, version, signal)) {
          failures = 0;
          version = textAt(object, 'metadata', 'resourceVersion') ?? version;
          const kind = changes[type];
          if (kind !== undefined) yield { type: kind, object: watched.object(object) };
        }
      } catch (error) {
        if (signal.aborted) return;
        const problem = networkError(watched.address, error, watched.signal);
        if (final.has(problem.code)) throw problem;
        if (problem.code === 'EXPIRED') version = undefined;
        failures += 1;
        const wait = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.5 + Math.random() / 2);
        await pause(problem.retryAfterMs ?? wait, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  } finally {
    ended.abort();
  }
}

const changes: { readonly [type: string]: 'added' | 'changed' | 'removed' | undefined } = {
  ADDED: 'added',
  MODIFIED: 'changed',
  DELETED: 'removed',
};

async function* eventsAfter(
  watched: Watched,
  version: string,
  signal: AbortSignal,
): AsyncGenerator<{ type: string; object: Json | undefined }> {
  const silent = new AbortController();
  const cut = () => silent.abort(new DOMException('silence', 'TimeoutError'));
  let timer = setTimeout(cut, SILENCE_MS);
  try {
    const stream = await watched.changes(version, AbortSignal.any([signal, silent.signal]));
    for await (const line of readLines(stream, Number.POSITIVE_INFINITY)) {
      clearTimeout(timer);
      const event = JSON.parse(line) as Json;
      const type = textAt(event, 'type') ?? '';
      const object = valueAt(event, 'object');
      if (type === 'ERROR') throw eventError(object);
      yield { type, object };
      timer = setTimeout(cut, SILENCE_MS);
    }
  } catch (error) {
    // Half a line of a server that died is no mistake of anybody's.
    if (error instanceof SyntaxError) throw new ClusterError('UNREACHABLE', 'The watch was cut off.');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
