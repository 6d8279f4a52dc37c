import { randomBytes } from 'node:crypto';

import type { LogWatcher } from '#src/conversation/live-log.ts';
import { maskSecrets } from '#src/conversation/mask-secrets.ts';
import type { LogEnd, LogLines } from '#src/protocol/index.ts';

/** Lines that are kept for those who come to look later. */
const TAIL = 500;
/** Lines are told in batches: so often, and at most so many. */
const BATCH_MS = 200;
const BATCH_LINES = 200;
const LINE_CHARACTERS = 2_000;
/** A log that somebody forgot to close. */
const LONGEST_MS = 30 * 60_000;

/** One log that is followed on behalf of everybody who looks at it: it begins with the first and ends with the last. */
export class LogFeed {
  readonly #watchers = new Set<LogWatcher>();
  readonly #stopping = new AbortController();
  readonly #over: () => void;
  readonly #longest: NodeJS.Timeout;
  readonly #id = randomBytes(6).toString('base64url');
  /** Lines that have come, those that wait for their batch included. */
  #count = 0;
  #tail: string[] = [];
  #batch: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #ended: LogEnd | undefined;

  constructor(
    follow: (signal: AbortSignal) => AsyncIterable<string | readonly string[]>,
    { over, longestMs = LONGEST_MS }: { over(): void; longestMs?: number },
  ) {
    this.#over = over;
    this.#longest = setTimeout(() => this.#end({ why: 'long' }), longestMs).unref();
    // Whoever made this joins first.
    setImmediate(() => void this.#follow(follow));
  }

  join(watcher: LogWatcher): LogLines & { stop(): void } {
    this.#watchers.add(watcher);
    if (this.#ended) queueMicrotask(() => watcher.ended(this.#ended ?? { why: 'over' }));
    // What waits for its batch comes with it.
    const lines = this.#tail.slice(0, Math.max(0, this.#tail.length - this.#batch.length));
    return {
      feed: this.#id,
      from: this.#count - this.#batch.length - lines.length,
      lines,
      stop: () => {
        if (this.#watchers.delete(watcher) && this.#watchers.size === 0) this.stop();
      },
    };
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#close();
  }

  async #follow(follow: (signal: AbortSignal) => AsyncIterable<string | readonly string[]>): Promise<void> {
    const { signal } = this.#stopping;
    try {
      for await (const some of follow(signal)) {
        if (signal.aborted) return;
        this.#take(typeof some === 'string' ? [some] : some);
      }
      this.#end({ why: 'over' });
    } catch (error) {
      if (signal.aborted) return;
      this.#end({ why: 'failed', message: error instanceof Error ? error.message : 'The log broke off.' });
    }
  }

  #take(lines: readonly string[]): void {
    const clean = lines.map(readable);
    this.#tail = [...this.#tail, ...clean].slice(-TAIL);
    this.#count += clean.length;
    // Lines that nobody could read so fast are left out: the numbers tell.
    this.#batch = [...this.#batch, ...clean].slice(-BATCH_LINES);
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#batch;
    if (lines.length === 0) return;
    this.#batch = [];
    const told = { feed: this.#id, from: this.#count - lines.length, lines };
    for (const watcher of this.#watchers) watcher.lines(told);
  }

  #end(end: LogEnd): void {
    if (this.#ended) return;
    this.#flush();
    this.#ended = end;
    for (const watcher of this.#watchers) watcher.ended(end);
    this.#close();
  }

  #close(): void {
    clearTimeout(this.#longest);
    clearTimeout(this.#timer);
    this.#stopping.abort();
    this.#over();
  }
}

/** A line as people may see it: no secrets, nothing that moves the cursor, not endless. */
export function readable(line: string): string {
  // Escape sequences of terminals, then every other control character but the tabulator.
  const plain = line.replace(/\p{Cc}\[[0-9;?]*[ -/]*[@-~]/gu, '').replace(/[^\P{Cc}\t]/gu, '');
  const masked = maskSecrets(plain.slice(0, LINE_CHARACTERS * 2));
  return masked.length > LINE_CHARACTERS ? `${masked.slice(0, LINE_CHARACTERS)}…` : masked;
}
