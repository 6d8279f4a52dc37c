import type { JsonObject, LogEnd, LogLines, Watching } from '#src/protocol/index.ts';

/** Where the lines of one kind of live log come from. */
export interface LogSource {
  /** The word by which a log names its source: `pod`. */
  readonly kind: string;
  /**
   * Lines as they come, one or several at a time. Begins when the first person looks, and has to end soon after the signal
   * is aborted: when the last one has left. What it throws ends the log; the message is read by people.
   */
  follow(
    subject: JsonObject,
    context: { owner: string; signal: AbortSignal },
  ): AsyncIterable<string | readonly string[]>;
}

/** Lines that are seen as they come, by whoever has the conversation open, without being part of it. */
export interface LiveLogs {
  /**
   * Notes a log and gives the id that `show: log` carries as `live`. Nothing runs until somebody looks: then the source of
   * this `kind` follows the `subject`.
   */
  open(log: { owner: string; kind: string; subject: JsonObject }): Promise<string>;
  /** Notes a log whose lines are given by `write`, from any process. The same `key` is the same log. */
  begin(log: { owner: string; key: string }): Promise<string>;
  /** Lines for those who look; the last ones are kept for those who come later. */
  write(id: string, lines: readonly string[]): Promise<void>;
  /** No more lines will come. */
  end(id: string): Promise<void>;
}

/** Whoever looks at a log. */
export interface LogWatcher {
  lines(lines: LogLines): void;
  ended(end: LogEnd): void;
}

/** Looks at live logs on behalf of people. */
export interface LogDesk {
  /**
   * Follows a log of this owner until `stop`, or until `ended`. Null where there is none, or it is somebody else's. Gives
   * what the feed has brought so far; with `replays`, a feed brings the log from its beginning.
   */
  watch(id: string, owner: string, watcher: LogWatcher): Promise<(Watching & { stop(): void }) | null>;
}
