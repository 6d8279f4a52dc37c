import { setImmediate } from 'node:timers/promises';

/** How long computing goes on before others have their turn, in milliseconds. */
const SLICE_MS = 5;

/** Lets others have their turn while something long is computed. */
export class Slices {
  #begun = performance.now();

  /** Waits for others, if it is time. */
  async rest(): Promise<void> {
    if (performance.now() - this.#begun < SLICE_MS) return;
    await setImmediate();
    this.#begun = performance.now();
  }

  /** Runs a computation to its end, with rests in between. */
  async run<T>(work: Generator<undefined, T>): Promise<T> {
    for (;;) {
      const { done, value } = work.next();
      await this.rest();
      if (done) return value;
    }
  }
}
