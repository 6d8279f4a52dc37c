import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

import type { OperationRequest, Operations } from '#src/conversation/ports.ts';
import type { OperationView } from '#src/protocol/index.ts';

import type { Log } from '../log.ts';
import type { RunningOperations } from '../services.ts';
import { jobId, type OperationJob, operationQueue, waitingCopy } from './operation-queue.ts';
import { type OperationProgress, OperationStore, viewOf } from './operation-store.ts';
import { firstView } from './operation-view.ts';

export interface OperationServiceOptions {
  redis: Redis;
  prefix: string;
  /** What a person will watch. */
  stagesOf(action: string): readonly { id: string; title: string }[];
  /** Said beside it wherever it happens: "simulated". */
  badgeFor(work: OperationRequest['work'][number], caller: OperationRequest['caller']): Promise<string | undefined>;
  log: Log;
  now?: () => number;
}

/** Starts, stops and follows durable operations, in any process. The workers do the work. */
export class OperationService implements Operations, RunningOperations {
  readonly #options: OperationServiceOptions;
  readonly #store: OperationStore;
  readonly #queue: Queue<OperationJob>;
  readonly #listeners = new Set<(progress: OperationProgress) => void>();
  #subscriber: Redis | undefined;

  constructor(options: OperationServiceOptions) {
    this.#options = options;
    this.#store = new OperationStore(options.redis, options.prefix);
    this.#queue = operationQueue(options.redis, options.prefix);
    this.#queue.on('error', (error) => options.log.warn({ error }, 'The queue of operations cannot reach Redis'));
  }

  /** Starting it twice is starting it once; starting one that is finished tells its outcome once more, and does nothing. */
  async start(request: OperationRequest): Promise<void> {
    const { stagesOf, badgeFor, now = Date.now } = this.#options;
    const [first] = request.work;
    const badge = first && (await badgeFor(first, request.caller));
    const phase = await this.#store.create(request, firstView(request, stagesOf, badge), now());
    const { id } = request;
    if (phase === 'finished') {
      await this.#queue.add('tell', { id, again: true }, { jobId: `${jobId(id)}-again`, removeOnComplete: true });
    } else {
      await this.#queue.add('run', { id }, { jobId: jobId(id) });
    }
  }

  async stop(id: string): Promise<void> {
    if (!(await this.#store.stop(id))) return;
    // One that waits for its next try need not wait to be stopped.
    const job = await this.#queue.getJob(jobId(id));
    if (job && (await job.isDelayed())) await job.promote().catch(() => undefined);
  }

  async view(id: string): Promise<OperationView | null> {
    return await this.#store.view(id);
  }

  async running(owner: string, page: { offset: number; count: number }): Promise<OperationView[]> {
    return await this.#store.running(owner, page);
  }

  /** Hears of every change of every operation, whichever process it runs in. Gives the way to stop listening. */
  async subscribe(listener: (progress: OperationProgress) => void): Promise<() => void> {
    this.#listeners.add(listener);
    if (!this.#subscriber) {
      const { redis, log } = this.#options;
      const subscriber = waitingCopy(redis);
      this.#subscriber = subscriber;
      subscriber.on('error', (error) => log.warn({ error }, 'Progress of operations cannot be heard'));
      subscriber.on('message', (_channel, message) => this.#hear(message));
      await subscriber.subscribe(this.#store.channels.progress);
    }
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#subscriber?.disconnect();
    await this.#queue.close();
  }

  #hear(message: string): void {
    const { view, sequence, stopped, ...rest } = JSON.parse(message) as OperationProgress & {
      sequence: number;
      stopped: boolean;
    };
    const progress = { ...rest, view: viewOf(view, sequence, stopped) };
    for (const listener of this.#listeners) listener(progress);
  }
}
