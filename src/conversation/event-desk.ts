import type { FlowEvent } from '#src/chatflow/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { AwaitDesk, Awaiting } from './ports.ts';

/** Where awaited events are noted. */
export interface AwaitStore extends AwaitDesk {
  /** Keeps in mind for a while that this happened at `at`: a wait may have begun that is not noted yet. */
  note(publication: Publication, at: number): Promise<void>;
  /** What happened under this name since then, as far as it is kept in mind. */
  since(event: string, at: number): Promise<Publication[]>;
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
  deliver: Deliver,
  publication: Publication,
  now: number,
): Promise<number> {
  const { event: name, owner } = publication;
  await store.note(publication, now);
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
      await tell(store, deliver, awaiting, publication);
      told += 1;
    }
  }
}

/** Notes who waits for what. What happened between the turn that began to wait and this note is told at once. */
export async function awaitEvent(store: AwaitStore, deliver: Deliver, awaiting: Awaiting): Promise<void> {
  await store.wait(awaiting);
  const missed = await store.since(awaiting.event, awaiting.at);
  const mine = missed.find(({ owner }) => owner === undefined || owner === awaiting.owner);
  if (mine) await tell(store, deliver, awaiting, mine);
}

type Deliver = (event: { conversation: string; messageId: string; run: string; event: FlowEvent }) => Promise<void>;

/** The same wait hears of one event, however often it is told. */
async function tell(
  store: AwaitStore,
  deliver: Deliver,
  awaiting: Awaiting,
  { event, data }: Publication,
): Promise<void> {
  const { id, conversation, run } = awaiting;
  await deliver({ conversation, run, messageId: `event-${id}`, event: { type: 'event', name: event, data } });
  await store.forget(awaiting);
}
