import type { JsonObject } from '#src/protocol/index.ts';
import { ActionFailure } from '#src/provisioning/action.ts';
import type { ApplyContext, EngineStage } from '#src/provisioning/engine.ts';

/** The process dies: no engine expects this error, so nothing may clean up behind it. */
export class Crash extends Error {}

interface ContextOptions {
  signal?: AbortSignal;
  /** Results of checkpoints, as the operations keep them over a crash. */
  kept?: Map<string, JsonObject>;
  /** Dies before the stage's work, after it, or after its result was kept. */
  crashAt?: { stage: EngineStage; moment: 'before' | 'after' | 'kept' };
  onProgress?(stage: EngineStage): unknown;
}

/** What an apply or destroy is given, remembering what it told. */
export function context(
  effectId: string,
  { signal, kept = new Map(), crashAt, onProgress }: ContextOptions = {},
): ApplyContext & { told: { stage: EngineStage; percent?: number; text?: string }[] } {
  const told: { stage: EngineStage; percent?: number; text?: string }[] = [];
  const crash = (name: string, moment: string) => {
    if (crashAt?.stage === name && crashAt.moment === moment) throw new Crash(`${name} ${moment}`);
  };
  return {
    effectId,
    signal: signal ?? new AbortController().signal,
    told,
    log: () => {},
    progress(stage, percent, text) {
      told.push({ stage, ...(percent === undefined ? {} : { percent }), ...(text === undefined ? {} : { text }) });
      onProgress?.(stage);
    },
    async checkpoint<T extends JsonObject>(name: string, work: () => Promise<T>): Promise<T> {
      const before = kept.get(name);
      if (before) return before as T;
      crash(name, 'before');
      const result = await work();
      crash(name, 'after');
      kept.set(name, result);
      crash(name, 'kept');
      return result;
    },
  };
}

/** The failure a promise must end in. */
export async function failureOf(promise: Promise<unknown>): Promise<ActionFailure> {
  const error = await rejection(promise);
  if (!(error instanceof ActionFailure)) throw error;
  return error;
}

/** What a promise that must fail is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it should have been refused');
}

/** The code of a failure, where it is one. */
export const codeOf = (error: unknown): string | undefined => (error instanceof ActionFailure ? error.code : undefined);
