import type { Redis } from 'ioredis';

import type { Failure } from '#src/chatflow/index.ts';
import type { OperationRequest, Outcome } from '#src/conversation/ports.ts';
import type { JsonObject, OperationView } from '#src/protocol/index.ts';
import { loadScript, type RedisScript } from '#src/redis/load-script.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

/**
 * Where an operation stands in its life: `run` until its action succeeded or is given up, `cleanup` while what it did is
 * taken back, `deliver` while its outcome is told, then `finished`. It never goes back.
 */
export type Phase = 'run' | 'cleanup' | 'deliver' | 'finished';

/** An operation's view without its sequence, which the store counts. */
export type ViewDraft = Omit<OperationView, 'sequence'>;

/** One operation as it is kept: everything another worker needs to go on. */
export interface OperationRecord {
  request: OperationRequest;
  phase: Phase;
  /** Who may write: each worker that takes the operation gets a higher one, and the one before is refused from then on. */
  claim: number;
  /** The person asked it to stop. */
  stopped: boolean;
  /** When its action was first called, in milliseconds since the epoch; absent: it never was, so there is nothing to undo. */
  begunAt?: number;
  /** Tries of the present phase that failed. */
  tries: number;
  /** Why it is being cleaned up. */
  failure?: Failure;
  outcome?: Outcome;
  view: ViewDraft;
  sequence: number;
  checkpoints: Map<string, JsonObject>;
}

/** What one save writes. Checkpoints and the other fields become durable together. */
export interface RecordChange {
  phase?: Phase;
  begunAt?: number;
  tries?: number;
  failure?: Failure;
  outcome?: Outcome;
  view?: ViewDraft;
  checkpoint?: { name: string; value: JsonObject };
}

export type SaveResult =
  | { type: 'saved'; sequence: number; stopped: boolean }
  /** Nothing was written: the person had asked to stop, and the caller wanted to know first. */
  | { type: 'stopped' }
  /** Nothing was written: another worker has the operation now. */
  | { type: 'superseded' };

export interface OperationProgress {
  owner: string;
  conversation: string;
  view: OperationView;
}

/** Finished operations are kept this long: longer than anybody asks for them again. */
const KEPT_FINISHED_MS = 30 * 24 * 3_600_000;

