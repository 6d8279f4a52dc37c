import type { Choice, OperationView, Reply, Show } from '#src/protocol/index.ts';

import type { Drafts } from '../chat/drafts.ts';
import type { LiveLog } from '../chat/live-log.ts';
import type { Pending } from '../chat/outbox.ts';
import type { Reading } from '../chat/reading.ts';
import type { Translate } from '../texts/texts.ts';
import type { Setting } from './text-dir.ts';

/** What every view may look at and do. */
export interface ViewContext extends Setting {
  t: Translate;
  /** BCP 47, for dates. */
  lang: string;
  server: URL;
  reading: Reading;
  drafts: Drafts;
  /** The open prompt's answer is on its way: its controls rest. */
  busy: boolean;
  online: boolean;
  /** Small states of the picture itself (a help that is unfolded, a link that was copied), by name. */
  picture: Map<string, string>;
  /** Draws again. */
  update(): void;
  reply(reply: Reply, text: string, secret?: boolean): void;
  /** Gives a refused text back to the composer. */
  useAgain(pending: Pending): void;
  dismiss(pending: Pending): void;
  choices(slot: string, search: string, page: number): Promise<{ choices: Choice[]; more: boolean } | null>;
  stop(operation: string): Promise<string | null>;
  operation(view: OperationView): OperationView;
  log(id: string): LiveLog | undefined;
  /** Lines of this log come from now on. */
  follow(show: Extract<Show, { as: 'log' }>): void;
  announce(text: string): void;
  now(): number;
}
