import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { Api, InputFile } from 'grammy';
import type { Update } from 'grammy/types';

import type { BotCapabilities, BotChannel, BotCommand, Incoming } from '../bot-channel.ts';
import type { Piece } from '../rendering/piece.ts';
import { word } from '../words.ts';
import { unmarked } from './html.ts';
import { type BotIdentity, readUpdate } from './read-update.ts';
import { isNoPhoto, isUnreadable, telegramFailure } from './telegram-failure.ts';
import { renderPiece, type TelegramMessage } from './telegram-message.ts';

const updates = ['message', 'callback_query', 'my_chat_member'] as const;
/** How long Telegram holds a poll open, in seconds. */
const POLL_SECONDS = 25;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Chats whose last message is remembered, to answer to it in groups. */
const REMEMBERED_PLACES = 1_000;

export interface TelegramOptions {
  token: string;
  /** Where the Bot API is; Telegram's own unless said. */
  apiRoot?: string;
  /** Telegram brings updates to this address; without it they are fetched. */
  webhookUrl?: string;
  pollSeconds?: number;
  /** Telegram could not be reached; it is tried again. */
  onTrouble(error: unknown): void;
}

/** Telegram, by its Bot API: updates are fetched by long polling, or brought to a webhook. */
export class TelegramChannel implements BotChannel<TelegramMessage> {
  readonly name = 'telegram';
  readonly capabilities: BotCapabilities;
  readonly #options: TelegramOptions;
  readonly #api: Api;
  readonly #apiRoot: string;
  /** The last thing a person said in a group: what is said to them there answers it. */
  readonly #last = new Map<string, number>();
  /** Commands as people type them here, which have no dashes, and as the flows have them. */
  #commands: ReadonlyMap<string, string> = new Map();
  #bot: BotIdentity | undefined;
  #incoming: ((event: Incoming) => Promise<void>) | undefined;
  #stopping = new AbortController();
  #polling: Promise<void> = Promise.resolve();

  constructor(options: TelegramOptions) {
    this.#options = options;
    this.#apiRoot = options.apiRoot ?? 'https://api.telegram.org';
    this.#api = new Api(options.token, { apiRoot: this.#apiRoot, timeoutSeconds: 60 });
    this.capabilities = {
      buttons: true,
      picks: false,
      edits: true,
      removes: true,
      removesOthers: true,
      files: true,
      pictures: true,
      keys: false,
      listens: options.webhookUrl === undefined ? 'one' : 'each',
      maxTextLength: 4_096,
      choicesPerPage: 8,
      maxFileBytes: 20_000_000,
    };
  }

