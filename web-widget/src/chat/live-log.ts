import type { LogEnd, LogLines, Watching } from '#src/protocol/index.ts';

import { cleanText } from './clean.ts';

/** Lines that are kept here; older ones go. */
const MOST = 1_000;

/** A log that lines come to while somebody looks. */
export class LiveLog {
  /** `held`: lines come, and the picture stands still. */
  state: 'asking' | 'on' | 'held' | 'off' = 'asking';
  lines: readonly string[];
  /** Lines that are not here: too many, or too fast for this line. */
  missing = 0;
  /** Lines that came while the picture stood still. */
  unseen = 0;
  end: LogEnd | null = null;
  /** What the picture shows while it is held. */
  #held: readonly string[] | null = null;
  #first: readonly string[];
  #feed = '';
  #next = 0;

  /** `lines` stand in the transcript. */
  constructor(lines: readonly string[]) {
    this.#first = lines;
    this.lines = lines;
  }

  /** What is drawn. */
  get shown(): readonly string[] {
    return this.#held ?? this.lines;
  }

  begin(watching: Watching): void {
    if (watching.feed !== this.#feed && watching.replays) {
      this.lines = this.#first;
      this.missing = 0;
    }
    this.state = this.#held ? 'held' : 'on';
    this.end = null;
    this.add(watching);
  }

  /** Takes what is new of these lines; how many that is. */
  add({ feed, from, lines }: LogLines): number {
    const known = feed === this.#feed;
    if (known && from > this.#next) this.missing += from - this.#next;
    const fresh = lines.slice(known ? Math.max(0, this.#next - from) : 0).map(cleanText);
    this.#feed = feed;
    this.#next = Math.max(known ? this.#next : 0, from + lines.length);
    const all = [...this.lines, ...fresh];
    this.missing += Math.max(0, all.length - MOST);
    this.lines = all.slice(-MOST);
    if (this.#held) this.unseen += fresh.length;
    return fresh.length;
  }

  hold(): void {
    this.#held = this.lines;
    this.unseen = 0;
    this.state = 'held';
  }

  release(): void {
    this.#held = null;
    this.unseen = 0;
    if (this.state === 'held') this.state = 'on';
  }

  stop(end: LogEnd | null): void {
    this.release();
    this.end = end;
    this.state = 'off';
  }
}
