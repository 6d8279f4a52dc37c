import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { FailPoint } from '#src/conversation/ports.ts';
import type { ActionRegistry } from '../action-registry.ts';
import type { Log } from '../log.ts';
import { type OperationJob, pauseBefore, QUEUE_NAME, queuePrefix, waitingCopy } from './operation-queue.ts';
import { type OperationOutcome, OperationRun, type RunOptions } from './operation-run.ts';
import { OperationStore } from './operation-store.ts';

export interface OperationWorkerOptions<Services> {
  redis: Redis;
  prefix: string;
  registry: ActionRegistry<Services>;
  onOutcome(outcome: OperationOutcome): Promise<void>;
  log: Log;
  failPoint?: FailPoint;
  now?: () => number;
  concurrency?: number;
  /** An operation whose worker has been silent for so long is taken over by another one. */
  lockMs?: number;
  progressMs?: number;
  graceMs?: number;
  cleanup?: RunOptions<Services>['cleanup'];
}

/** How often wishes to stop are looked up, should the message about one have been lost. */
const STOP_CHECK_MS = 5_000;

/** Pause before a worker tries again what Redis did not answer. */
const RETRY_MS = 500;

/** How long closing the queue may take, once what runs has been let go. */
const CLOSE_MS = 3_000;

/** A worker whose locks can be let go by themselves: its own closing comes to them only after everything else. */
class LeavingWorker extends Worker<OperationJob> {
  async leaveLocks(): Promise<void> {
    await this.lockManager.close();
  }
}

/** Works on operations: those that wait, and those another worker left behind. */
export class OperationWorker<Services> {
  readonly #options: OperationWorkerOptions<Services>;
  readonly #store: OperationStore;
  readonly #runs = new Map<string, OperationRun<Services>>();
  #worker: LeavingWorker | undefined;
  #connections: Redis[] = [];
  #stopCheck: NodeJS.Timeout | undefined;

  constructor(options: OperationWorkerOptions<Services>) {
    this.#options = options;
    this.#store = new OperationStore(options.redis, options.prefix);
  }

  /** Resolves when it takes operations. */
  async start(): Promise<void> {
    const { redis, prefix, log, concurrency = 20, lockMs = 30_000 } = this.#options;
    const connection = waitingCopy(redis);
    const subscriber = waitingCopy(redis);
    this.#connections = [connection, subscriber];
    for (const one of this.#connections) one.on('error', (error) => log.warn({ error }, 'A worker cannot reach Redis'));
    subscriber.on('message', (_channel, id) => this.#runs.get(id)?.interrupt('stopped'));
    await subscriber.subscribe(this.#store.channels.stop);
    this.#stopCheck = setInterval(() => void this.#checkStops(), STOP_CHECK_MS).unref();
    this.#worker = new LeavingWorker(QUEUE_NAME, async ({ data }) => await this.#process(data), {
      connection,
      prefix: queuePrefix(prefix),
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      // However often a process dies under it: an operation is never dropped, it goes on from its last checkpoint.
      maxStalledCount: 1_000_000_000,
      // Its own 15 seconds would be how long work lies after Redis was away, and how long stopping then takes.
      runRetryDelay: RETRY_MS,
      settings: { backoffStrategy: (attemptsMade, _type, error) => pauseBefore(attemptsMade, error) },
    });
    this.#worker.on('error', (error) => log.warn({ error }, 'A worker of operations has trouble'));
    await this.#worker.waitUntilReady();
  }

  /** Takes no more, hands back what runs for another worker to go on with, and resolves when it is let go. */
  async stop(): Promise<void> {
    const { graceMs = 2_000 } = this.#options;
    clearInterval(this.#stopCheck);
    const closed = this.#worker?.close();
    for (const run of this.#runs.values()) run.interrupt('shutdown');
    // A connection that was just lost never tells its end, and everything of a run is on record: nothing is worth waiting longer.
    await Promise.race([closed, pause(graceMs + CLOSE_MS, undefined, { ref: false })]);
    // Otherwise it would go on renewing them for ever.
    await this.#worker?.leaveLocks();
    for (const connection of this.#connections) connection.disconnect();
  }

  async #process({ id, again = false }: OperationJob): Promise<void> {
    const { registry, onOutcome, log } = this.#options;
    const { failPoint = () => undefined, now = Date.now, progressMs = 200, graceMs = 2_000 } = this.#options;
    const { cleanup = { attempts: 6, backoffMs: 1_000, timeoutMs: 5 * 60_000 } } = this.#options;
    const record = await this.#store.claim(id);
    if (!record) {
      log.warn({ operation: id }, 'There is a job for an operation that is not on record');
      return;
    }
    const shared = { store: this.#store, registry, onOutcome, failPoint, log, now, progressMs, graceMs, cleanup };
    const run = new OperationRun(shared, record);
    this.#runs.set(id, run);
    if (this.#worker?.closing !== undefined) run.interrupt('shutdown');
    try {
      await run.process(again);
    } finally {
      if (this.#runs.get(id) === run) this.#runs.delete(id);
    }
  }

  async #checkStops(): Promise<void> {
    for (const [id, run] of this.#runs) {
      const stopped = await this.#store.isStopped(id).catch(() => false);
      if (stopped) run.interrupt('stopped');
    }
  }
}
