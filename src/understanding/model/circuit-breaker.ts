/** Stops asking somebody who does not answer: after so many failures in a row, for a while; then one try decides. */
export class CircuitBreaker {
  readonly #most: number;
  readonly #pauseMs: number;
  readonly #now: () => number;
  #failures = 0;
  #closedUntil = 0;

  constructor({ failures, pauseMs, now }: { failures: number; pauseMs: number; now: () => number }) {
    this.#most = failures;
    this.#pauseMs = pauseMs;
    this.#now = now;
  }

  /** Whether a try makes sense now. */
  get isOpen(): boolean {
    return this.#now() >= this.#closedUntil;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures >= this.#most) this.#closedUntil = this.#now() + this.#pauseMs;
  }
}
