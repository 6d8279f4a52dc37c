import type { OperationView, Turn } from '#src/protocol/index.ts';

/** What a platform can carry: renderers and flows look here instead of asking for its name. */
export interface ChannelCapabilities {
  buttons: boolean;
  /** Several questions on one card; else they are asked one by one. */
  forms: boolean;
  /** A message already sent can be changed, for progress. */
  edits: boolean;
  /** A secret may be typed here; else it goes through a one-time page. */
  secrets: boolean;
  /** Characters in one message. */
  maxTextLength: number;
}

/**
 * A way people reach the wizard. It turns its own events into replies for the conversation and shows saved turns; it keeps
 * no state of the dialogue and knows no flow. One contract suite (`test/contracts/channel.contract.ts`) holds them all to:
 * order kept, a repeated message taken once, nothing lost over a restart, nobody else's conversation.
 */
export interface Channel {
  readonly name: string;
  readonly capabilities: ChannelCapabilities;
  /** A turn was saved: show it to everybody there, but to `from`, who has it already. */
  publish(conversation: string, turn: Turn, from?: string): void;
  /** An operation moved on. May be dropped; the next one tells all. */
  progress(conversation: string, operation: OperationView): void;
  stop(): Promise<void>;
}
