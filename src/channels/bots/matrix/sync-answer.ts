import { z } from 'zod';

/** An event as it came from the homeserver, with the room it is of. */
export interface RoomEvent {
  room: string;
  id: string;
  sender: string;
  type: string;
  content: { readonly [name: string]: unknown };
  at: number;
  /** For whoever sent it, on the device that did: the id it was sent under. */
  transaction?: string;
  /** As it came, for the library to decrypt. */
  raw: object;
}

/** An answer to `/sync`, as far as a bot cares. */
export interface SyncAnswer {
  next: string;
  joined: {
    room: string;
    events: RoomEvent[] /** Older events are missing; they end here. */;
    missingBefore?: string;
  }[];
  invites: { room: string; by?: string; encrypted: boolean /** Meant as a chat of two. */; direct: boolean }[];
  /** Rooms the bot is no longer in. */
  left: string[];
}

const contentSchema = z.record(z.string(), z.unknown()).catch({});
const eventSchema = z.looseObject({
  event_id: z.string(),
  sender: z.string(),
  type: z.string(),
  content: contentSchema,
  origin_server_ts: z.number().catch(0),
  unsigned: z.looseObject({ transaction_id: z.string().optional().catch(undefined) }).catch({}),
});
const strippedSchema = z.looseObject({
  type: z.string(),
  sender: z.string().optional(),
  state_key: z.string().optional(),
  content: contentSchema,
});
const eventsSchema = z.array(z.unknown()).catch([]);
const answerSchema = z.looseObject({
  next_batch: z.string(),
  rooms: z
    .looseObject({
      join: z
        .record(
          z.string(),
          z.looseObject({
            timeline: z
              .looseObject({
                events: eventsSchema,
                limited: z.boolean().optional().catch(undefined),
                prev_batch: z.string().optional().catch(undefined),
              })
              .catch({ events: [] }),
          }),
        )
        .catch({}),
      invite: z
        .record(
          z.string(),
          z.looseObject({ invite_state: z.looseObject({ events: eventsSchema }).catch({ events: [] }) }),
        )
        .catch({}),
      leave: z.record(z.string(), z.unknown()).catch({}),
    })
    .catch({ join: {}, invite: {}, leave: {} }),
});

/** Reads an answer to `/sync`; `self` is the bot. What is malformed in it is left out: others may write anything. */
export function readSyncAnswer(answer: unknown, self: string): SyncAnswer {
  const { next_batch: next, rooms } = answerSchema.parse(answer);
  return {
    next,
    joined: Object.entries(rooms.join).map(([room, { timeline }]) => ({
      room,
      events: readEvents(room, timeline.events),
      ...(timeline.limited === true && timeline.prev_batch !== undefined ? { missingBefore: timeline.prev_batch } : {}),
    })),
    invites: Object.entries(rooms.invite).map(([room, { invite_state }]) => {
      const state = invite_state.events.flatMap((event) => {
        const read = strippedSchema.safeParse(event);
        return read.success ? [read.data] : [];
      });
      const own = state.find(({ type, state_key }) => type === 'm.room.member' && state_key === self);
      return {
        room,
        ...(own?.sender === undefined ? {} : { by: own.sender }),
        direct: own?.content['is_direct'] === true,
        encrypted: state.some(({ type }) => type === 'm.room.encryption'),
      };
    }),
    left: Object.keys(rooms.leave),
  };
}

/** The events that can be read, oldest first as they are given. */
export function readEvents(room: string, events: readonly unknown[]): RoomEvent[] {
  return events.flatMap((raw) => {
    const read = eventSchema.safeParse(raw);
    if (!read.success || typeof raw !== 'object' || raw === null) return [];
    const { event_id: id, sender, type, content, origin_server_ts: at, unsigned } = read.data;
    const transaction = unsigned.transaction_id;
    return [{ room, id, sender, type, content, at, raw, ...(transaction === undefined ? {} : { transaction }) }];
  });
}
