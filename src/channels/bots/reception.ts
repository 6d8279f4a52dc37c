import { createHash } from 'node:crypto';

import { languageOf } from '#src/chatflow/index.ts';
import { type Caller, type Conversations, TurnRefused, type Taken as TurnTaken } from '#src/conversation/index.ts';
import type { Choice, ChoicesRequest, Json, Prompt, Reply } from '#src/protocol/index.ts';

import type { BotChannel, Incoming, PlatformPerson } from './bot-channel.ts';
import type { Courier } from './courier.ts';
import type { Place, Places } from './places.ts';
import { isChangeable } from './rendering/changeable.ts';
import { answer, type Taken, takePress, takeText } from './rendering/take-press.ts';
import { freshView, MOST_FURTHER, questionOf, type View } from './rendering/view.ts';
import { looksSecret } from './secret-pattern.ts';
import { type WordKey, word } from './words.ts';

/** Who stands behind somebody on a platform. */
export interface People {
  /** The person as the wizard knows them; null for a stranger who may not come in. */
  who(channel: string, person: PlatformPerson): Promise<Caller | null>;
  /** Uses a code up that somebody was given in the wizard: from now on this is them. Null when it is none, or old. */
  link(code: string, channel: string, person: PlatformPerson, place: string): Promise<Caller | null>;
}

export interface ReceptionOptions {
  conversations: Conversations;
  places: Places;
  courier: Courier;
  people: People;
  channels: ReadonlyMap<string, BotChannel>;
  /** The flow that a command or an exact phrase begins. */
  trigger(text: string): string | undefined;
  choices(caller: Caller, request: ChoicesRequest): Promise<{ items: Choice[]; more: boolean }>;
  /** The flow that is there when no other one is. */
  home: string;
  /** An owner's conversations, the newest first. */
  recent(owner: string): Promise<{ id: string; title: string }[]>;
  /** Plaintext in, handle out. */
  seal(owner: string, plaintext: string): Promise<string>;
  /** Logs a mistake of ours; gives the word it can be found by. */
  failed(channel: string, error: unknown): string;
}

/** Turns what came in into replies for the conversation. Each event may be handled twice, and happens once. */
export class Reception {
  readonly #options: ReceptionOptions;

  constructor(options: ReceptionOptions) {
    this.#options = options;
  }

  /** Handles one event; rejects when it has to be handled again later. */
  async handle(channel: string, event: Incoming): Promise<void> {
    const at = await this.#options.places.load(channel, event.place);
    if (event.content.type === 'gone') {
      if (at.conversation !== undefined) await this.#options.places.told(at, { gone: true });
      return;
    }
    try {
      await this.#take(at, event);
    } catch (error) {
      if (error instanceof TurnRefused && error.code !== 'BUSY') {
        await this.#say(at, event, error.message);
      } else if (isPassing(error)) {
        throw error;
      } else {
        const reference = this.#options.failed(channel, error);
        await this.#say(at, event, word(at.lang, 'failed', { reference }));
      }
    } finally {
      await this.#acknowledge(channel, event);
    }
  }

  /** A secret that was entered on its page. False when nobody asks for it any more. */
  async takeSecret(
    subject: { channel: string; place: string; conversation: string; owner: string; prompt: string },
    plaintext: string,
    id: string,
  ): Promise<boolean> {
    const { conversations, places, seal, courier } = this.#options;
    const at = await places.load(subject.channel, subject.place);
    const stored = await conversations.find(subject.conversation, subject.owner);
    if (at.conversation !== subject.conversation || stored?.conversation.open !== subject.prompt) return false;
    const prompt = await courier.promptAt(subject.conversation, subject.prompt);
    const view = at.prompts.get(subject.prompt)?.view ?? (prompt && freshView(prompt));
    const question = prompt && view && questionOf(prompt, view);
    const caller = await conversations.callerOf(subject.conversation);
    if (!prompt || !view || question?.type !== 'secret' || !caller) return false;
    const handle = await seal(subject.owner, plaintext);
    await this.#perform(at, { id, caller }, prompt, answer(prompt, view, question, handle));
    return true;
  }

