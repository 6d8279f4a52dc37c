import { z } from 'zod';

import type { Incoming, IncomingContent } from '../bot-channel.ts';
import { attachmentOf } from './attachment.ts';
import { type Place, readPlace, writePlace } from './place.ts';
import type { RoomEvent } from './sync-answer.ts';

/** What has to be known around an event to tell whom it is for. */
export interface Surroundings {
  /** The bot's own account, and what it may be called by. */
  self: string;
  names: readonly string[];
  /** A room of two. */
  isDirect: boolean;
  nameOf(person: string): string;
  /** Where a message of the bot was sent to. */
  placeOf(id: string): Promise<string | null>;
  /** Who began a thread by talking to the bot. */
  threadOf(thread: string): Promise<string | null>;
}

const relationSchema = z
  .looseObject({
    rel_type: z.string().optional().catch(undefined),
    event_id: z.string().optional().catch(undefined),
    key: z.string().optional().catch(undefined),
    'm.in_reply_to': z.looseObject({ event_id: z.string().optional() }).optional().catch(undefined),
  })
  .catch({});

const mentionsSchema = z.looseObject({ user_ids: z.array(z.string()).catch([]) }).catch({ user_ids: [] });
const infoSchema = z
  .looseObject({ size: z.number().optional().catch(undefined), mimetype: z.string().optional().catch(undefined) })
  .catch({});
const pollSchema = z.looseObject({ answers: z.array(z.string()).min(1).max(20) });

/**
 * What an event means to the hub: undefined where it is not for the bot. In a room of many that is whatever names the bot,
 * answers a message it sent to this person, or stands in the thread that this person began with it.
 */
export async function readEvent(event: RoomEvent, around: Surroundings): Promise<Incoming | undefined> {
  if (event.sender === around.self) return undefined;
  const relation = relationSchema.parse(event.content['m.relates_to'] ?? {});
  const read = contentOf(event, relation, around);
  if (read === undefined) return undefined;
  const { content, on } = read;
  const place = await (on === undefined ? placeOfWords(event, relation, around) : placeOfSign(event, on, around));
  if (place === undefined) return undefined;
  return {
    id: event.id,
    place: writePlace(place),
    person: { id: event.sender, name: around.nameOf(event.sender), username: event.sender },
    message: event.id,
    content,
  };
}

type Relation = z.infer<typeof relationSchema>;

/** `on`: the message of ours that a sign was put on. */
function contentOf(
  { type, content }: RoomEvent,
  relation: Relation,
  around: Surroundings,
): { content: IncomingContent; on?: string } | undefined {
  if (type === 'm.reaction') {
    const index = keycaps.indexOf((relation.key ?? '').replaceAll('\uFE0F', ''));
    const on = relation.event_id;
    return index < 0 || on === undefined ? undefined : { on, content: { type: 'pick', on, index } };
  }
  if (type === 'org.matrix.msc3381.poll.response' || type === 'm.poll.response') {
    const vote = pollSchema.safeParse(content['org.matrix.msc3381.poll.response'] ?? content['m.poll.response']);
    const on = relation.event_id;
    const [prompt = '', key = ''] = (vote.data?.answers[0] ?? '').split('/');
    if (on === undefined || prompt === '' || key === '') return undefined;
    return { on, content: { type: 'press', prompt, key } };
  }
  // A correction of an earlier message answers nothing again.
  if (type !== 'm.room.message' || relation.rel_type === 'm.replace') return undefined;
  const message = messageOf(content, around);
  return message === undefined ? undefined : { content: message };
}

function messageOf(content: RoomEvent['content'], around: Surroundings): IncomingContent | undefined {
  const body = typeof content['body'] === 'string' ? content['body'] : '';
  switch (content['msgtype']) {
    case 'm.text':
    case 'm.emote':
      return { type: 'text', text: ownWords(body, around) };
    case 'm.file':
    case 'm.image':
    case 'm.video':
    case 'm.audio': {
      const file = attachmentOf(content);
      if (file === undefined) return undefined;
      const { size, mimetype } = infoSchema.parse(content['info'] ?? {});
      const named = typeof content['filename'] === 'string' ? content['filename'] : undefined;
      return {
        type: 'file',
        file: JSON.stringify(file),
        name: named ?? body,
        ...(mimetype === undefined ? {} : { mediaType: mimetype }),
        ...(size === undefined ? {} : { size }),
        // With a name of its own, the body is what the person wrote under it.
        ...(named === undefined || named === body || body === '' ? {} : { text: body }),
      };
    }
    case 'm.location': {
      const [, latitude, longitude] = /^geo:(-?[\d.]+),(-?[\d.]+)/.exec(String(content['geo_uri'])) ?? [];
      if (latitude === undefined || longitude === undefined) return undefined;
      return { type: 'location', latitude: Number(latitude), longitude: Number(longitude) };
    }
    default:
      // Notices are what bots say to each other.
      return undefined;
  }
}

async function placeOfWords(event: RoomEvent, relation: Relation, around: Surroundings): Promise<Place | undefined> {
  const { room, sender: person } = event;
  const thread = relation.rel_type === 'm.thread' ? relation.event_id : undefined;
  if (around.isDirect) return { room, ...(thread === undefined ? {} : { thread }) };
  const answered = thread === undefined ? relation['m.in_reply_to']?.event_id : undefined;
  const known = answered === undefined ? undefined : await ownPlace(answered, person, around);
  if (known !== undefined) return known;
  const begun = thread !== undefined && (await around.threadOf(thread)) === person;
  if (!begun && !isMentioned(event, around)) return undefined;
  return { room, thread: thread ?? event.id, person };
}

/** Only the one who was asked may answer by a sign: everybody in the room can put one. */
async function placeOfSign(event: RoomEvent, on: string, around: Surroundings): Promise<Place | undefined> {
  const place = await around.placeOf(on);
  if (place !== null) return await ownPlace(on, event.sender, around);
  return around.isDirect ? { room: event.room } : undefined;
}

async function ownPlace(id: string, person: string, around: Surroundings): Promise<Place | undefined> {
  const text = await around.placeOf(id);
  if (text === null) return undefined;
  const place = readPlace(text);
  return place.person === undefined || place.person === person ? place : undefined;
}

function isMentioned({ content }: RoomEvent, { self, names }: Surroundings): boolean {
  if (mentionsSchema.parse(content['m.mentions'] ?? {}).user_ids.includes(self)) return true;
  const body = typeof content['body'] === 'string' ? content['body'].toLowerCase() : '';
  return [self, ...names].some((name) => beginsWith(body, name.toLowerCase()));
}

/** Without the old way of quoting, and without the name of the bot in front. */
function ownWords(body: string, { self, names }: Surroundings): string {
  const quoted = /^(> .*\n)+\n/.exec(body);
  const words = quoted === null ? body : body.slice(quoted[0].length);
  const name = [self, ...names].find((one) => beginsWith(words.toLowerCase(), one.toLowerCase()));
  return (name === undefined ? words : words.slice(name.length).replace(/^[\s:,]+/, '')).trim();
}

function beginsWith(words: string, name: string): boolean {
  return name !== '' && words.startsWith(name) && /^([\s:,]|$)/.test(words.slice(name.length));
}

/** The signs for 1 to 10, as `keycaps[0]` and so on, without what asks for their colour. */
const keycaps = [...Array.from({ length: 9 }, (_, index) => `${index + 1}\u20E3`), '\u{1F51F}'];

/** The sign that picks a choice, as clients draw it. */
export function keycap(index: number): string {
  return index === 9 ? '\u{1F51F}' : `${index + 1}\uFE0F\u20E3`;
}
