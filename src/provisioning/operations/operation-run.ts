import type { Failure } from '#src/chatflow/index.ts';
import type { FailPoint, Outcome } from '#src/conversation/ports.ts';
import type { Json, JsonObject, OperationView } from '#src/protocol/index.ts';

import type { LastingAction, LastingContext } from '../action.ts';
import type { ActionRegistry } from '../action-registry.ts';
import type { Log } from '../log.ts';
import { saidIn } from '../texts/texts.ts';
import { checkInput, checkOutput, toFailure, troubleOf } from '../to-failure.ts';
import { Interruption, interrupted, interruptionOf, withGrace } from './interruption.ts';
import { lastingContext } from './lasting-context.ts';
import { doubling, Later } from './operation-queue.ts';
import type { OperationRecord, OperationStore } from './operation-store.ts';
import { cleaningUp, gaveUp, succeeded } from './operation-view.ts';
import { RecordWriter } from './record-writer.ts';

/** How an operation ended, for the conversation that waits for it. */
export interface OperationOutcome {
  id: string;
  owner: string;
  conversation: string;
  run: string;
  step: string;
  outcome: Outcome;
  view: OperationView;
}

/** What every run of a worker shares. */
export interface RunOptions<Services> {
  store: OperationStore;
  registry: ActionRegistry<Services>;
  /** Resolves when the outcome is as durable as the operation itself; until then it is told again. */
  onOutcome(outcome: OperationOutcome): Promise<void>;
  failPoint: FailPoint;
  log: Log;
  now(): number;
  /** Milliseconds between two writes of mere progress. */
  progressMs: number;
  /** How long work that was told to end may take to do so. */
  graceMs: number;
  /** Taking back: tries in all, the pause before the second (it doubles), and the time for each. */
  cleanup: { attempts: number; backoffMs: number; timeoutMs: number };
}

/**
 * One worker's part in the life of one operation: takes it where the last worker left it and carries it as far as it goes.
 * Every step is in the record before the next begins, so that a kill at any point costs nothing but time.
 */
export class OperationRun<Services> {
  readonly #options: RunOptions<Services>;
  readonly #record: OperationRecord;
  readonly #writer: RecordWriter;
  /** Interrupts the present phase. */
  #abort = new AbortController();
  #ending: 'shutdown' | 'superseded' | undefined;

  constructor(options: RunOptions<Services>, record: OperationRecord) {
    this.#options = options;
    this.#record = record;
    const { store, progressMs, log } = options;
    this.#writer = new RecordWriter({ store, record, progressMs, log, interrupt: (kind) => this.interrupt(kind) });
  }

