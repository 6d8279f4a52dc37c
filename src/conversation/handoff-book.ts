import type { Overview } from './overview.ts';
import type { Caller, HandoffTicket } from './ports.ts';

/** People who want a person, for those who may help them. Shows nobody of another tenant, unless the caller's right says so. */
export interface HandoffBook {
  /** Who waits, or talks with somebody, oldest first. */
  list(caller: Caller): Promise<OpenHandoff[]>;
  /** What was said, answered and begun there; null where there is no such ticket for this caller. */
  look(id: string, caller: Caller): Promise<HandoffRoom | null>;
  /** Helps: `here` is the run of a flow in the caller's own conversation, where the two talk with each other. */
  take(id: string, caller: Caller, here: { conversation: string; run: string }): Promise<HandoffTaking>;
  /** Gives back to the wizard, also what another helper had taken. False where there is no such ticket. */
  giveBack(id: string, caller: Caller): Promise<boolean>;
}

/** A ticket as somebody who may help sees it. */
export interface OpenHandoff extends HandoffTicket {
  state: 'waiting' | 'taken';
  /** Who has taken it, and whether that is the one who looks. */
  helper?: string;
  mine: boolean;
}

/** What somebody who may help reads first. Without secrets. */
export interface HandoffRoom extends Omit<Overview, 'operations'> {
  ticket: OpenHandoff;
  operations: { title: string; state: string }[];
}

/** How it went to take a ticket. */
export type HandoffTaking =
  | { type: 'taken'; ticket: HandoffTicket }
  | { type: 'theirs'; helper: string }
  | { type: 'closed' }
  | { type: 'unknown' };
