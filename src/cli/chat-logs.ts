import type { Ack, Entry, LogEnd, LogLines, ServerEvents, Watching, WatchRequest } from '#src/protocol/index.ts';
import { colors } from './colors.ts';

/** Lines that are printed of one batch: a terminal keeps no more in sight anyway. */
const MOST_LINES = 100;

type LogEvent = Parameters<ServerEvents['log']>[0];

interface Followed {
  title: string;
  feed: string;
  next: number;
  held: boolean;
  /** Lines that came while it was held. */
  unseen: number;
}

/** Live logs in the terminal: their lines are printed as they come, `/pause` and `/follow` hold them and let them go on. */
export class ChatLogs {
  readonly #watch: (request: WatchRequest) => Promise<Ack<Watching>>;
  readonly #print: (text: string) => void;
  readonly #logs = new Map<string, Followed>();

  constructor(options: { watch(request: WatchRequest): Promise<Ack<Watching>>; print(text: string): void }) {
    this.#watch = options.watch;
    this.#print = options.print;
  }

  /** Whether lines come at the moment. */
  get following(): boolean {
    return this.#logs.size > 0;
  }

  /** Follows the logs that were shown just now. */
  async shown(conversation: string, entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.type !== 'show' || entry.show.as !== 'log' || entry.show.live === undefined) continue;
      const { live, title = '' } = entry.show;
      this.#logs.set(live, { title, feed: '', next: 0, held: false, unseen: 0 });
      await this.#follow(conversation, live);
      if (this.#logs.has(live)) this.#print(colors.dim('  (live: /pause holds it, /follow goes on)'));
    }
  }

  /** After a reconnection. */
  async resume(conversation: string): Promise<void> {
    for (const live of this.#logs.keys()) await this.#follow(conversation, live);
  }

  take(event: LogEvent): void {
    const log = this.#logs.get(event.log);
    if (!log) return;
    if ('ended' in event) {
      this.#logs.delete(event.log);
      this.#print(
        colors.dim(`  (${log.title === '' ? '' : `${log.title}: `}${endings[event.ended.why](event.ended)})`),
      );
    } else {
      this.#add(log, event);
    }
  }

  /** `/pause` and `/follow`; false where the words mean something else. */
  command(text: string): boolean {
    const held = text === '/pause';
    if (!this.following || (!held && text !== '/follow')) return false;
    for (const log of this.#logs.values()) {
      if (!held && log.unseen > 0) this.#print(colors.dim(`  (${log.unseen} lines came meanwhile)`));
      Object.assign(log, { held, unseen: 0 });
    }
    this.#print(colors.dim(held ? '  (paused)' : '  (live)'));
    return true;
  }

  async #follow(conversation: string, live: string): Promise<void> {
    const answer = await this.#watch({ conversation, log: live }).catch(() => null);
    const log = this.#logs.get(live);
    if (!log || answer === null) return;
    if (answer.ok) {
      this.#add(log, answer);
    } else {
      this.#logs.delete(live);
      this.#print(colors.dim(`  (${answer.error.message})`));
    }
  }

  #add(log: Followed, { feed, from, lines }: LogLines): void {
    const known = feed === log.feed;
    const fresh = lines.slice(known ? Math.max(0, log.next - from) : 0);
    const missing = (known ? Math.max(0, from - log.next) : 0) + Math.max(0, fresh.length - MOST_LINES);
    log.feed = feed;
    log.next = from + lines.length;
    if (log.held) {
      log.unseen += fresh.length + missing;
      return;
    }
    if (missing > 0) this.#print(colors.dim(`  (${missing} lines left out)`));
    if (fresh.length > 0)
      this.#print(
        fresh
          .slice(-MOST_LINES)
          .map((line) => colors.dim(`  ${line}`))
          .join('\n'),
      );
  }
}

const endings: { readonly [why in LogEnd['why']]: (end: LogEnd) => string } = {
  over: () => 'no more lines',
  long: () => 'not followed any longer after half an hour',
  left: () => 'not followed any more',
  failed: ({ message = 'broken off' }) => message,
};
