import { phrase } from '#src/chatflow/index.ts';
import type { JsonObject, PromptDraft } from '#src/protocol/index.ts';

import type { Conversation } from './conversation.ts';

/**
 * A link between two conversations while a person has taken over from the wizard: what is typed in one is read in the
 * other. Each side keeps its half.
 */
export interface Bridge {
  /** The ticket both sides know. */
  ticket: string;
  side: BridgeSide;
  /** The run of a flow it belongs to, and where that stood: when the flow goes on, the bridge ends. */
  run: string;
  at: string;
  /** Who is at the other end; absent while nobody has come yet. */
  with?: string;
  /** The other side has ended it, and the flow has not heard of it yet. */
  over?: JsonObject;
}

/** Who asked for a person, and who helps. */
export type BridgeSide = 'asked' | 'helping';

/** Why one side leaves. */
export type Parting =
  /** Who asked went on with the wizard. */
  | 'continued'
  /** Who asked was not answered: by anybody, or for a while by the one who came. */
  | 'unanswered'
  | 'silent'
  /** Who helped gave back. */
  | 'returned'
  /** The conversation had gone on when the news came. */
  | 'gone';

/** What one half of a bridge hears. Each names its ticket: news of another one are old. */
export type BridgeEvent =
  /** Somebody has come to help. */
  | { type: 'taken'; ticket: string; by: string }
  /** You help somebody now, in this run of the flow. */
  | { type: 'linked'; ticket: string; with: string; run: string }
  /** Somebody at the other end wrote this, or the wizard said it there. */
  | { type: 'said'; ticket: string; by: string; text: string; wizard?: true }
  /** Who helped is gone: others are asked. */
  | { type: 'released'; ticket: string; by: string }
  /** The other side has ended it. */
  | { type: 'over'; ticket: string; by: string; why: Parting };

/** Nobody has come; who came does not answer. */
export type BridgeTimer = 'unanswered' | 'silent';

/** How long a person waits, before they are told that nobody can come. */
export interface HandoffTimes {
  unansweredMs: number;
  silentMs: number;
}

export const handoffTimes: HandoffTimes = { unansweredMs: 15 * 60_000, silentMs: 10 * 60_000 };

/** The bridge over which this conversation speaks now: what is typed goes to the other side. */
export function standingBridge({
  bridge,
  runs,
  own,
}: Pick<Conversation, 'bridge' | 'runs' | 'own'>): Bridge | undefined {
  const standing = bridge?.with !== undefined && bridge.over === undefined && runs.at(-1) === bridge.run;
  return standing && own === undefined ? bridge : undefined;
}

/** What stands below a conversation between two people: the way back. */
export function bridgePrompt(bridge: Bridge, locale: string): PromptDraft {
  const { side, with: name = '' } = bridge;
  return {
    kind: 'offers',
    text: phrase(locale, `turn.bridge.${side}`, { name: plain(name) }),
    offers: [{ offer: wayBack[side], label: phrase(locale, `turn.bridge.${side}.back`) }],
    commands: [],
  };
}

/** The offer that ends a bridge, by side. */
export const wayBack = { asked: 'continue', helping: 'return' } as const satisfies Record<BridgeSide, string>;

/** A name in a text with markup: as it was written. */
export function plain(name: string): string {
  return name.replace(/[\\`*_[\]]/g, '\\$&');
}
