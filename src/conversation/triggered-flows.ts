import type { Flow } from '#src/chatflow/index.ts';

import type { Conversations } from './conversations.ts';
import type { Publication } from './event-desk.ts';
import type { SessionStore } from './ports.ts';

/** What beginning a flow from outside needs of the rest. */
export interface TriggeredFlowsOptions {
  flows: { list(): Flow[] };
  store: Pick<SessionStore, 'list'>;
  conversations: Pick<Conversations, 'startFlow'>;
}

/**
 * Begins the flows that an event triggers (`triggers.events`), for the person it is about, in their newest conversation;
 * what happened are the flow's inputs. Told again after a crash, nothing begins twice. An event about nobody begins nothing.
 */
export async function beginTriggered(
  { flows, store, conversations }: TriggeredFlowsOptions,
  { event, data, owner, id }: Publication & { id?: string },
): Promise<number> {
  const triggered = flows.list().filter(({ triggers }) => triggers.events.includes(event));
  if (owner === undefined || id === undefined || triggered.length === 0) return 0;
  const [newest] = await store.list(owner, { offset: 0, count: 1 });
  if (!newest) return 0;
  for (const flow of triggered) {
    const messageId = `triggered-${id}-${flow.id}`;
    await conversations.startFlow({ conversation: newest.id, messageId, owner, flow: flow.id, inputs: data });
  }
  return triggered.length;
}
