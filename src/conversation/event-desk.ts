import type { FlowEvent } from '#src/chatflow/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { AwaitDesk, Awaiting } from './ports.ts';

/** Where awaited events are noted. */
export interface AwaitStore extends AwaitDesk {
  /** Who waits for this event, in a stable order, from `offset` on. */
  waiting(event: string, offset: number): Promise<Awaiting[]>;
  forget(awaiting: Awaiting): Promise<void>;
}

/** Something that happened outside. */
export interface Publication {
  event: string;
  data: JsonObject;
  /** Only the conversations of this person. */
  owner?: string;
}

/**
 * Tells what happened to every conversation that waits for it: each wait hears of one event, once. Told again after a
 * crash, those who have heard of it are not told twice.
 */
export async function publishEvent(
  store: AwaitStore,
  deliver: (event: { conversation: string; messageId: string; run: string; event: FlowEvent }) => Promise<void>,
  { event: name, data, owner }: Publication,
): Promise<number> {
  let told = 0;
  let others = 0;
  for (;;) {
    const page = await store.waiting(name, others);
    if (page.length === 0) return told;
    for (const awaiting of page) {
      if (owner !== undefined && awaiting.owner !== owner) {
        others += 1;
        continue;
      }
      const { id, conversation, run } = awaiting;
      await deliver({ conversation, run, messageId: `event-${id}`, event: { type: 'event', name, data } });
      await store.forget(awaiting);
      told += 1;
    }
  }
}
