import { createHash, randomBytes } from 'node:crypto';

import type { Redis } from 'ioredis';

import type { LiveLogs as LiveLogsPort, LogDesk, LogSource, LogWatcher } from '#src/conversation/live-log.ts';
import type { JsonObject, Watching } from '#src/protocol/index.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

import { LogFeed, readable } from './log-feed.ts';

const KEEP_SECONDS = 24 * 60 * 60;
/** What is kept of what is written, for those who look later: so many pieces of so many lines. */
const ENTRIES = 500;
const ENTRY_LINES = 100;
/** The kind of the logs that are written to; the others are followed. */
const WRITTEN = 'written';

interface Note {
  owner: string;
  kind: string;
  subject: JsonObject;
}

type Message = { lines: string[] } | { end: true };

/**
 * Live logs: what they are is noted in Redis, so that a reload and another process find them; what is written to them comes
 * from a capped stream, and pub/sub tells when. However many look at a log in this process, it is followed once.
 */
export class LiveLogs implements LiveLogsPort, LogDesk {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #sources: ReadonlyMap<string, LogSource>;
  readonly #longestMs: number | undefined;
  readonly #feeds = new Map<string, LogFeed>();
  /** Who hears that more was written, by log. */
  readonly #ears = new Map<string, () => void>();
  #subscriber: Redis | undefined;

  constructor(options: { redis: Redis; prefix: string; sources: readonly LogSource[]; longestMs?: number }) {
    this.#redis = options.redis;
    this.#prefix = options.prefix;
    this.#longestMs = options.longestMs;
    this.#sources = new Map(
      [
        ...options.sources,
        { kind: WRITTEN, follow: (subject, { signal }) => this.#written(subject, signal) } satisfies LogSource,
      ].map((source) => [source.kind, source]),
    );
  }

  async open({ owner, kind, subject }: { owner: string; kind: string; subject: JsonObject }): Promise<string> {
    if (!this.#sources.has(kind)) {
      throw new Error(`there is no source of logs "${kind}"; there are: ${[...this.#sources.keys()].join(', ')}`);
    }
    const id = randomBytes(16).toString('base64url');
    await this.#note(id, { owner, kind, subject });
    return id;
  }

  async begin({ owner, key }: { owner: string; key: string }): Promise<string> {
    const id = createHash('sha256').update(`${owner}\0${key}`).digest('base64url').slice(0, 22);
    await this.#note(id, { owner, kind: WRITTEN, subject: { id } });
    return id;
  }

  async write(id: string, lines: readonly string[]): Promise<void> {
    for (let from = 0; from < lines.length; from += ENTRY_LINES) {
      await this.#add(id, { lines: lines.slice(from, from + ENTRY_LINES).map(readable) });
    }
  }

  async end(id: string): Promise<void> {
    await this.#add(id, { end: true });
  }

  async watch(id: string, owner: string, watcher: LogWatcher): Promise<(Watching & { stop(): void }) | null> {
    const text = await orTrouble(this.#redis.get(this.#key('log', id)));
    const note = text === null ? null : (JSON.parse(text) as Note);
    const source = note && this.#sources.get(note.kind);
    if (!source || note.owner !== owner) return null;
    let feed = this.#feeds.get(id);
    if (!feed) {
      const fresh = new LogFeed((signal) => source.follow(note.subject, { owner, signal }), {
        over: () => {
          if (this.#feeds.get(id) === fresh) this.#feeds.delete(id);
        },
        ...(this.#longestMs === undefined ? {} : { longestMs: this.#longestMs }),
      });
      this.#feeds.set(id, fresh);
      feed = fresh;
    }
    return { ...feed.join(watcher), replays: note.kind === WRITTEN };
  }

  /** Ends whatever is followed. */
  close(): void {
    for (const feed of this.#feeds.values()) feed.stop();
    this.#feeds.clear();
    this.#subscriber?.disconnect();
    this.#subscriber = undefined;
  }

  /** What others write: what there is, then what comes. Pub/sub only says that there is more; the lines are in the stream. */
  async *#written({ id: given }: JsonObject, signal: AbortSignal): AsyncGenerator<readonly string[]> {
    const id = String(given);
    const channel = this.#key('more', id);
    let more = true;
    let wake: () => void = () => undefined;
    this.#ears.set(channel, () => {
      more = true;
      wake();
    });
    signal.addEventListener('abort', () => wake(), { once: true });
    try {
      await orTrouble(this.#listening().subscribe(channel));
      let after = '-';
      let over = false;
      while (!signal.aborted) {
        more = false;
        const found = await orTrouble(this.#redis.xrange(this.#key('lines', id), after, '+', 'COUNT', ENTRIES));
        for (const [entry, [, text = '{"end":true}']] of found) {
          const message = JSON.parse(text) as Message;
          after = `(${entry}`;
          // An operation that was run again goes on behind its own end.
          over = 'end' in message;
          if ('lines' in message) yield message.lines;
        }
        if (over && !more && found.length < ENTRIES) return;
        if (more || found.length === ENTRIES) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (more || signal.aborted) resolve();
        });
      }
    } finally {
      this.#ears.delete(channel);
      await this.#subscriber?.unsubscribe(channel).catch(() => undefined);
    }
  }

  #listening(): Redis {
    if (!this.#subscriber) {
      this.#subscriber = this.#redis.duplicate({ maxRetriesPerRequest: null });
      // Lost and found again by the client itself, which also subscribes again.
      this.#subscriber.on('error', () => undefined);
      this.#subscriber.on('message', (channel) => this.#ears.get(channel)?.());
    }
    return this.#subscriber;
  }

  async #note(id: string, note: Note): Promise<void> {
    await orTrouble(this.#redis.set(this.#key('log', id), JSON.stringify(note), 'EX', KEEP_SECONDS));
  }

  async #add(id: string, message: Message): Promise<void> {
    const lines = this.#key('lines', id);
    await orTrouble(this.#redis.xadd(lines, 'MAXLEN', '~', ENTRIES, '*', 'm', JSON.stringify(message)));
    await orTrouble(this.#redis.expire(lines, KEEP_SECONDS));
    await orTrouble(this.#redis.publish(this.#key('more', id), ''));
  }

  #key(what: 'log' | 'lines' | 'more', id: string): string {
    return `${this.#prefix}live:{${id}}:${what}`;
  }
}
