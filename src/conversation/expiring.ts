/** A map whose entries fall out when they were not touched for a while. Swept as it is used: no timer keeps a process up. */
export class Expiring<V> {
  readonly #keepMs: number;
  readonly #now: () => number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();
  #turned: number;

  constructor(keepMs: number, now: () => number) {
    this.#keepMs = keepMs;
    this.#now = now;
    this.#turned = now();
  }

  get(key: string): V | undefined {
    this.#age();
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: V): void {
    this.#age();
    this.#young.set(key, value);
    if (this.#old.size > 0) this.#old.delete(key);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** Two generations: what was not touched for one whole period is dropped at once, without a list of times. */
  #age(): void {
    const now = this.#now();
    if (now - this.#turned < this.#keepMs) return;
    this.#old = now - this.#turned < 2 * this.#keepMs ? this.#young : new Map<string, V>();
    this.#young = new Map();
    this.#turned = now;
  }
}
