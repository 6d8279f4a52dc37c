import type { Reply } from '#src/protocol/index.ts';

/** What a channel hands to the conversation: one thing a person did, with the platform's id of it. */
export interface Incoming {
  conversation: string;
  messageId: string;
  reply: Reply;
}