  async #take(at: Place, event: Incoming): Promise<void> {
    const { people, places, conversations, courier } = this.#options;
    const { content, person } = event;
    const code = codeIn(content);
    if (code !== undefined) {
      const linked = await people.link(code, at.channel, person, event.place);
      if (linked) {
        // What was said as a guest stays the guest's: the owner begins anew here, or goes on with something of their own.
        await places.leave(at);
        await this.#say(at, event, word(at.lang, 'linked', { name: linked.name }));
        await this.#begin(at, event, linked);
        return;
      }
      if (content.type === 'hello') return await this.#word(at, event, 'linkGone');
    }
    const caller = await people.who(at.channel, person);
    if (!caller) {
      if (code !== undefined) return await this.#word(at, event, 'linkGone');
      at.lang = languageOf(person.locale ?? 'en');
      return await this.#say(at, event, word(at.lang, 'stranger', { name: person.name }));
    }
    if (content.type === 'text' && content.text.trim().toLowerCase() === '/continue') {
      if (await this.#goOn(at, event, caller)) return;
      return await this.#word(at, event, 'nothingElsewhere');
    }
    const stored = at.conversation === undefined ? null : await conversations.find(at.conversation, caller.owner);
    if (!stored) {
      await this.#begin(at, event, caller);
      return;
    }
    const back = at.gone;
    if (back) await places.told(at, { gone: false });
    const { open } = stored.conversation;
    const prompt = open === undefined ? undefined : await courier.promptAt(stored.conversation.id, open);
    await this.#answer(at, { event, caller }, prompt);
    // What could not be told while the place was gone.
    if (back) await courier.tell(stored.conversation.id);
  }

