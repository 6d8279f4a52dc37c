import type { z } from 'zod';

import type { Failure } from '#src/chatflow/index.ts';
import type { Caller } from '#src/conversation/ports.ts';
import type { JsonObject } from '#src/protocol/index.ts';

/** The world said no: thrown by actions and engines, becomes the outcome of the operation. */
export class ActionFailure extends Error implements Failure {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ActionFailure';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** What an action is given besides its input. */
export interface ActionContext<Services> {
  /** Who asked: rights were checked against the action's permission before it started. */
  caller: Caller;
  services: Services;
  /** Aborted when the operation is stopped or times out. */
  signal: AbortSignal;
  locale: string;
}

/** What a lasting action is given on top: everything it does carries the effect id, and looks for it first. */
export interface LastingContext<Services> extends ActionContext<Services> {
  /** Unique to this operation, stable over restarts: label what you create with it. */
  effectId: string;
  /** Run `work` once: its result is kept and returned when the operation is run again after a crash. */
  checkpoint<T extends JsonObject>(name: string, work: () => Promise<T>): Promise<T>;
  /** `stage` is one of the action's stages. */
  progress(stage: string, percent?: number, text?: string): void;
  log(line: string): void;
}

interface ActionBase<I extends z.ZodType, O extends z.ZodType> {
  /** `<noun>.<verb>`, for example `vdc.deploy`. */
  name: string;
  /** What it does, in one line, for authors. */
  title: string;
  /** The right the caller needs. */
  permission: string;
  input: I;
  output: O;
  /** A believable output without any effect, for `flow play` and tests. */
  simulate(input: z.infer<I>): z.input<O>;
}

export interface ReadAction<Services, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends ActionBase<I, O> {
  kind: 'read';
  run(context: ActionContext<Services>, input: z.infer<I>): Promise<z.input<O>>;
}

export interface LastingAction<Services, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends ActionBase<I, O> {
  kind: 'lasting';
  /** It happens between people: real, whatever the engine is, and without its badge. */
  betweenPeople?: true;
  /** The badge of where it happens, where that may be another engine than the main one. */
  badge?(context: Pick<ActionContext<Services>, 'services' | 'caller'>, input: z.infer<I>): Promise<string | undefined>;
  /** What the person watches. */
  stages: readonly { id: string; title: string }[];
  run(context: LastingContext<Services>, input: z.infer<I>): Promise<z.input<O>>;
  /** Takes back whatever `run` may have done under this effect id, also half of it. Registered before `run` starts. */
  compensate?(context: LastingContext<Services>, input: z.infer<I>): Promise<void>;
}

export type Action<Services> = ReadAction<Services> | LastingAction<Services>;
