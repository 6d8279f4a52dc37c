import type { Piece } from './rendering/piece.ts';

/** What a platform can carry, as data: the hub and the tests look here instead of asking for its name. */
export interface BotCapabilities {
  /** Buttons under a message; else choices are numbered in the text. */
  buttons: boolean;
  /** Without buttons, too, a question that was answered is edited to say so: a poll is ended. */
  closes?: true;
  /** A message can be answered by a sign on it (a reaction): `Incoming` content `pick`. */
  picks: boolean;
  /** A message already sent can be changed. */
  edits: boolean;
  /** A message can be taken away: the bot's own, and in `removesOthers` what a person wrote. */
  removes: boolean;
  removesOthers: boolean;
  files: boolean;
  pictures: boolean;
  /** The platform takes the same `key` only once: a repeated delivery shows nothing twice. */
  keys: boolean;
  /** Who listens: the one process that holds the channel's lease, or each (a webhook behind a balancer). */
  listens: 'one' | 'each';
  /** Characters in one message, choices on one page, and the largest file it brings. */
  maxTextLength: number;
  choicesPerPage: number;
  maxFileBytes: number;
}

/** Somebody on a platform. The id is the platform's own and never changes; the rest is for reading. */
export interface PlatformPerson {
  id: string;
  name: string;
  username?: string;
  /** As the platform has it: `de`, `pt-BR`. */
  locale?: string;
}

/** What reached the bot, in the hub's words. */
export interface Incoming {
  /** Unique in the channel for ever: the same id again is dropped. */
  id: string;
  /**
   * Where it was said and where answers go: made by the channel, which alone reads it (Telegram: `chat:topic:person`).
   * One place holds one conversation at a time, and its events are handled one after another.
   */
  place: string;
  person: PlatformPerson;
  /** The platform's id of the message, where there is one: to remove it. */
  message?: string;
  content: IncomingContent;
}

export type IncomingContent =
  | { type: 'text'; text: string }
  /** A button of ours: the two parts that its `Button` had. */
  | { type: 'press'; prompt: string; key: string /** For `acknowledge`. */; press?: string }
  /** A sign put on one of our messages: the number of a choice, from 0. */
  | { type: 'pick'; on: string; index: number }
  | { type: 'file'; file: string; name: string; mediaType?: string; size?: number; text?: string }
  | { type: 'location'; latitude: number; longitude: number }
  /** Something that cannot be an answer: a sticker, a voice message. */
  | { type: 'other' }
  /** The person opened the bot, perhaps by a link with a word in it. */
  | { type: 'hello'; payload?: string }
  /** The person blocked the bot, or it was put out of the room: nothing more is said there. */
  | { type: 'gone' };

/**
 * A platform behind the hub: one folder, and one line in `bot-channels.ts`. It translates, and keeps no state of the
 * dialogue. What `deliver`, `edit` and `remove` cannot do they say by a `DeliveryFailure`; anything else thrown is taken
 * for the network and tried again. `M` is the platform's own message.
 */
export interface BotChannel<M = unknown> {
  readonly name: string;
  readonly capabilities: BotCapabilities;
  /**
   * Begins to listen. `incoming` resolves when the event is kept for good: only then is the platform told that it was
   * taken. When it rejects, the event has to come again.
   */
  start(incoming: (event: Incoming) => Promise<void>): Promise<void>;
  /** Listens no more; what `start` began has come to its end. Deliveries still work until then. */
  stop(): Promise<void>;
  /** Nothing is delivered any more: connections that deliveries opened are closed. */
  close?(): Promise<void>;
  /** A piece as messages of the platform, in order. Pure. */
  render(piece: Piece): M[];
  /** Sends one message; resolves with its id. The same `key` is the same message, sent again after a crash. */
  deliver(place: string, message: M, key: string): Promise<string>;
  /** Puts another message in the place of one already sent. The same content again is no error. */
  edit(place: string, id: string, message: M, key: string): Promise<void>;
  remove(place: string, id: string): Promise<void>;
  /** Shows that something is being worked on. */
  typing(place: string): Promise<void>;
  /** A press was taken; `text` is a short word for whoever pressed. Only where there are buttons. */
  acknowledge?(press: string, text?: string): Promise<void>;
  /** The content of a file that a person sent. */
  fetch?(file: string): Promise<Uint8Array>;
  /** An event that the platform brought over HTTP, at `POST /bots/<name>`: resolves with the status to answer. */
  webhook?(headers: Readonly<Record<string, string | string[] | undefined>>, body: string): Promise<number>;
  /** An address that opens the bot with this word (`hello` with a payload). */
  linkTo?(payload: string): string | undefined;
  /** The commands that people may type, by language; `''` is for all others. */
  publishCommands?(commands: ReadonlyMap<string, readonly BotCommand[]>): Promise<void>;
}

/** A command as the platform lists it. */
export interface BotCommand {
  /** Without the slash. */
  command: string;
  description: string;
}

/** Why something could not be delivered, and what follows from it. */
export class DeliveryFailure extends Error {
  readonly kind: 'later' | 'gone' | 'refused';
  /** For `later`: milliseconds the platform wants to be left alone. */
  readonly retryAfterMs: number;

  /**
   * `later`: try again. `gone`: nothing can be said in this place (blocked, room left). `refused`: this message will
   * never be taken (too old to be edited, malformed); others may.
   */
  constructor(kind: 'later' | 'gone' | 'refused', message: string, retryAfterMs = 0) {
    super(message);
    this.name = 'DeliveryFailure';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
