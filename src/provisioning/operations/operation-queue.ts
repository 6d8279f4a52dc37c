import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** What a job carries: which operation. Everything else is in the operation's record. */
export interface OperationJob {
  id: string;
  /** The operation is finished, and somebody asked for its outcome once more. */
  again?: boolean;
}

export const QUEUE_NAME = 'operations';

/** All keys of the queue share this hash tag. */
export function queuePrefix(prefix: string): string {
  return `${prefix}{operations}`;
}

export function operationQueue(redis: Redis, prefix: string): Queue<OperationJob> {
  return new Queue<OperationJob>(QUEUE_NAME, {
    connection: redis,
    prefix: queuePrefix(prefix),
    defaultJobOptions: {
      // A job ends when its operation ends. How often an action is tried is the operation's own count; a job that throws
      // is work that is not finished yet.
      attempts: 1_000_000_000,
      backoff: { type: 'later' },
      stackTraceLimit: 1,
      // As long as the job is kept, adding it again is adding nothing: far longer than any outbox redelivers.
      removeOnComplete: { age: 7 * 24 * 3_600 },
    },
  });
}

/** A job id for an operation: BullMQ refuses colons and bare integers. */
export function jobId(operation: string): string {
  return `op-${Buffer.from(operation).toString('base64url')}`;
}

/** Thrown by a job that is to go on later: after this pause, in whatever worker is free. */
export class Later extends Error {
  readonly delayMs: number;

  constructor(why: string, delayMs: number) {
    super(why);
    this.name = 'Later';
    this.delayMs = delayMs;
  }
}

/** The pause before a job is run again. Anything but `Later` is trouble with Redis or a bug: calmly, again and again. */
export function pauseBefore(attemptsMade: number, error: Error | undefined): number {
  return error instanceof Later ? error.delayMs : doubling(500, attemptsMade, 60_000);
}

/** `firstMs`, doubled with each try after the first, up to a most. */
export function doubling(firstMs: number, tries: number, mostMs: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(30, Math.max(0, tries - 1)));
}

/** A copy of a connection whose commands wait through an outage, however long: for what blocks or listens. */
export function waitingCopy(redis: Redis): Redis {
  const copy = redis.duplicate({ maxRetriesPerRequest: null, autoResendUnfulfilledCommands: true });
  delete copy.options.commandTimeout;
  return copy;
}
