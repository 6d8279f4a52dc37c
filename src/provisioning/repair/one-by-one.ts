/**
 * Work that is the same for everybody who asks, one at a time for each key: whoever asks while it is under way waits for the
 * next one, together with all others who do. So nobody is given what was so before they asked, however many ask.
 */
export class OneByOne<T> {
  readonly #turns = new Map<string, { now: Promise<T>; next?: Promise<T> }>();

  /** Only the waiting ends with the signal: others may wait for the same work. */
  async do(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const turn = this.#turns.get(key);
    const mine = turn ? this.#next(key, turn, work) : this.#begin(key, work);
    const ended = Promise.withResolvers<never>();
    const end = () => ended.reject(signal.reason);
    signal.addEventListener('abort', end);
    try {
      return await Promise.race([mine, ended.promise]);
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  #next(key: string, turn: { now: Promise<T>; next?: Promise<T> }, work: () => Promise<T>): Promise<T> {
    const begin = () => this.#begin(key, work);
    turn.next ??= turn.now.then(begin, begin);
    return turn.next;
  }

  #begin(key: string, work: () => Promise<T>): Promise<T> {
    const turn: { now: Promise<T>; next?: Promise<T> } = { now: work() };
    this.#turns.set(key, turn);
    const leave = () => {
      if (turn.next === undefined && this.#turns.get(key) === turn) this.#turns.delete(key);
    };
    turn.now.then(leave, leave);
    return turn.now;
  }
}
