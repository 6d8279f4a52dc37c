import type { JsonObject } from '#src/protocol/index.ts';

import type { Log } from '../log.ts';
import { Interruption } from './interruption.ts';
import type { OperationRecord, OperationStore, RecordChange, SaveResult, ViewDraft } from './operation-store.ts';

/**
 * Writes one operation's record for the worker that has it: changes at once and in order, mere progress a few times a
 * second. Interrupts the work when it learns of a wish to stop, or that another worker took over.
 */
export class RecordWriter {
  readonly #store: OperationStore;
  readonly #record: OperationRecord;
  readonly #progressMs: number;
  readonly #log: Log;
  readonly #interrupt: (kind: Interruption['kind']) => void;
  #view: ViewDraft;
  #previous: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #flushedAt = 0;
  #closed = false;

  constructor(options: {
    store: OperationStore;
    record: OperationRecord;
    progressMs: number;
    log: Log;
    interrupt(kind: Interruption['kind']): void;
  }) {
    this.#store = options.store;
    this.#record = options.record;
    this.#progressMs = options.progressMs;
    this.#log = options.log;
    this.#interrupt = options.interrupt;
    this.#view = options.record.view;
  }

  get view(): ViewDraft {
    return this.#view;
  }

  /** The view changed: written soon, together with what changes until then. */
  progress(view: ViewDraft): void {
    if (this.#closed) return;
    this.#view = view;
    if (this.#timer) return;
    const wait = Math.max(0, this.#flushedAt + this.#progressMs - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flushedAt = Date.now();
      this.#save({ view: this.#view }).catch((error: unknown) => {
        this.#log.warn({ operation: this.#record.request.id, error }, 'Progress of an operation could not be written');
      });
    }, wait);
  }

  /** Durable when it resolves. Rejects when another worker has the operation. */
  async save(
    change: RecordChange,
    options?: { unlessStopped?: boolean },
  ): Promise<Exclude<SaveResult, { type: 'superseded' }>> {
    if (change.view) {
      this.#view = change.view;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#flushedAt = Date.now();
    }
    const result = await this.#save(change, options);
    if (result.type === 'superseded') throw new Interruption('superseded');
    const { view: _, checkpoint, ...fields } = change;
    if (result.type === 'saved') {
      Object.assign(this.#record, fields, { sequence: result.sequence, view: this.#view });
      if (checkpoint) this.#record.checkpoints.set(checkpoint.name, checkpoint.value);
    }
    return result;
  }

  /** The result of `work`, kept under this name: done before, it is not done again. */
  async checkpoint(name: string, work: () => Promise<JsonObject>, done: () => void): Promise<JsonObject> {
    const kept = this.#record.checkpoints.get(name);
    if (kept !== undefined) return kept;
    const value = await work();
    done();
    await this.save({ checkpoint: { name, value } });
    return value;
  }

  /** Nothing more is written by itself. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** One after another, so that sequences grow in the order of the changes. */
  async #save(change: RecordChange, options?: { unlessStopped?: boolean }): Promise<SaveResult> {
    const mine = this.#previous.then(async () => {
      return await this.#store.save(this.#record, change, options);
    });
    this.#previous = mine.catch(() => undefined);
    const result = await mine;
    if (result.type === 'superseded') this.#interrupt('superseded');
    else if (result.type === 'stopped' || result.stopped) this.#interrupt('stopped');
    return result;
  }
}
