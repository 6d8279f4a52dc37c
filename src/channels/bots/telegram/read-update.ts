import type { Message, Update, User } from 'grammy/types';

import { commands } from '#src/protocol/index.ts';

import type { Incoming, IncomingContent, PlatformPerson } from '../bot-channel.ts';

/** Who the bot is. */
export interface BotIdentity {
  id: number;
  username: string;
}

/** What an update came to. */
export type ReadUpdate =
  | { type: 'incoming'; event: Incoming /** The message that an answer belongs to. */; message?: number }
  /** Somebody pressed a button that was meant for another person. */
  | { type: 'foreign'; press: string; locale: string }
  /** Nothing for us. */
  | { type: 'nothing' };

/**
 * An update of Telegram in the hub's words. In a group the bot hears only what is said to it: a command, a mention, an answer
 * to one of its messages; and everybody there has a conversation of their own. Pure.
 */
export function readUpdate(update: Update, bot: BotIdentity): ReadUpdate {
  const { message, callback_query: query, my_chat_member: member } = update;
  const id = `u${update.update_id}`;
  if (member) {
    const { status } = member.new_chat_member;
    if (member.chat.type !== 'private' || (status !== 'kicked' && status !== 'left')) return nothing;
    return incoming({ id, place: `${member.chat.id}`, person: personOf(member.from), content: { type: 'gone' } });
  }
  if (query) {
    const chat = query.message?.chat;
    const [prompt = '', key = '', asked] = (query.data ?? '').split('|');
    if (!chat || key === '') return { type: 'foreign', press: query.id, locale: query.from.language_code ?? 'en' };
    if (asked !== undefined && asked !== String(query.from.id)) {
      return { type: 'foreign', press: query.id, locale: query.from.language_code ?? 'en' };
    }
    const topic = query.message && 'message_thread_id' in query.message ? query.message.message_thread_id : undefined;
    const place = placeOf(chat, query.from, topic);
    const content: IncomingContent = { type: 'press', prompt, key, press: query.id };
    return incoming({ id, place, person: personOf(query.from), content });
  }
  if (!message?.from || message.from.is_bot || message.sender_chat) return nothing;
  const content = contentOf(message, bot);
  if (content === null) return nothing;
  const topic = message.is_topic_message ? message.message_thread_id : undefined;
  const place = placeOf(message.chat, message.from, topic);
  const event: Incoming = { id, place, person: personOf(message.from), message: String(message.message_id), content };
  return { type: 'incoming', event, message: message.message_id };
}

const nothing: ReadUpdate = { type: 'nothing' };

function incoming(event: Incoming): ReadUpdate {
  return { type: 'incoming', event };
}

function placeOf(chat: { id: number; type: string }, from: User, topic: number | undefined): string {
  return chat.type === 'private' ? `${chat.id}` : `${chat.id}:${topic ?? 0}:${from.id}`;
}

function personOf(from: User): PlatformPerson {
  const name = [from.first_name, from.last_name].filter((part) => part !== undefined && part !== '').join(' ');
  return {
    id: String(from.id),
    name: name === '' ? String(from.id) : name,
    ...(from.username === undefined ? {} : { username: from.username }),
    ...(from.language_code === undefined ? {} : { locale: from.language_code }),
  };
}

/** Null when it is not for us. */
function contentOf(message: Message, bot: BotIdentity): IncomingContent | null {
  const group = message.chat.type !== 'private';
  const text = message.text ?? message.caption;
  const said = text === undefined ? undefined : toUs(text, message, bot);
  const answered = message.reply_to_message?.from?.id === bot.id;
  if (group && !answered && said === undefined) return null;
  const { document, photo, location } = message;
  if (document) {
    return {
      type: 'file',
      file: document.file_id,
      name: document.file_name ?? 'file',
      ...(document.mime_type === undefined ? {} : { mediaType: document.mime_type }),
      ...(document.file_size === undefined ? {} : { size: document.file_size }),
    };
  }
  const largest = photo?.at(-1);
  if (largest) {
    const size = largest.file_size === undefined ? {} : { size: largest.file_size };
    return { type: 'file', file: largest.file_id, name: 'photo.jpg', mediaType: 'image/jpeg', ...size };
  }
  if (location) return { type: 'location', latitude: location.latitude, longitude: location.longitude };
  if (message.text === undefined) return isService(message) ? null : { type: 'other' };
  const plain = (said ?? message.text).trim();
  const start = /^\/start(?:\s+([\w-]{1,64}))?$/.exec(plain);
  if (start) return { type: 'hello', ...(start[1] === undefined ? {} : { payload: start[1] }) };
  const command = /^\/(\w+)$/.exec(plain)?.[1]?.toLowerCase();
  const known = commands.find((one) => one === command);
  if (known !== undefined) return { type: 'text', text: known };
  return plain === '' ? { type: 'hello' } : { type: 'text', text: plain };
}

/** The words without what only calls the bot; undefined when they call somebody else, or nobody. */
function toUs(text: string, message: Message, bot: BotIdentity): string | undefined {
  const command = /^\/\w+(?:@(\w+))?/.exec(text);
  const me = bot.username.toLowerCase();
  if (command) {
    const [whole, addressed] = command;
    if (addressed !== undefined && addressed.toLowerCase() !== me) return undefined;
    return text.replace(whole, whole.split('@')[0] ?? whole);
  }
  const entities = message.entities ?? message.caption_entities ?? [];
  for (const { type, offset, length } of entities) {
    const mention = text.slice(offset, offset + length);
    if (type === 'mention' && mention.toLowerCase() === `@${me}`) {
      return `${text.slice(0, offset)}${text.slice(offset + length)}`.replace(/\s+/g, ' ').trim();
    }
  }
  return message.chat.type === 'private' ? text : undefined;
}

/** What Telegram itself writes into a chat: somebody joined, a title changed. */
function isService(message: Message): boolean {
  return !(
    message.sticker ||
    message.voice ||
    message.video ||
    message.video_note ||
    message.audio ||
    message.animation ||
    message.contact ||
    message.poll ||
    message.dice ||
    message.venue
  );
}