  async #answer(
    at: Place,
    { event, caller }: { event: Incoming; caller: Caller },
    prompt: Prompt | undefined,
  ): Promise<void> {
    const { content } = event;
    const view = (prompt && at.prompts.get(prompt.id)?.view) ?? (prompt && freshView(prompt)) ?? noView;
    const question = prompt && questionOf(prompt, view);
    const said = { id: event.id, caller };
    const perPage = this.#perPage(at.channel);
    switch (content.type) {
      case 'text': {
        if (
          question?.type === 'secret'
            ? !isWord(content.text)
            : looksSecret(content.text) && question?.type !== 'ssh_key'
        ) {
          return await this.#refuseSecret(at, event);
        }
        if (!prompt) return await this.#reply(at, said, { type: 'text', text: content.text });
        return await this.#perform(at, said, prompt, takeText(prompt, view, content.text, at.lang, perPage));
      }
      case 'press': {
        const stored = await this.#options.conversations.peek(at.conversation ?? '');
        const pressed = prompt?.id === content.prompt ? prompt : await this.#closedPrompt(at, content.prompt);
        if (!pressed) return await this.#repeat(at, said);
        const shown = pressed === prompt ? view : (at.prompts.get(pressed.id)?.view ?? freshView(pressed));
        const taken = takePress(pressed, shown, content.key, perPage);
        const late = content.key === 'ch' && !(stored && isChangeable(pressed, stored.conversation));
        if (late || taken.type === 'nothing' || (pressed !== prompt && taken.type !== 'reply')) {
          return await this.#repeat(at, said);
        }
        return await this.#perform(at, said, pressed, taken);
      }
      case 'pick': {
        const [id] = [...at.prompts].find(([, { messages }]) => messages.includes(content.on)) ?? [];
        const picked = id === prompt?.id ? prompt : id && (await this.#closedPrompt(at, id));
        if (!picked) return;
        const shown = at.prompts.get(picked.id)?.view ?? freshView(picked);
        const key =
          picked.kind === 'offers'
            ? `o${content.index}`
            : picked.kind === 'confirm'
              ? confirmKey(content.index)
              : `c${shown.page * perPage + content.index}`;
        const taken = takePress(picked, shown, key, perPage);
        if (taken.type === 'nothing' || (picked !== prompt && taken.type !== 'reply')) return;
        return await this.#perform(at, said, picked, taken);
      }
      case 'file':
        return await this.#takeFile(at, said, content, prompt, view);
      case 'location': {
        if (!prompt || question?.type !== 'location') return await this.#word(at, event, 'unreadable');
        const point = { lat: content.latitude, lng: content.longitude };
        return await this.#perform(at, said, prompt, answer(prompt, view, question, point));
      }
      case 'hello': {
        const flow = content.payload === undefined ? undefined : this.#flowIn(content.payload);
        if (flow !== undefined) return await this.#reply(at, said, { type: 'start', flow });
        return await this.#repeat(at, said);
      }
      case 'other':
        return await this.#word(at, event, 'unreadable');
      case 'gone':
        return;
      default:
        content satisfies never;
    }
  }

  /** Carries out what a press or words came to. */
  async #perform(at: Place, said: { id: string; caller: Caller }, prompt: Prompt, taken: Taken): Promise<void> {
    const { courier, choices } = this.#options;
    switch (taken.type) {
      case 'reply':
        return await this.#reply(at, said, taken.reply);
      case 'view':
        await courier.at(at.channel, at.place, async (now, signal) => courier.redraw(now, prompt, taken.view, signal));
        return;
      case 'fetch': {
        const { slot, page } = taken;
        const conversation = at.conversation ?? '';
        const found = await choices(said.caller, { conversation, prompt: prompt.id, slot, page });
        await courier.at(at.channel, at.place, async (now, signal) => {
          const view = now.prompts.get(prompt.id)?.view ?? freshView(prompt);
          if (view.fetched >= page) return;
          const further = [...view.further, ...found.items].slice(0, MOST_FURTHER);
          const next = {
            ...view,
            page: view.page + (found.items.length > 0 ? 1 : 0),
            further,
            fetched: page,
            more: found.more,
          };
          await courier.redraw(now, prompt, next, signal);
        });
        return;
      }
      case 'nothing':
        return;
      default:
        taken satisfies never;
    }
  }

  async #reply(at: Place, { id, caller }: { id: string; caller: Caller }, reply: Reply): Promise<void> {
    const { conversations, channels } = this.#options;
    const conversation = at.conversation ?? '';
    const messageId = messageIdOf(at.channel, id);
    let taken: TurnTaken;
    try {
      taken = await conversations.reply({ conversation, messageId, caller, reply });
    } catch (error) {
      // Taken a while ago: it was answered then.
      if (error instanceof TurnRefused && error.code === 'ALREADY_TAKEN') return;
      throw error;
    }
    if (taken.turn.open === null)
      void channels
        .get(at.channel)
        ?.typing(at.place)
        .catch(() => undefined);
  }

  /** Says where the conversation stands: for what leads nowhere. */
  async #repeat(at: Place, said: { id: string; caller: Caller }): Promise<void> {
    await this.#reply(at, said, { type: 'command', command: 'repeat' });
  }

  async #begin(at: Place, event: Incoming, caller: Caller): Promise<void> {
    const { conversations, places } = this.#options;
    const { content } = event;
    const text = content.type === 'text' ? content.text.trim() : '';
    const payload = content.type === 'hello' ? content.payload : undefined;
    const flow = payload === undefined ? this.#options.trigger(text) : this.#flowIn(payload);
    const conversation = conversationIdOf(at.channel, at.place, event.id);
    const messageId = messageIdOf(at.channel, event.id);
    const { owner, locale } = caller;
    const lang = languageOf(locale);
    // The place first: the first turn is told as soon as it is saved.
    if (at.conversation !== conversation) await places.follow(at, { conversation, owner, revision: 0, lang });
    const begun = flow === undefined ? {} : { flow };
    await conversations.begin({ conversation, messageId, caller, channel: at.channel, locale, ...begun });
    // More than a greeting was meant as something: the menu alone would lose it.
    if (flow === undefined && text.split(/\s+/).length > 2 && codeIn(content) === undefined) {
      await this.#reply(at, { id: `${event.id}-said`, caller }, { type: 'text', text });
    }
  }

  /** Goes on here with the newest conversation that the person has elsewhere. Told again, it is the same one. */
  async #goOn(at: Place, event: Incoming, caller: Caller): Promise<boolean> {
    const { conversations, places, recent } = this.#options;
    const messageId = messageIdOf(at.channel, event.id);
    for (const { id } of await recent(caller.owner)) {
      if (id === at.conversation) continue;
      const stored = await conversations.find(id, caller.owner);
      // A menu that waits is nothing to go on with.
      const flow = stored?.conversation.stack.at(-1)?.flow;
      if (!stored || flow === undefined || flow === this.#options.home) continue;
      const { owner } = caller;
      await places.follow(at, {
        conversation: id,
        owner,
        revision: stored.revision,
        lang: languageOf(stored.conversation.locale),
      });
      await conversations.move({ conversation: id, messageId, caller, channel: at.channel });
      return true;
    }
    return false;
  }

  async #takeFile(
    at: Place,
    said: { id: string; caller: Caller },
    content: Extract<Incoming['content'], { type: 'file' }>,
    prompt: Prompt | undefined,
    view: View,
  ): Promise<void> {
    const platform = this.#options.channels.get(at.channel);
    const question = prompt && questionOf(prompt, view);
    const say = (key: WordKey, values = {}) => this.#say(at, { id: said.id }, word(at.lang, key, values));
    const asText = question?.type === 'text' || question?.type === 'ssh_key' || question?.type === 'string';
    if (!prompt || !question || (question.type !== 'file' && !asText) || !platform?.fetch) return await say('noFile');
    const most = Math.min(platform.capabilities.maxFileBytes, question.maxSize ?? platform.capabilities.maxFileBytes);
    const max = `${Math.floor(most / 1_000)} kB`;
    if ((content.size ?? 0) > most) return await say('tooLarge', { max });
    const bytes = await platform.fetch(content.file);
    if (bytes.length > most) return await say('tooLarge', { max });
    const text = textOf(bytes);
    if (text === null) return await say('notText');
    const value: Json = asText ? text.trim() : { name: content.name, type: content.mediaType ?? '', content: text };
    await this.#perform(at, said, prompt, answer(prompt, view, question, value));
  }

  async #refuseSecret(at: Place, event: Incoming): Promise<void> {
    const platform = this.#options.channels.get(at.channel);
    const removable = event.message !== undefined && platform?.capabilities.removesOthers;
    const removed = removable
      ? await platform.remove(at.place, event.message ?? '').then(
          () => true,
          () => false,
        )
      : false;
    await this.#say(at, event, word(at.lang, removed ? 'secretPasted' : 'secretPastedStays'));
  }

  async #closedPrompt(at: Place, id: string): Promise<Prompt | undefined> {
    if (!/^\d{1,12}\.\d{1,4}$/.test(id) || at.conversation === undefined) return undefined;
    return await this.#options.courier.promptAt(at.conversation, id);
  }

  #flowIn(payload: string): string | undefined {
    return this.#options.trigger(`/${payload}`) ?? this.#options.trigger(payload);
  }

  #perPage(channel: string): number {
    return this.#options.channels.get(channel)?.capabilities.choicesPerPage ?? 8;
  }

  async #word(at: Place, event: Incoming, key: WordKey): Promise<void> {
    await this.#say(at, event, word(at.lang, key));
  }

  /** Words of the hub itself. Not waited for longer than it takes to hand them over. */
  async #say(at: Place, event: { id: string }, text: string): Promise<void> {
    const { lang, channel, place } = at;
    const dir = lang === 'ar' ? 'rtl' : 'ltr';
    await this.#options.courier.say(channel, place, { type: 'text', text, lang, dir }, `${channel}-${event.id}-said`);
  }

  async #acknowledge(channel: string, { content }: Incoming): Promise<void> {
    if (content.type !== 'press' || content.press === undefined) return;
    const platform = this.#options.channels.get(channel);
    await platform?.acknowledge?.(content.press).catch(() => undefined);
  }
}

