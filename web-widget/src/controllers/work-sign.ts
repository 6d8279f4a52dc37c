import type { ReactiveController } from 'lit';

import type { Host } from './host.ts';

/** A quick answer needs no sign that it is being worked on. */
const PATIENCE = 600;

/** What is going on behind the transcript. */
export interface Work {
  /** An operation runs: its time is counted on the screen. */
  running: boolean;
  /** The person waits for an answer. */
  waiting: boolean;
}

/** Counts the seconds of what runs, and shows three dots when an answer takes a while. */
export class WorkSign implements ReactiveController {
  /** The three dots are due. */
  shown = false;
  readonly #host: Host;
  readonly #work: () => Work;
  #clock: ReturnType<typeof setInterval> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, work: () => Work) {
    this.#host = host;
    this.#work = work;
    host.addController(this);
  }

  hostUpdated(): void {
    const { running, waiting } = this.#work();
    if (!running) this.#stopClock();
    else this.#clock ??= setInterval(() => this.#host.requestUpdate(), 1_000);
    if (!waiting) {
      clearTimeout(this.#patience);
      this.#patience = undefined;
      this.#show(false);
    } else if (!this.shown) {
      this.#patience ??= setTimeout(() => this.#show(true), PATIENCE);
    }
  }

  hostDisconnected(): void {
    this.#stopClock();
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #stopClock(): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  #show(shown: boolean): void {
    if (this.shown === shown) return;
    this.shown = shown;
    this.#host.requestUpdate();
  }
}
