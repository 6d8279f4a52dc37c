import type { JsonObject } from '#src/protocol/index.ts';

/** What a flow may know about the world while it decides: all passed in, so that deciding stays pure. */
export interface Surroundings {
  /** Milliseconds since the epoch. */
  now: number;
  user: { id: string; name: string; roles: string[] };
  /** BCP 47, for example `en`, `ar`. */
  locale: string;
  /** `web`, `terminal`, `telegram`, `matrix` … */
  channel: string;
  /** Answers this person asked us to remember. */
  remembered: JsonObject;
  /** Unique to this run of the flow; `${{ flow.run }}` in expressions. */
  run: string;
  /** Takes note of expressions that could not be computed where nothing is decided: an answer is read, a prompt rendered. */
  faults?: string[];
}