const noView: View = { page: 0, picked: [], further: [], fetched: 0, values: {} };

/** Signs of a confirm: the first is yes, the second no. */
function confirmKey(index: number): string {
  return index === 0 ? 'y' : index === 1 ? 'no' : `e${index - 2}`;
}

/** A code for linking, alone or behind `/link`, or in a link that was opened. */
function codeIn(content: Incoming['content']): string | undefined {
  if (content.type === 'hello') return /^link-([A-Z0-9]{8})$/.exec(content.payload ?? '')?.[1];
  if (content.type !== 'text') return undefined;
  const found = /^(?:\/link(?:@\w+)?\s+)?([A-Z0-9]{4})[- ]?([A-Z0-9]{4})$/i.exec(content.text.trim());
  return found ? `${found[1]}${found[2]}`.toUpperCase() : undefined;
}

/** Where a secret is asked for, the few words that are none. */
function isWord(text: string): boolean {
  return text.startsWith('/')
    ? !/\s/.test(text.trim())
    : /^(back|cancel|help|menu|skip|repeat|restart)$/i.test(text.trim());
}

function messageIdOf(channel: string, id: string): string {
  return `${channel}-${id}`;
}

/** The same place and event give the same conversation, so that an event handled twice begins only one. */
function conversationIdOf(channel: string, place: string, id: string): string {
  return createHash('sha256').update(`${channel}\0${place}\0${id}`).digest('base64url').slice(0, 22);
}

/** What passes by itself: Redis away, the network, too much at once. */
function isPassing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'BUSY' || code.startsWith('REDIS_') || (error instanceof Error && error.name === 'AbortError');
}

function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
