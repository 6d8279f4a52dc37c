import type { Turn } from '#src/protocol/index.ts';

/** The turns a client has, without holes: applied in the order of their revisions, each one once. */
export class Transcript {
  turns: readonly Turn[] = [];
  /** The server holds turns before the first one here. */
  older = false;
  readonly #seen = new Set<string>();
  readonly #ahead = new Map<number, Turn>();
  #loaded = false;

  /** The newest revision here; 0 while there is nothing. */
  get last(): number {
    return this.turns.at(-1)?.revision ?? 0;
  }

  get first(): number {
    return this.turns[0]?.revision ?? 0;
  }

  /** The id of the prompt that is open, or null. */
  get open(): string | null {
    return this.turns.at(-1)?.open ?? null;
  }

  /** A turn came by itself. `gap` says that others before it are missing and have to be fetched. */
  add(turn: Turn): { added: Turn[]; gap: boolean } {
    if (this.#loaded && turn.revision <= this.last) return { added: [], gap: false };
    this.#ahead.set(turn.revision, turn);
    if (!this.#loaded) return { added: [], gap: false };
    return { added: this.#drain(), gap: this.#ahead.size > 0 };
  }

  /** What the server answered to `open`: everything behind the last revision here, or its newest page. */
  load(turns: readonly Turn[], older: boolean): Turn[] {
    const first = turns[0];
    const adjoins = this.#loaded && first !== undefined && first.revision <= this.last + 1;
    if (first !== undefined && !adjoins) {
      // The server no longer has what lies between: begin again from its page.
      this.turns = [];
      this.#seen.clear();
    }
    if (!adjoins && (first !== undefined || !this.#loaded)) this.older = older;
    this.#loaded = true;
    const added = turns.filter((turn) => turn.revision > this.last).map((turn) => this.#append(turn));
    return [...added, ...this.#drain()];
  }

  /** A page of older turns. */
  prepend(turns: readonly Turn[], older: boolean): void {
    const page = turns.filter((turn) => turn.revision < this.first).map((turn) => this.#unseen(turn));
    this.turns = [...page, ...this.turns];
    this.older = older && page.length > 0;
  }

  #drain(): Turn[] {
    const added: Turn[] = [];
    for (const revision of this.#ahead.keys()) if (revision <= this.last) this.#ahead.delete(revision);
    for (let next = this.#ahead.get(this.last + 1); next; next = this.#ahead.get(this.last + 1)) {
      this.#ahead.delete(next.revision);
      added.push(this.#append(next));
    }
    return added;
  }

  #append(turn: Turn): Turn {
    const fresh = this.#unseen(turn);
    this.turns = [...this.turns, fresh];
    return fresh;
  }

  #unseen(turn: Turn): Turn {
    const entries = turn.entries.filter((entry) => !this.#seen.has(entry.id));
    for (const entry of entries) this.#seen.add(entry.id);
    return { ...turn, entries };
  }
}
