import { TurnRefused } from '#src/conversation/index.ts';
import type { LogDesk } from '#src/conversation/live-log.ts';
import type { LogEnd, LogLines, Watching } from '#src/protocol/index.ts';

/** Logs that one connection may follow at the same time. */
const MOST = 4;

interface Watch {
  conversation: string;
  log: string;
  /** The run of a flow that was live when it began: with it the log ends. */
  run: string | undefined;
  stop(): void;
}

/** What a connection that follows logs has to offer. */
export interface LogReader {
  id: string;
  /** It does not keep up: lines are left out, never collected. */
  slow(): boolean;
  send(event: { conversation: string; log: string } & (LogLines | { ended: LogEnd })): void;
}

/** The live logs that connections follow: each ends with its connection, or when its conversation goes on. */
export class LogWatches {
  readonly #desk: LogDesk;
  readonly #byReader = new Map<string, Map<string, Watch>>();
  /** Readers by conversation: a turn looks only where somebody follows a log. */
  readonly #readers = new Map<string, Set<LogReader>>();

  constructor(desk: LogDesk) {
    this.#desk = desk;
  }

  /** Follows a log. Following it again begins anew. */
  async watch(
    reader: LogReader,
    { conversation, log, owner, run }: { conversation: string; log: string; owner: string; run: string | undefined },
  ): Promise<Watching> {
    this.unwatch(reader.id, log);
    const mine = this.#of(reader.id);
    if (mine.size >= MOST) {
      throw new TurnRefused('TOO_MANY_LOGS', `At most ${MOST} logs are followed at once. Pause another one first.`);
    }
    const watch: Watch = { conversation, log, run, stop: () => undefined };
    mine.set(log, watch);
    const feed = await this.#desk.watch(log, owner, {
      lines: (lines) => {
        if (!reader.slow()) reader.send({ conversation, log, ...lines });
      },
      ended: (ended) => {
        this.#forget(reader.id, watch);
        reader.send({ conversation, log, ended });
      },
    });
    if (!feed) {
      this.#forget(reader.id, watch);
      throw new TurnRefused('NO_LOG', 'This log has ended: there is nothing more to follow.');
    }
    const { stop, ...watching } = feed;
    // The connection went away, or changed its mind, while the log was looked for.
    if (this.#byReader.get(reader.id)?.get(log) !== watch) {
      stop();
      return watching;
    }
    watch.stop = stop;
    const readers = this.#readers.get(conversation) ?? new Set();
    this.#readers.set(conversation, readers.add(reader));
    return watching;
  }

  unwatch(reader: string, log: string): void {
    const watch = this.#byReader.get(reader)?.get(log);
    if (!watch) return;
    this.#forget(reader, watch);
    watch.stop();
  }

  /** The connection is gone, or looks at another conversation. */
  leave(reader: string): void {
    for (const log of this.#byReader.get(reader)?.keys() ?? []) this.unwatch(reader, log);
  }

  /** Whether somebody follows a log here. */
  has(conversation: string): boolean {
    return this.#readers.has(conversation);
  }

  /** This run of a flow is live now: logs that belong to another one have come to their end. */
  settle(conversation: string, run: string | undefined): void {
    for (const reader of this.#readers.get(conversation) ?? []) {
      for (const watch of this.#byReader.get(reader.id)?.values() ?? []) {
        if (watch.conversation !== conversation || watch.run === run) continue;
        this.unwatch(reader.id, watch.log);
        reader.send({ conversation, log: watch.log, ended: { why: 'left' } });
      }
    }
  }

  #of(reader: string): Map<string, Watch> {
    const known = this.#byReader.get(reader) ?? new Map<string, Watch>();
    this.#byReader.set(reader, known);
    return known;
  }

  #forget(reader: string, watch: Watch): void {
    const mine = this.#byReader.get(reader);
    if (mine?.get(watch.log) !== watch) return;
    mine.delete(watch.log);
    if (mine.size === 0) this.#byReader.delete(reader);
    if ([...mine.values()].some(({ conversation }) => conversation === watch.conversation)) return;
    const readers = this.#readers.get(watch.conversation);
    for (const one of readers ?? []) if (one.id === reader) readers?.delete(one);
    if (readers?.size === 0) this.#readers.delete(watch.conversation);
  }
}
