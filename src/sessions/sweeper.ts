import { setTimeout as pause } from 'node:timers/promises';

import type { DurableTimer, OutboxEffect, SessionStore } from '#src/conversation/index.ts';

const LONGEST_PAUSE_MS = 30_000;
const FIRST_REPEAT_MS = 5_000;
const LONGEST_REPEAT_MS = 5 * 60_000;

export interface SweeperOptions {
  store: SessionStore;
  /** A timer is due. When this resolves the timer is cleared; when it rejects, it fires again later. */
  onTimer(timer: DurableTimer): Promise<void>;
  /** An effect that nobody settled: perform it again under its id, and settle it. */
  onEffect(entry: string, effect: OutboxEffect): void | Promise<void>;
  onError(error: unknown): void;
  now?: () => number;
  timerEveryMs?: number;
  effectEveryMs?: number;
  /** Effects younger than this are still being performed by the turn that made them. */
  effectAgeMs?: number;
  /** How many timers fire, and effects are handed out, in one round. */
  batch?: number;
}

/**
 * Fires due timers and hands out what crashed processes left undone. Every process may run one: timers and effects are
 * taken once by their ids. One round at a time; what fails is tried again ever more seldom and never blocks the rest.
 */
export class Sweeper {
  readonly #options: Required<SweeperOptions>;
  readonly #loops: Promise<void>[] = [];
  readonly #stopping = new AbortController();
  readonly #timers: Repeats;
  readonly #effects: Repeats;

  constructor(options: SweeperOptions) {
    const now = options.now ?? Date.now;
    this.#options = { timerEveryMs: 1_000, effectEveryMs: 5_000, effectAgeMs: 5_000, batch: 100, ...options, now };
    this.#timers = new Repeats(now);
    this.#effects = new Repeats(now);
  }

  start(): void {
    if (this.#loops.length > 0) return;
    const { timerEveryMs, effectEveryMs } = this.#options;
    this.#loops.push(
      this.#loop(timerEveryMs, () => this.#fireTimers()),
      this.#loop(effectEveryMs, () => this.#handOut()),
    );
  }

  /** Resolves when the rounds that were running are over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  /** Runs rounds until stopped; a round that did a full batch is followed by the next one at once. */
  async #loop(everyMs: number, round: () => Promise<boolean>): Promise<void> {
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      let more = false;
      try {
        more = await round();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#options.onError(error);
      }
      const slower = Math.min(everyMs * 2 ** Math.min(failures, 10), Math.max(everyMs, LONGEST_PAUSE_MS));
      const wait = more ? 0 : slower * (failures > 0 ? 0.75 + Math.random() / 2 : 1);
      await pause(wait, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  async #fireTimers(): Promise<boolean> {
    const { store, now, batch, onTimer, onError } = this.#options;
    // More than the batch: timers that keep failing must not hide the others.
    const due = await store.dueTimers(now(), batch * 5);
    const fresh = this.#timers.take(due, timerKey, batch);
    await Promise.all(
      fresh.map(async (timer) => {
        try {
          await onTimer(timer);
          await store.clearTimer(timer);
          this.#timers.forget(timerKey(timer));
        } catch (error) {
          onError(error);
        }
      }),
    );
    return fresh.length === batch;
  }

  async #handOut(): Promise<boolean> {
    const { store, batch, effectAgeMs, onEffect, onError } = this.#options;
    const found = await store.unsettled(effectAgeMs, batch * 5);
    const fresh = this.#effects.take(found, ({ entry, effect }) => `${effect.conversation} ${entry}`, batch);
    for (const { entry, effect } of fresh) {
      try {
        const done = onEffect(entry, effect);
        if (done instanceof Promise) done.catch(onError);
      } catch (error) {
        onError(error);
      }
    }
    return fresh.length === batch;
  }
}

/** What was handed out already, and when it may be handed out again: after 5 s, 10 s, 20 s … 5 minutes. */
class Repeats {
  readonly #now: () => number;
  #next = new Map<string, { at: number; pauseMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** At most `count` of the items whose time has come; items that are gone are forgotten. */
  take<T>(items: readonly T[], keyOf: (item: T) => string, count: number): T[] {
    const now = this.#now();
    const next = new Map<string, { at: number; pauseMs: number }>();
    const taken: T[] = [];
    for (const item of items) {
      const key = keyOf(item);
      const known = this.#next.get(key);
      if ((known && known.at > now) || taken.length === count) {
        if (known) next.set(key, known);
        continue;
      }
      const pauseMs = known ? Math.min(known.pauseMs * 2, LONGEST_REPEAT_MS) : FIRST_REPEAT_MS;
      next.set(key, { at: now + pauseMs, pauseMs });
      taken.push(item);
    }
    this.#next = next;
    return taken;
  }

  forget(key: string): void {
    this.#next.delete(key);
  }
}

function timerKey({ conversation, id, at }: DurableTimer): string {
  return `${conversation.length}:${conversation}${id} ${at}`;
}
