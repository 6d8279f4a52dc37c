import { setTimeout as pause } from 'node:timers/promises';

import type { Conversations, SessionStore } from '#src/conversation/index.ts';
import type { Entry, OperationView, Prompt, Show, Turn } from '#src/protocol/index.ts';

import { type BotChannel, DeliveryFailure } from './bot-channel.ts';
import type { Outgoing } from './botkit-carrier.ts';
import type { Leases } from './leases.ts';
import type { Place, Places } from './places.ts';
import { isChangeable } from './rendering/changeable.ts';
import { layOut } from './rendering/lay-out.ts';
import { PictureDrawer } from './rendering/picture-drawer.ts';
import type { Piece } from './rendering/piece.ts';
import { freshView, questionOf, type View } from './rendering/view.ts';
import { withPicture } from './rendering/with-picture.ts';

const TURNS_AT_ONCE = 20;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** How often the place of another process is looked at again. */
const LEASE_PAUSE_MS = 100;

export interface CourierOptions {
  places: Places;
  leases: Leases;
  store: Pick<SessionStore, 'turns'>;
  conversations: Pick<Conversations, 'peek'>;
  channels: ReadonlyMap<string, BotChannel>;
  /** Through Botkit to the platform. */
  send(out: Outgoing): Promise<string>;
  /** Where people reach our pages from their devices. */
  publicUrl(): string;
  /** A page on which the secret that this prompt asks for can be entered, once. */
  secretPage(subject: {
    channel: string;
    place: string;
    conversation: string;
    owner: string;
    prompt: string;
  }): Promise<string>;
  failPoint(name: string): void;
  observe: CourierObserver;
}

export interface CourierObserver {
  delivered(channel: string, seconds: number): void;
  /** Tried again after so long; or not at all. */
  failed(channel: string, kind: 'later' | 'network' | 'gone' | 'refused', error: unknown): void;
}