  /** Tells the work to end. The first reason counts; a wish to stop no longer does once cleaning up has begun. */
  interrupt(kind: Interruption['kind']): void {
    if (kind === 'stopped' && this.#record.phase !== 'run') return;
    if (kind === 'shutdown' || kind === 'superseded') this.#ending = kind;
    this.#abort.abort(new Interruption(kind));
  }

  /** Resolves when the operation is over and its outcome is told. Rejects with `Later` when it is to go on later. */
  async process(again: boolean): Promise<void> {
    const { failPoint } = this.#options;
    const record = this.#record;
    try {
      failPoint('operation.claimed');
      if (record.phase === 'run') await this.#run();
      if (record.phase === 'cleanup') {
        this.#abort = new AbortController();
        if (this.#ending) throw new Interruption(this.#ending);
        await this.#cleanUp();
      }
      if (record.phase === 'deliver' || again) await this.#deliver();
      else await this.#options.store.unlist(record.request);
    } catch (error) {
      // This worker ends, or another one has the operation already: the rest is not ours to do.
      if (error instanceof Interruption) throw new Later(error.kind, 0);
      throw error;
    } finally {
      this.#writer.close();
    }
  }

  async #run(): Promise<void> {
    const { now } = this.#options;
    const record = this.#record;
    const { timeoutMs } = record.request;
    if (record.begunAt === undefined) {
      if (record.stopped) return await this.#giveUp(interrupted('stopped', timeoutMs));
      const refusal = this.#refusal();
      if (refusal) return await this.#giveUp(refusal);
    }
    const begunAt = record.begunAt ?? now();
    const started = await this.#writer.save(
      { begunAt, view: { ...this.#writer.view, state: 'Processing', startedAt: begunAt } },
      { unlessStopped: record.begunAt === undefined },
    );
    if (started.type === 'stopped') return await this.#giveUp(interrupted('stopped', timeoutMs));
    if (record.stopped) this.interrupt('stopped');
    const deadline = setTimeout(() => this.interrupt('timeout'), Math.max(0, begunAt + timeoutMs - now()));
    try {
      const output = await withGrace(this.#work(), this.#abort.signal, this.#options.graceMs);
      await this.#succeed(output);
    } catch (error) {
      await this.#failed(error, begunAt + timeoutMs);
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Why it may not even begin: what the caller may not do, or what an action does not take. */
  #refusal(): Failure | undefined {
    const { request } = this.#record;
    try {
      for (const { action, input } of request.work) checkInput(action, this.#lasting(action).input, input);
      return undefined;
    } catch (error) {
      return toFailure(error, this.#options.log, { operation: request.id });
    }
  }

  /** The actions of the operation, one after another; those that were done before are not done again. */
  async #work(): Promise<Json> {
    const { failPoint } = this.#options;
    const { work } = this.#record.request;
    const outputs: Json[] = [];
    for (const [index, { action: name, input }] of work.entries()) {
      const result = await this.#writer.checkpoint(
        `work.${index}`,
        async () => {
          const action = this.#lasting(name);
          const valid = checkInput(name, action.input, input);
          failPoint('operation.before-engine');
          const output = await action.run(this.#context(index, this.#abort.signal, 'run'), valid);
          return { output: checkOutput(name, action.output, output) as Json };
        },
        () => failPoint('operation.engine-done'),
      );
      outputs.push(result['output'] ?? null);
    }
    return work.length === 1 ? (outputs[0] ?? null) : outputs;
  }

  async #succeed(output: Json): Promise<void> {
    const { now } = this.#options;
    const saved = await this.#writer.save(
      { phase: 'deliver', tries: 0, outcome: { ok: true, output }, view: succeeded(this.#writer.view, now()) },
      // Who asked to stop and was promised a clean-up gets it, unless there is no way back: then done is done.
      { unlessStopped: this.#compensations().length > 0 },
    );
    if (saved.type === 'stopped') throw new Interruption('stopped');
    this.#options.failPoint('operation.outcome-saved');
  }

  /** The work ended without success: once more, later, or never. */
  async #failed(error: unknown, deadline: number): Promise<void> {
    const { now, log } = this.#options;
    const { request, tries } = this.#record;
    if (this.#ending) throw new Interruption(this.#ending);
    const kind = error instanceof Interruption ? error.kind : interruptionOf(this.#abort.signal);
    // Without Redis nothing can be decided: the job waits, and goes on from the last checkpoint.
    const trouble = troubleOf(error);
    if (trouble) throw trouble;
    if (kind === 'stopped' || kind === 'timeout') return await this.#takeBack(interrupted(kind, request.timeoutMs));
    const failure = toFailure(error, log, { operation: request.id });
    const pause = doubling(request.backoffMs, tries + 1, 10 * 60_000);
    if (!failure.retryable || tries + 1 >= request.attempts || now() + pause >= deadline)
      return await this.#takeBack(failure);
    const note = { text: saidIn(request.caller.locale, `${failure.message} I try again.`), tone: 'warning' as const };
    await this.#writer.save({ tries: tries + 1, view: { ...this.#writer.view, note } });
    throw new Later(failure.code, pause);
  }

  /** Begins to undo what the actions may have done, where they can be undone. */
  async #takeBack(failure: Failure): Promise<void> {
    if (this.#compensations().length === 0) return await this.#giveUp(failure);
    const view = cleaningUp(
      this.#writer.view,
      failure.message,
      this.#options.now(),
      this.#record.request.caller.locale,
    );
    await this.#writer.save({ phase: 'cleanup', tries: 0, failure: plain(failure), view });
  }

  async #cleanUp(): Promise<void> {
    const { failPoint, cleanup, log } = this.#options;
    const record = this.#record;
    const failure = record.failure ?? { code: 'INTERNAL', message: 'It did not work.', retryable: false };
    failPoint('operation.cleanup');
    const end = new AbortController();
    const late = setTimeout(() => end.abort(new Interruption('timeout')), cleanup.timeoutMs);
    const signal = AbortSignal.any([end.signal, this.#abort.signal]);
    try {
      for (const { index, action, input } of this.#compensations()) {
        const undo = async () => {
          await action.compensate?.(
            this.#context(index, signal, 'cleanup'),
            checkInput(action.name, action.input, input),
          );
          return {};
        };
        await this.#writer.checkpoint(
          `cleanup.${index}`,
          () => withGrace(undo(), signal, this.#options.graceMs),
          () => failPoint('operation.cleaned'),
        );
      }
    } catch (error) {
      if (this.#ending) throw new Interruption(this.#ending);
      const trouble = troubleOf(error);
      if (trouble) throw trouble;
      const why = toFailure(error, log, { operation: record.request.id, cleanup: true });
      const tries = record.tries + 1;
      if (tries >= cleanup.attempts) return await this.#giveUp(failure, why);
      await this.#writer.save({ tries });
      throw new Later(`cleaning up: ${why.code}`, doubling(cleanup.backoffMs, tries, 60_000));
    } finally {
      clearTimeout(late);
    }
    await this.#giveUp(failure);
  }

  /** Ends without success. With `leftBehind`, taking back did not work either, and that is said. */
  async #giveUp(failure: Failure, leftBehind?: Failure): Promise<void> {
    const end = leftBehind
      ? {
          state: 'Error' as const,
          code: 'CLEANUP_FAILED',
          message:
            `${failure.message} Cleaning up did not work either: ${leftBehind.message} ` +
            'Something may be left behind; it is on record, and cleaning up again is safe.',
        }
      : { state: failure.code === 'ABORTED' ? ('Aborted' as const) : ('Failed' as const), ...plain(failure) };
    const { state, code } = end;
    const message = saidIn(this.#record.request.caller.locale, end.message);
    const undone = leftBehind === undefined && this.#record.phase === 'cleanup';
    await this.#writer.save({
      phase: 'deliver',
      tries: 0,
      outcome: { ok: false, failure: { code, message, retryable: leftBehind === undefined && failure.retryable } },
      view: gaveUp(this.#writer.view, { state, message, undone }, this.#options.now()),
    });
    this.#options.failPoint('operation.outcome-saved');
  }

  /** Tells the outcome, and only then is the operation finished: a crash in between tells it again. */
  async #deliver(): Promise<void> {
    const { onOutcome, failPoint, log } = this.#options;
    const { request, outcome, sequence, tries, phase } = this.#record;
    if (!outcome) throw new Error(`the operation ${request.id} has no outcome to tell`);
    const { id, conversation, run, step, caller } = request;
    const view = { ...this.#writer.view, sequence };
    try {
      await onOutcome({ id, owner: caller.owner, conversation, run, step, outcome, view });
    } catch (error) {
      const pause = doubling(250, tries + 1, 60_000);
      log.warn({ operation: id, error, pause }, 'The outcome of an operation could not be told; it is told again');
      if (phase === 'deliver') await this.#writer.save({ tries: tries + 1 });
      throw new Later('the outcome could not be told', pause);
    }
    failPoint('operation.outcome-delivered');
    if (phase === 'deliver') await this.#writer.save({ phase: 'finished' });
  }

  /** Actions that can be taken back, the last one first. */
  #compensations(): { index: number; action: LastingAction<Services>; input: JsonObject }[] {
    return this.#record.request.work
      .map(({ action: name, input }, index) => ({ index, action: this.#known(name), input }))
      .flatMap(({ index, action, input }) => (action?.compensate ? [{ index, action, input }] : []))
      .reverse();
  }

  #lasting(name: string): LastingAction<Services> {
    const action = this.#options.registry.allowed(name, this.#record.request.caller);
    if (action.kind !== 'lasting') throw new Error(`${name} has no lasting effect: it is read, not operated`);
    return action;
  }

  /** What was allowed when it began is taken back also when the right is gone by now. */
  #known(name: string): LastingAction<Services> | undefined {
    const action = this.#options.registry.find(name);
    return action?.kind === 'lasting' ? action : undefined;
  }

  #context(index: number, signal: AbortSignal, phase: 'run' | 'cleanup'): LastingContext<Services> {
    const { registry, failPoint, log, now } = this.#options;
    const { services } = registry;
    const { request } = this.#record;
    return lastingContext({ request, index, phase, signal, services, writer: this.#writer, failPoint, log, now });
  }
}

const plain = ({ code, message, retryable }: Failure): Failure => ({ code, message, retryable });
