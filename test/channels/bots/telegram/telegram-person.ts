import type { Message, Update, User } from 'grammy/types';

import { BOT_ID } from './telegram-bot.ts';
import type { SentMessage, TelegramServer } from './telegram-server.ts';

/** A chat in which somebody talks: their own with the bot, or a group, perhaps with topics. */
export interface TelegramChat {
  id: number;
  type: 'private' | 'supergroup';
  topic?: number;
}

/** Somebody at a telephone: types, presses, sends, and sees what the bot wrote. */
export class TelegramPerson {
  readonly id: number;
  readonly user: User;
  readonly #server: TelegramServer;
  readonly #chat: TelegramChat;

  constructor(
    server: TelegramServer,
    who: { id: number; name: string; username?: string; language?: string },
    chat?: TelegramChat,
  ) {
    this.#server = server;
    this.id = who.id;
    this.user = {
      id: who.id,
      is_bot: false,
      first_name: who.name,
      ...(who.username === undefined ? {} : { username: who.username }),
      ...(who.language === undefined ? {} : { language_code: who.language }),
    };
    this.#chat = chat ?? { id: who.id, type: 'private' };
  }

  /** The same person in another chat. */
  inChat(chat: TelegramChat): TelegramPerson {
    const { id, first_name: name, username, language_code: language } = this.user;
    return new TelegramPerson(
      this.#server,
      { id, name, ...(username === undefined ? {} : { username }), ...(language === undefined ? {} : { language }) },
      chat,
    );
  }

  /** What the bot wrote in this chat and did not take away, oldest first. */
  get seen(): SentMessage[] {
    const { id, topic } = this.#chat;
    return this.#server.messages.filter((one) => one.chat === id && one.topic === topic && !one.removed);
  }

  get last(): SentMessage | undefined {
    return this.seen.at(-1);
  }

  /** Types something. Returns the update's and the message's id. */
  type(text: string, options: { replyTo?: SentMessage } = {}): { update: number; message: number } {
    const command = /^\/\w+(@\w+)?/.exec(text)?.[0];
    const mention = /@\w+/.exec(text);
    const entities: Message['entities'] = command
      ? [{ type: 'bot_command', offset: 0, length: command.length }]
      : mention
        ? [{ type: 'mention', offset: mention.index, length: mention[0].length }]
        : undefined;
    return this.send({ text, ...(entities === undefined ? {} : { entities }), ...this.#replyTo(options.replyTo) });
  }

  /** Sends a message of any kind. */
  send(content: Partial<Message>): { update: number; message: number } {
    const message = this.#server.newMessageId();
    const update = this.#server.push(
      (update_id) => ({ update_id, message: { ...this.#base(message), ...content } }) as Update,
    );
    return { update, message };
  }

  /** Sends a file. */
  sendFile(name: string, content: string | Uint8Array, type = 'text/plain'): { update: number; message: number } {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const id = `file-${this.#server.files.size}`;
    this.#server.files.set(id, bytes);
    return this.send({
      document: { file_id: id, file_unique_id: id, file_name: name, mime_type: type, file_size: bytes.length },
    });
  }

  /** Presses a button by the words on it, or by what they begin with: the newest one of that name. */
  press(label: string, on?: SentMessage): number {
    const shown = on ? [on] : [...this.seen].reverse();
    for (const message of shown) {
      const button =
        message.keyboard.flat().find(({ text }) => text === label) ??
        message.keyboard.flat().find(({ text }) => text.replace(/^[☐☑] /, '').startsWith(label));
      if (button?.data !== undefined) return this.pressData(button.data, message);
    }
    const labels = shown.flatMap(({ keyboard }) => keyboard.flat().map(({ text }) => text));
    throw new Error(`there is no button ${label}; there are: ${labels.join(' | ')}`);
  }

  /** Presses a button by its data. */
  pressData(data: string, message: SentMessage): number {
    const query = this.#server.newQuery();
    return this.#server.push(
      (update_id) =>
        ({
          update_id,
          callback_query: {
            id: query,
            from: this.user,
            chat_instance: 'x',
            data,
            message: {
              message_id: message.id,
              date: 1,
              chat: this.#chatOf(),
              text: message.text,
              ...(message.topic === undefined ? {} : { message_thread_id: message.topic }),
            },
          },
        }) as Update,
    );
  }

  /** Blocks the bot, or lets it in again. */
  block(blocked = true): void {
    this.#server.block(this.#chat.id, blocked);
    this.#server.push(
      (update_id) =>
        ({
          update_id,
          my_chat_member: {
            chat: this.#chatOf(),
            from: this.user,
            date: 1,
            old_chat_member: {
              status: blocked ? 'member' : 'kicked',
              user: { id: BOT_ID, is_bot: true, first_name: 'Wizard' },
            },
            new_chat_member: {
              status: blocked ? 'kicked' : 'member',
              user: { id: BOT_ID, is_bot: true, first_name: 'Wizard' },
            },
          },
        }) as Update,
    );
  }

  #base(id: number): object {
    const { topic } = this.#chat;
    const inTopic = topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true };
    return { message_id: id, date: 1, chat: this.#chatOf(), from: this.user, ...inTopic };
  }

  #replyTo(message: SentMessage | undefined): object {
    if (!message) return {};
    const from = { id: BOT_ID, is_bot: true, first_name: 'Wizard' };
    return { reply_to_message: { message_id: message.id, date: 1, chat: this.#chatOf(), from, text: message.text } };
  }

  #chatOf(): object {
    const { id, type } = this.#chat;
    return type === 'private' ? { id, type, first_name: this.user.first_name } : { id, type, title: 'A group' };
  }
}