  async start(incoming: (event: Incoming) => Promise<void>): Promise<void> {
    const { id, username } = await this.#api.getMe();
    this.#bot = { id, username };
    this.#incoming = incoming;
    this.#stopping = new AbortController();
    const { webhookUrl } = this.#options;
    if (webhookUrl === undefined) {
      await this.#api.deleteWebhook();
      this.#polling = this.#poll(this.#stopping.signal);
    } else {
      await this.#api.setWebhook(webhookUrl, { secret_token: this.#secret(), allowed_updates: updates });
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
    this.#incoming = undefined;
  }

  render(piece: Piece): TelegramMessage[] {
    return renderPiece(piece);
  }

  async deliver(place: string, message: TelegramMessage): Promise<string> {
    const { chat, other } = this.#address(place);
    return await this.#call(async () => {
      switch (message.type) {
        case 'text': {
          const options = { ...other, link_preview_options: { is_disabled: true }, ...markup(message, place) };
          const sent = await this.#api
            .sendMessage(chat, message.html, { ...options, parse_mode: 'HTML' })
            .catch(async (error: unknown) => {
              // Words without their marks are better than no words.
              if (!isUnreadable(error)) throw error;
              return await this.#api.sendMessage(chat, unmarked(message.html), options);
            });
          return String(sent.message_id);
        }
        case 'photo': {
          const { content, filename, html } = message;
          const options = { ...other, caption: html, parse_mode: 'HTML' } as const;
          const sent = await this.#api
            .sendPhoto(chat, new InputFile(content, filename), options)
            .catch(async (error: unknown) => {
              // A file with its words is better than nothing.
              if (!isNoPhoto(error)) throw error;
              return await this.#api.sendDocument(chat, new InputFile(content, filename), options);
            });
          return String(sent.message_id);
        }
        case 'document': {
          const { content, filename, html } = message;
          const options = { ...other, caption: html, parse_mode: 'HTML' } as const;
          const sent = await this.#api.sendDocument(chat, new InputFile(content, filename), options);
          return String(sent.message_id);
        }
        default:
          return message satisfies never;
      }
    }, '');
  }

  async edit(place: string, id: string, message: TelegramMessage): Promise<void> {
    if (message.type !== 'text') return;
    const { chat } = this.#address(place);
    await this.#call(async () => {
      await this.#api.editMessageText(chat, Number(id), message.html, {
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        reply_markup: { inline_keyboard: keyboardOf(message, place) },
      });
    }, undefined);
  }

  async remove(place: string, id: string): Promise<void> {
    const { chat } = this.#address(place);
    await this.#call(async () => {
      await this.#api.deleteMessage(chat, Number(id));
    }, undefined);
  }

  async typing(place: string): Promise<void> {
    const { chat, other } = this.#address(place);
    const topic = other.message_thread_id === undefined ? {} : { message_thread_id: other.message_thread_id };
    await this.#api.sendChatAction(chat, 'typing', topic);
  }

  async acknowledge(press: string, text?: string): Promise<void> {
    await this.#api.answerCallbackQuery(press, text === undefined ? {} : { text });
  }

  async fetch(file: string): Promise<Uint8Array> {
    const { file_path: path } = await this.#api.getFile(file);
    const answer = await fetch(`${this.#apiRoot}/file/bot${this.#options.token}/${path ?? ''}`, {
      signal: AbortSignal.timeout(60_000),
    });
    // Without the address: the token stands in it.
    if (!answer.ok) throw new Error(`Telegram does not give the file: ${answer.status}.`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** A request of Telegram: the secret first, then the update is kept, then it is answered. */
  async webhook(headers: Readonly<Record<string, string | string[] | undefined>>, body: string): Promise<number> {
    const given = headers['x-telegram-bot-api-secret-token'];
    if (typeof given !== 'string' || !same(given, this.#secret())) return 401;
    let update: Update;
    try {
      update = JSON.parse(body) as Update;
    } catch {
      return 400;
    }
    if (typeof update?.update_id !== 'number') return 400;
    // Telegram brings it again later.
    if (!this.#incoming) return 503;
    await this.#take(update);
    return 200;
  }

  linkTo(payload: string): string | undefined {
    return this.#bot && `https://t.me/${this.#bot.username}?start=${payload}`;
  }

  async publishCommands(all: ReadonlyMap<string, readonly BotCommand[]>): Promise<void> {
    const known = new Map<string, string>();
    for (const [language, list] of all) {
      const named = list.map(({ command, description }) => {
        const typed = command
          .toLowerCase()
          .replace(/[^a-z0-9_]/g, '_')
          .slice(0, 32);
        known.set(typed, command);
        return { command: typed, description: description.slice(0, 256) || typed };
      });
      const unique = [...new Map(named.map((one) => [one.command, one])).values()].slice(0, 100);
      await this.#api.setMyCommands(unique, language === '' ? {} : { language_code: language as 'en' });
    }
    this.#commands = known;
  }

  /** Fetches updates and takes each before it asks for the next ones: Telegram keeps what was not taken. */
  async #poll(signal: AbortSignal): Promise<void> {
    let offset = 0;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const timeout = this.#options.pollSeconds ?? POLL_SECONDS;
        const found = await this.#api.getUpdates(
          { offset, timeout, allowed_updates: updates },
          // The same thing at run time; its types come from a package that stands in for it on old versions of Node.
          signal as unknown as Parameters<Api['getUpdates']>[1],
        );
        for (const update of found.sort((one, other) => one.update_id - other.update_id)) {
          await this.#take(update);
          offset = update.update_id + 1;
        }
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        this.#options.onTrouble(error);
        const failure = telegramFailure(error);
        const asked = failure === 'done' || failure === 'network' ? 0 : failure.retryAfterMs;
        const backOff = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
        await pause(Math.max(asked, backOff), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #take(update: Update): Promise<void> {
    if (!this.#bot || !this.#incoming) throw new Error('The channel has not begun to listen.');
    const read = readUpdate(update, this.#bot);
    if (read.type === 'foreign') {
      await this.acknowledge(read.press, word(read.locale, 'notYours')).catch(() => undefined);
      return;
    }
    if (read.type === 'nothing') return;
    const { event, message } = read;
    if (message !== undefined && event.place.includes(':')) {
      this.#last.delete(event.place);
      this.#last.set(event.place, message);
      if (this.#last.size > REMEMBERED_PLACES) this.#last.delete(this.#last.keys().next().value ?? '');
    }
    await this.#incoming(this.#withCommand(event));
  }

  /** `/my_vdcs` is typed for what a flow calls `/my-vdcs`. */
  #withCommand(event: Incoming): Incoming {
    const { content } = event;
    if (content.type !== 'text') return event;
    const typed = /^\/(\w+)/.exec(content.text)?.[1];
    const meant = typed === undefined ? undefined : this.#commands.get(typed.toLowerCase());
    if (typed === undefined || meant === undefined) return event;
    return { ...event, content: { type: 'text', text: `/${meant}${content.text.slice(typed.length + 1)}` } };
  }

  #address(place: string): {
    chat: number;
    other: { message_thread_id?: number; reply_parameters?: { message_id: number; allow_sending_without_reply: true } };
  } {
    const [chat = '', topic = '0'] = place.split(':');
    const last = this.#last.get(place);
    return {
      chat: Number(chat),
      other: {
        ...(topic === '0' ? {} : { message_thread_id: Number(topic) }),
        ...(last === undefined ? {} : { reply_parameters: { message_id: last, allow_sending_without_reply: true } }),
      },
    };
  }

  async #call<T>(call: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const failure = telegramFailure(error);
      if (failure === 'done') return otherwise;
      throw failure === 'network' ? error : failure;
    }
  }

  /** What Telegram shows with each request: nobody who does not know the token knows it. */
  #secret(): string {
    return createHash('sha256').update(`webhook\0${this.#options.token}`).digest('base64url');
  }
}

/** Whose buttons these are, in a group: they carry who may press them. */
function keyboardOf({ keyboard }: Extract<TelegramMessage, { type: 'text' }>, place: string) {
  const [, , person] = place.split(':');
  if (person === undefined) return keyboard;
  return keyboard.map((row) =>
    row.map((button) =>
      'callback_data' in button ? { ...button, callback_data: `${button.callback_data}|${person}` } : button,
    ),
  );
}

/**
 * In a group the bot hears what is typed only if it answers one of its messages: where that is wanted, Telegram opens the
 * answer by itself, and commands are typed rather than pressed.
 */
function markup(message: Extract<TelegramMessage, { type: 'text' }>, place: string) {
  if (message.asks && place.includes(':')) return { reply_markup: { force_reply: true as const, selective: true } };
  const keyboard = keyboardOf(message, place);
  return keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {};
}

function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
