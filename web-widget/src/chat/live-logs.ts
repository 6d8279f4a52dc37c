import type { LogEnd, LogLines, Show, Turn } from '#src/protocol/index.ts';

import { cleanText } from './clean.ts';
import { type Connection, NoAnswer } from './connection.ts';
import { LiveLog } from './live-log.ts';

/** The live logs of one conversation, by what the transcript calls them. */
export class LiveLogs {
  readonly #logs = new Map<string, LiveLog>();
  readonly #connection: Connection;
  readonly #conversation: () => string | null;
  readonly #changed: () => void;
  readonly #came: (title: string, count: number, end: LogEnd | null) => void;
  readonly #titles = new Map<string, string>();

  constructor(options: {
    connection: Connection;
    conversation(): string | null;
    changed(): void;
    /** Lines have come, or the end. */
    came(title: string, count: number, end: LogEnd | null): void;
  }) {
    this.#connection = options.connection;
    this.#conversation = options.conversation;
    this.#changed = options.changed;
    this.#came = options.came;
  }

  get(id: string): LiveLog | undefined {
    return this.#logs.get(id);
  }

  /** Follows what was shown just now; older ones wait to be asked for. */
  arrived(turns: readonly Turn[], newest: number): void {
    for (const { entries, revision } of turns) {
      if (revision !== newest) continue;
      for (const entry of entries) if (entry.type === 'show' && entry.show.as === 'log') void this.follow(entry.show);
    }
  }

  /** Follows a log from now on, or again. */
  async follow({ live, lines, title = '' }: Extract<Show, { as: 'log' }>): Promise<void> {
    const conversation = this.#conversation();
    if (live === undefined || conversation === null) return;
    const log = this.#logs.get(live) ?? new LiveLog(lines);
    this.#logs.set(live, log);
    this.#titles.set(live, title);
    log.state = 'asking';
    this.#changed();
    try {
      const answer = await this.#connection.request('watch', { conversation, log: live });
      if (answer.ok) log.begin(answer);
      else log.stop({ why: 'failed', message: cleanText(answer.error.message) });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      log.stop(null);
    }
    this.#changed();
  }

  /** The line was lost and is back: what was followed is followed again. */
  resume(): void {
    for (const [live, log] of this.#logs) {
      if (log.state !== 'off') void this.follow({ as: 'log', live, lines: [], title: this.#titles.get(live) ?? '' });
    }
  }

  take(id: string, event: LogLines | { ended: LogEnd }): void {
    const log = this.#logs.get(id);
    if (!log) return;
    const title = this.#titles.get(id) ?? '';
    if ('ended' in event) {
      const { why, message } = event.ended;
      log.stop({ why, ...(message !== undefined && { message: cleanText(message) }) });
      this.#came(title, 0, log.end);
    } else {
      this.#came(title, log.add(event), null);
    }
    this.#changed();
  }

  clear(): void {
    this.#logs.clear();
  }
}