/** Operations as Redis keeps them: one hash each, in a slot of its own, and the set of running ones by owner. */
export class OperationStore {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #create: RedisScript;
  readonly #claim: RedisScript;
  readonly #save: RedisScript;
  readonly #stop: RedisScript;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#create = loadScript(redis, new URL('./create-operation-1.lua', import.meta.url));
    this.#claim = loadScript(redis, new URL('./claim-operation-1.lua', import.meta.url));
    this.#save = loadScript(redis, new URL('./save-operation-1.lua', import.meta.url));
    this.#stop = loadScript(redis, new URL('./stop-operation-1.lua', import.meta.url));
  }

  /** Channels of Redis pub/sub: progress of every operation, and ids of operations that shall stop. */
  get channels(): { progress: string; stop: string } {
    return { progress: `${this.#prefix}operations:progress`, stop: `${this.#prefix}operations:stop` };
  }

  /** Writes a new operation, or gives the phase of the one that has this id. */
  async create(request: OperationRequest, view: ViewDraft, now: number): Promise<'created' | Phase> {
    // The index first: an entry without its operation is skipped when read, an operation without its entry would be hidden.
    await orTrouble(this.#redis.zadd(this.#runningKey(request.caller.owner), 'NX', now, request.id));
    const reply = await this.#create(this.#key(request.id), JSON.stringify(request), JSON.stringify(view));
    if (reply === 'finished') await this.unlist(request);
    return reply as 'created' | Phase;
  }

  /** Takes the operation: from now on only this claim may write. Null when there is none. */
  async claim(id: string): Promise<OperationRecord | null> {
    const reply = await this.#claim(this.#key(id));
    return Array.isArray(reply) ? parseRecord(fieldsOf(reply as string[])) : null;
  }

  /** Writes a change, counts the sequence, and tells whoever watches. With `unlessStopped`, not after a wish to stop. */
  async save(
    record: Pick<OperationRecord, 'request' | 'claim'>,
    change: RecordChange,
    options: { unlessStopped?: boolean } = {},
  ): Promise<SaveResult> {
    const { request, claim } = record;
    const { view, checkpoint, phase, outcome, failure, begunAt, tries } = change;
    const fields: (string | number)[] = [];
    if (phase !== undefined) fields.push('phase', phase);
    if (begunAt !== undefined) fields.push('begunAt', begunAt);
    if (tries !== undefined) fields.push('tries', tries);
    if (failure !== undefined) fields.push('failure', JSON.stringify(failure));
    if (outcome !== undefined) fields.push('outcome', JSON.stringify(outcome));
    if (checkpoint !== undefined) fields.push(checkpointField(checkpoint.name), JSON.stringify(checkpoint.value));
    const reply = await this.#save(
      this.#key(request.id),
      claim,
      options.unlessStopped === true ? 1 : 0,
      phase === 'finished' ? KEPT_FINISHED_MS : 0,
      this.channels.progress,
      `"owner":${JSON.stringify(request.caller.owner)},"conversation":${JSON.stringify(request.conversation)}`,
      view === undefined ? '' : JSON.stringify(view),
      ...fields,
    );
    const [type, sequence, stopped] = reply as [SaveResult['type'], number?, number?];
    if (phase === 'finished' && type === 'saved') await this.unlist(request);
    return type === 'saved' ? { type, sequence: sequence ?? 0, stopped: stopped === 1 } : { type };
  }

  /** It no longer runs. */
  async unlist({ id, caller }: OperationRequest): Promise<void> {
    await orTrouble(this.#redis.zrem(this.#runningKey(caller.owner), id));
  }

  /** Notes the wish to stop and tells the workers; without effect once the operation is past running. */
  async stop(id: string): Promise<boolean> {
    return (await this.#stop(this.#key(id), this.channels.stop, id)) === 1;
  }

  async isStopped(id: string): Promise<boolean> {
    return (await orTrouble(this.#redis.hget(this.#key(id), 'stopped'))) === '1';
  }

  async view(id: string): Promise<OperationView | null> {
    const [view, sequence, stopped] = await orTrouble(this.#redis.hmget(this.#key(id), 'view', 'sequence', 'stopped'));
    if (typeof view !== 'string') return null;
    return viewOf(JSON.parse(view) as ViewDraft, Number(sequence), stopped === '1');
  }

  /** What runs for this owner, newest first. */
  async running(owner: string, page: { offset: number; count: number }): Promise<OperationView[]> {
    const ids = await orTrouble(
      this.#redis.zrevrange(this.#runningKey(owner), page.offset, page.offset + page.count - 1),
    );
    const views = await Promise.all(ids.map((id) => this.view(id)));
    return views.filter((view) => view !== null).filter(({ state }) => state === 'Pending' || state === 'Processing');
  }

  #key(id: string): string {
    return `${this.#prefix}operation:{${encodeURIComponent(id)}}`;
  }

  #runningKey(owner: string): string {
    return `${this.#prefix}running:{${encodeURIComponent(owner)}}`;
  }
}

/** The whole view, as people see it: an operation that was asked to stop cannot be asked again. */
export function viewOf(draft: ViewDraft, sequence: number, stopped: boolean): OperationView {
  return { ...draft, sequence, cancellable: draft.cancellable && !stopped };
}

const checkpointPrefix = 'checkpoint:';
const checkpointField = (name: string): string => `${checkpointPrefix}${name}`;

function fieldsOf(flat: string[]): { [field: string]: string } {
  const fields: { [field: string]: string } = {};
  for (let index = 0; index + 1 < flat.length; index += 2) fields[flat[index] ?? ''] = flat[index + 1] ?? '';
  return fields;
}

function parseRecord(fields: { [field: string]: string }): OperationRecord {
  const text = (name: string): string => {
    const value = fields[name];
    if (value === undefined) throw new Error(`an operation's record lacks "${name}"`);
    return value;
  };
  const { begunAt, failure, outcome } = fields;
  return {
    request: JSON.parse(text('request')) as OperationRequest,
    phase: text('phase') as Phase,
    claim: Number(fields['claim'] ?? 0),
    stopped: fields['stopped'] === '1',
    tries: Number(fields['tries'] ?? 0),
    view: JSON.parse(text('view')) as ViewDraft,
    sequence: Number(fields['sequence'] ?? 0),
    ...(begunAt === undefined ? {} : { begunAt: Number(begunAt) }),
    ...(failure === undefined ? {} : { failure: JSON.parse(failure) as Failure }),
    ...(outcome === undefined ? {} : { outcome: JSON.parse(outcome) as Outcome }),
    checkpoints: new Map(
      Object.entries(fields)
        .filter(([field]) => field.startsWith(checkpointPrefix))
        .map(([field, value]) => [field.slice(checkpointPrefix.length), JSON.parse(value) as JsonObject]),
    ),
  };
}