/**
 * Brings saved turns to the places that follow their conversation: in order, each message once, from where it stopped when
 * the process died. What a platform does not take now is tried again; a place that cannot be reached any more is let go.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #stopping = new AbortController();
  readonly #pictures = new PictureDrawer();

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** Tells every follower what they do not know yet; rejects when that could not be done now. */
  async tell(conversation: string): Promise<void> {
    const followers = await this.#options.places.followers(conversation);
    const told = await Promise.allSettled(
      followers.map(({ channel, place }) =>
        this.at(channel, place, async (at, signal) => {
          if (at.conversation === conversation) await this.#catchUp(at, signal);
        }),
      ),
    );
    const failed = told.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Words of the hub itself: not part of the conversation. */
  async say(channel: string, place: string, piece: Piece, key: string): Promise<void> {
    await this.at(channel, place, async (_at, signal) => {
      await this.#deliver(channel, place, piece, key, signal).catch(unlessGone);
    });
  }

  /** How an operation stands, where it is shown already. Dropped where somebody else is busy with the place. */
  async progress(channel: string, place: string, operation: OperationView): Promise<void> {
    const platform = this.#options.channels.get(channel);
    if (!platform?.capabilities.edits || this.#queues.has(`${channel} ${place}`)) return;
    await this.at(channel, place, async (at, signal) => {
      const shown = at.operations.get(operation.id);
      if (shown && shown.sequence < operation.sequence) await this.#edit(at, shown.message, operation, signal);
    });
  }

  /** Draws an open prompt again, after something in it was switched or turned. */
  async redraw(at: Place, prompt: Prompt, view: View, signal: AbortSignal): Promise<void> {
    const shown = at.prompts.get(prompt.id);
    const platform = this.#options.channels.get(at.channel);
    if (!shown || !platform) return;
    const before = questionOf(prompt, shown.view)?.slot;
    const sameField = before === questionOf(prompt, view)?.slot;
    at.prompts.set(prompt.id, { ...shown, view });
    const { revision } = at;
    const piece = await this.#cardOf(at, prompt, view);
    const last = shown.messages.at(-1);
    const key = `${at.conversation}-${prompt.id}-${Object.keys(view.values).length}-${view.page}-${view.picked.length}-${Date.now()}`;
    if (platform.capabilities.edits && last !== undefined && sameField && platform.capabilities.buttons) {
      const message = platform.render(piece).at(-1);
      const out = { channel: at.channel, place: at.place, message, key, edits: last };
      if (message !== undefined) await this.#send(out, signal);
    } else {
      // The next field of a form, or another page where nothing can be edited: a message of its own.
      const messages = await this.#deliver(at.channel, at.place, piece, key, signal);
      at.prompts.set(prompt.id, { messages: [...shown.messages, ...messages], view });
    }
    await this.#options.places.told(at, { revision }, { prompt: prompt.id });
  }

  /** Work on a place: after what is under way there, and by nobody else meanwhile, in no process. */
  async at<T>(channel: string, place: string, work: (at: Place, signal: AbortSignal) => Promise<T>): Promise<T> {
    const name = `${channel} ${place}`;
    const before = this.#queues.get(name) ?? Promise.resolve();
    const mine = before.then(
      () => this.#alone(channel, place, work),
      () => this.#alone(channel, place, work),
    );
    this.#queues.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(name) === mine) this.#queues.delete(name);
    }
  }

  /** What is being delivered is broken off where it waits: it is told again later, from there. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The wizard goes down; the rest is delivered when it is back.'));
    while (this.#queues.size > 0) await Promise.allSettled(this.#queues.values());
    await this.#pictures.close();
  }

  async #alone<T>(channel: string, place: string, work: (at: Place, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { leases, places } = this.#options;
    const { signal } = this.#stopping;
    for (;;) {
      signal.throwIfAborted();
      const lease = await leases.take(`place:${channel}:${place}`);
      if (lease) {
        try {
          return await work(await places.load(channel, place), AbortSignal.any([signal, lease.lost]));
        } finally {
          await lease.release();
        }
      }
      await pause(LEASE_PAUSE_MS, undefined, { signal });
    }
  }

  async #catchUp(at: Place, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    const { conversation } = at;
    if (conversation === undefined || at.gone) return;
    try {
      for (;;) {
        const { turns } = await store.turns(conversation, { after: at.revision, count: TURNS_AT_ONCE });
        for (const turn of turns) await this.#tellTurn(at, turn, signal);
        if (turns.length < TURNS_AT_ONCE) return;
      }
    } catch (error) {
      if (!(error instanceof DeliveryFailure) || error.kind !== 'gone') throw error;
      await this.#options.places.told(at, { gone: true });
    }
  }

  async #tellTurn(at: Place, turn: Turn, signal: AbortSignal): Promise<void> {
    const { places } = this.#options;
    for (const [index, entry] of turn.entries.entries()) {
      if (index < at.entry) continue;
      const answered = entry.type === 'said' && entry.prompt !== undefined ? at.prompts.get(entry.prompt) : undefined;
      if (entry.type === 'said' && answered) answered.answered ??= entry.text;
      await this.#tellEntry(at, turn, entry, signal);
      const settled = answered && entry.type === 'said' && entry.prompt !== undefined ? { prompt: entry.prompt } : {};
      await places.told(at, { entry: index + 1, part: 0 }, settled);
    }
    await this.#closePrompts(at, turn, signal);
    await places.told(at, { revision: turn.revision, entry: 0, part: 0, lang: turn.lang });
  }

  async #tellEntry(at: Place, turn: Turn, entry: Entry, signal: AbortSignal): Promise<void> {
    const { places } = this.#options;
    const { lang, dir } = turn;
    switch (entry.type) {
      case 'said':
      case 'changed':
        return;
      case 'relayed':
        await this.#tellPiece(at, entry, { type: 'relayed', name: entry.name, text: entry.text, lang, dir }, signal);
        return;
      case 'say': {
        const tone = entry.tone === undefined ? {} : { tone: entry.tone };
        await this.#tellPiece(at, entry, { type: 'text', text: entry.text, ...tone, lang, dir }, signal);
        return;
      }
      case 'show': {
        const show = withAddress(entry.show, this.#options.publicUrl());
        const text = entry.text === undefined ? {} : { text: entry.text };
        await this.#tellPiece(at, entry, { type: 'show', show, ...text, lang, dir }, signal);
        return;
      }
      case 'prompt': {
        const { prompt } = entry;
        at.lang = lang;
        const shown = at.prompts.get(prompt.id) ?? { messages: [], view: freshView(prompt) };
        at.prompts.set(prompt.id, shown);
        await this.#tellPiece(at, entry, await this.#cardOf(at, prompt, shown.view, turn), signal, (message) => {
          shown.messages.push(message);
          return { prompt: prompt.id };
        });
        return;
      }
      case 'operation': {
        const { operation } = entry;
        const shown = at.operations.get(operation.id);
        if (shown && shown.sequence >= operation.sequence && shown.sequence > 0) return;
        if (shown && (await this.#edit(at, shown.message, operation, signal))) return;
        await this.#tellPiece(at, entry, { type: 'operation', operation, lang, dir }, signal, (message) => {
          at.operations.set(operation.id, { message, sequence: operation.sequence });
          return { operation: operation.id };
        });
        await places.told(at, {}, {});
        return;
      }
      default:
        entry satisfies never;
    }
  }

  /** The messages of one entry, from the first one that was not delivered yet. */
  async #tellPiece(
    at: Place,
    entry: Entry,
    piece: Piece,
    signal: AbortSignal,
    remember?: (message: string) => { prompt?: string; operation?: string },
  ): Promise<void> {
    const { places, failPoint } = this.#options;
    const messages = await this.#rendered(at.channel, piece);
    for (const [part, message] of messages.entries()) {
      if (part < at.part) continue;
      const key = `${at.conversation}-${entry.id}-${part}`;
      failPoint('message.claimed');
      const id = await this.#send({ channel: at.channel, place: at.place, message, key }, signal);
      failPoint('message.sent');
      await places.told(at, { part: part + 1 }, id === null ? {} : remember?.(id));
    }
  }

  /** Answered questions lose their buttons and show their answer: nobody presses an old one by mistake. */
  async #closePrompts(at: Place, turn: Turn, signal: AbortSignal): Promise<void> {
    const platform = this.#options.channels.get(at.channel);
    if (!platform?.capabilities.edits || !(platform.capabilities.buttons || platform.capabilities.closes)) return;
    for (const [id, shown] of at.prompts) {
      const last = shown.messages.at(-1);
      if (id === turn.open || shown.closed || last === undefined) continue;
      const prompt = await this.promptAt(at.conversation ?? '', id);
      shown.closed = true;
      if (prompt) {
        const stored = await this.#options.conversations.peek(at.conversation ?? '');
        const changeable = stored !== null && shown.answered !== undefined && isChangeable(prompt, stored.conversation);
        const answered = shown.answered ?? '';
        const card = layOut(prompt, shown.view, { perPage: 1, lang: turn.lang, answered, changeable });
        const message = platform.render({ type: 'card', card, lang: turn.lang, dir: turn.dir }).at(-1);
        const key = `${at.conversation}-${id}-closed`;
        if (message !== undefined) {
          await this.#send({ channel: at.channel, place: at.place, message, key, edits: last }, signal);
        }
      }
      await this.#options.places.told(at, {}, { prompt: id });
    }
  }

  /** A prompt as the transcript has it. */
  async promptAt(conversation: string, id: string): Promise<Prompt | undefined> {
    const revision = Number(id.split('.')[0]);
    const { turns } = await this.#options.store.turns(conversation, {
      after: revision - 1,
      before: revision + 1,
      count: 1,
    });
    const found = turns[0]?.entries.find((entry) => entry.type === 'prompt' && entry.prompt.id === id);
    return found?.type === 'prompt' ? found.prompt : undefined;
  }

  async #cardOf(at: Place, prompt: Prompt, view: View, turn?: Turn): Promise<Piece> {
    const { channels, secretPage } = this.#options;
    const { channel, place, conversation = '', owner = '' } = at;
    const lang = turn?.lang ?? at.lang;
    const secret = questionOf(prompt, view)?.type === 'secret';
    const card = layOut(prompt, view, {
      perPage: channels.get(channel)?.capabilities.choicesPerPage ?? 8,
      lang,
      ...(secret ? { secretPage: await secretPage({ channel, place, conversation, owner, prompt: prompt.id }) } : {}),
    });
    return { type: 'card', card, lang, dir: turn?.dir ?? (lang === 'ar' ? 'rtl' : 'ltr') };
  }

  /** Whether the message shows the operation as it is now. */
  async #edit(at: Place, message: string, operation: OperationView, signal: AbortSignal): Promise<boolean> {
    const { channels, places } = this.#options;
    const platform = channels.get(at.channel);
    if (!platform?.capabilities.edits) return false;
    const dir = at.lang === 'ar' ? 'rtl' : 'ltr';
    const drawn = platform.render({ type: 'operation', operation, lang: at.lang, dir }).at(-1);
    const key = `${operation.id}-${operation.sequence}`;
    const out = { channel: at.channel, place: at.place, message: drawn, key, edits: message };
    if (drawn === undefined || (await this.#send(out, signal)) === null) return false;
    at.operations.set(operation.id, { message, sequence: operation.sequence });
    await places.told(at, {}, { operation: operation.id });
    return true;
  }

  async #deliver(channel: string, place: string, piece: Piece, key: string, signal: AbortSignal): Promise<string[]> {
    const ids: string[] = [];
    for (const [part, message] of (await this.#rendered(channel, piece)).entries()) {
      const id = await this.#send({ channel, place, message, key: `${key}-${part}` }, signal);
      if (id !== null) ids.push(id);
    }
    return ids;
  }

  async #rendered(channel: string, piece: Piece): Promise<unknown[]> {
    return this.#options.channels.get(channel)?.render(await withPicture(piece, this.#pictures)) ?? [];
  }

  /** One message, until the platform has it. Null when it will never take this one. */
  async #send(out: Outgoing, signal: AbortSignal): Promise<string | null> {
    const { send, observe } = this.#options;
    for (let attempt = 0; ; attempt++) {
      signal.throwIfAborted();
      const begin = performance.now();
      try {
        const id = await send(out);
        observe.delivered(out.channel, (performance.now() - begin) / 1_000);
        return id;
      } catch (error) {
        const failure = error instanceof DeliveryFailure ? error : undefined;
        observe.failed(out.channel, failure?.kind ?? 'network', error);
        if (failure?.kind === 'gone') throw failure;
        if (failure?.kind === 'refused') return null;
        const backOff = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS);
        // An hour or more is nothing to wait for in a turn: what the platform says is obeyed all the same.
        await pause(Math.max(failure?.retryAfterMs ?? 0, failure?.retryAfterMs ? 0 : backOff), undefined, { signal });
      }
    }
  }
}

function unlessGone(error: unknown): void {
  if (!(error instanceof DeliveryFailure) || error.kind !== 'gone') throw error;
}

/** Addresses of our own pages as they are reached from elsewhere. */
function withAddress(show: Show, base: string): Show {
  if ((show.as !== 'download' && show.as !== 'link') || show.href.startsWith('data:')) return show;
  return { ...show, href: new URL(show.href, base).href };
}
