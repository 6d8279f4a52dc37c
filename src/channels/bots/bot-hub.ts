import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

import type { Redis } from 'ioredis';

import type { Conversations, SessionStore } from '#src/conversation/index.ts';
import { MAX_TEXT_LENGTH, type OperationView } from '#src/protocol/index.ts';
import { orTrouble } from '#src/redis/redis-trouble.ts';

import { TokenBucket } from '../token-bucket.ts';
import type { BotChannel, Incoming } from './bot-channel.ts';
import { type Activity, BotkitCarrier } from './botkit-carrier.ts';
import { Courier } from './courier.ts';
import { Inbox } from './inbox.ts';
import { Leases } from './leases.ts';
import { Places } from './places.ts';
import { Reception, type ReceptionOptions } from './reception.ts';
import { literal, signs } from './rendering/progress.ts';
import { type WordKey, word } from './words.ts';

/** Events that are taken from an inbox at a time. */
const EVENTS_AT_ONCE = 50;
/** Shorter than a command may take. */
const WAIT_MS = 2_000;
/** How often it is looked whether another process has let a channel go. */
const LEASE_PAUSE_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** An operation's message changes so often at most. */
const PROGRESS_MS = 1_000;
/** How long it is believed that no bot follows a conversation. */
const NOBODY_MS = 3_000;
/** For how long it is known that news were told. */
const ALERTED_SECONDS = 7 * 24 * 60 * 60;
/** People whose pace is remembered. */
const REMEMBERED_PEOPLE = 10_000;

export interface BotHubOptions
  extends Pick<ReceptionOptions, 'people' | 'trigger' | 'choices' | 'home' | 'recent' | 'seal'> {
  redis: Redis;
  prefix: string;
  ttlSeconds: number;
  channels: readonly BotChannel[];
  conversations: Conversations;
  store: Pick<SessionStore, 'turns'>;
  publicUrl(): string;
  secretPage(subject: SecretSubject): Promise<string>;
  limits: { messagesPerMinute: number; burst: number };
  observe: BotObserver;
  failPoint?(name: string): void;
  /** Milliseconds until another process takes over. */
  leaseMs?: number;
}

/** Which question a secret page belongs to. */
export interface SecretSubject {
  channel: string;
  place: string;
  conversation: string;
  owner: string;
  prompt: string;
}

/** What the hub tells whoever measures and logs. */
export interface BotObserver {
  received(channel: string, kind: string): void;
  refused(channel: string, reason: 'rate' | 'size' | 'repeated'): void;
  sent(channel: string, edit: boolean): void;
  delivered(channel: string, seconds: number): void;
  /** A platform did not take something. */
  trouble(channel: string, kind: string, error: unknown): void;
  /** A mistake of ours; gives the word it can be found by. */
  failed(channel: string, error: unknown): string;
}

/**
 * The hub of the bot channels. In: an adapter's event passes Botkit's middleware and is kept in Redis; then the process that
 * holds the channel's lease handles the events of each place one after another. Out: saved turns are told from the transcript.
 */
export class BotHub {
  readonly #options: BotHubOptions;
  readonly #channels: ReadonlyMap<string, BotChannel>;
  readonly #carrier: BotkitCarrier;
  readonly #inbox: Inbox;
  readonly #leases: Leases;
  readonly #places: Places;
  readonly #courier: Courier;
  readonly #reception: Reception;
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #progress = new Map<string, { latest: OperationView; conversation: string; timer: NodeJS.Timeout }>();
  readonly #nobody = new Map<string, number>();
  readonly #handling = new Set<Promise<void>>();

  private constructor(options: BotHubOptions, carrier: BotkitCarrier) {
    const { redis, prefix, ttlSeconds, conversations, store, observe, publicUrl, secretPage } = options;
    this.#options = options;
    this.#carrier = carrier;
    this.#channels = new Map(options.channels.map((channel) => [channel.name, channel]));
    this.#inbox = new Inbox({ redis, prefix });
    this.#leases = new Leases({
      redis,
      prefix,
      ...(options.leaseMs === undefined ? {} : { lifetimeMs: options.leaseMs }),
    });
    this.#places = new Places({ redis, prefix, ttlSeconds });
    this.#courier = new Courier({
      places: this.#places,
      leases: this.#leases,
      store,
      conversations,
      channels: this.#channels,
      send: (out) => carrier.send(out),
      publicUrl,
      secretPage,
      failPoint: options.failPoint ?? (() => undefined),
      observe: {
        delivered: (channel, seconds) => observe.delivered(channel, seconds),
        failed: (channel, kind, error) => observe.trouble(channel, kind, error),
      },
    });
    this.#reception = new Reception({
      conversations,
      places: this.#places,
      courier: this.#courier,
      people: options.people,
      channels: this.#channels,
      trigger: options.trigger,
      choices: options.choices,
      home: options.home,
      recent: options.recent,
      seal: options.seal,
      failed: (channel, error) => observe.failed(channel, error),
    });
  }

  /** Loads Botkit, hangs the channels on it, and begins to listen. */
  static async start(options: BotHubOptions): Promise<BotHub> {
    let hub: BotHub | null = null;
    const carrier = await BotkitCarrier.load({
      ingest: ({ channel, activity }) => hub?.admit(channel, incomingIn(activity)) ?? false,
      receive: ({ channel, activity }) => options.observe.received(channel, incomingIn(activity).content.type),
      send: ({ channel, edit }) => options.observe.sent(channel, edit),
    });
    hub = new BotHub(options, carrier);
    hub.#listen();
    return hub;
  }

  /** A turn was saved in a conversation that bots may follow: tells it. Rejects when that has to be tried again. */
  async tell(conversation: string): Promise<void> {
    this.#nobody.delete(conversation);
    await this.#courier.tell(conversation);
  }

  /** How an operation ended, told once to an account that does not follow its conversation. */
  async alert(
    turn: { id: string; conversation: string; revision: number },
    account: { channel: string; place: string },
  ): Promise<void> {
    const { redis, prefix, store } = this.#options;
    const { channel, place } = account;
    const followers = await this.#places.followers(turn.conversation);
    if (!this.#channels.has(channel) || followers.some((one) => one.channel === channel && one.place === place)) return;
    const { turns } = await store.turns(turn.conversation, {
      after: turn.revision - 1,
      before: turn.revision + 1,
      count: 1,
    });
    const entries = turns[0]?.entries ?? [];
    const ended = entries.find((entry) => entry.type === 'operation');
    if (!turns[0] || ended?.type !== 'operation') return;
    const mark = `${prefix}bots:alerted:${turn.id}`;
    if ((await orTrouble(redis.get(mark))) !== null) return;
    const said = entries.flatMap((entry) => (entry.type === 'say' ? [entry.text] : []));
    const { state, title } = ended.operation;
    const head = `${signs[state]} **${literal(title)}**`;
    const { lang, dir } = turns[0];
    const piece = { type: 'text', text: [head, ...said].join('\n\n'), lang, dir } as const;
    await this.#courier.say(channel, place, piece, `${turn.id}-alert`);
    await orTrouble(redis.set(mark, '1', 'EX', ALERTED_SECONDS));
  }

  /** An operation moved on: its message changes, once a second at most. */
  progress(conversation: string, operation: OperationView): void {
    if ((this.#nobody.get(conversation) ?? 0) > Date.now()) return;
    const known = this.#progress.get(operation.id);
    if (known) {
      if (known.latest.sequence < operation.sequence) known.latest = operation;
      return;
    }
    const timer = setTimeout(() => void this.#tellProgress(operation.id), PROGRESS_MS);
    this.#progress.set(operation.id, { latest: operation, conversation, timer });
  }

  /** A secret that was entered on its page; false when nobody asks for it any more. */
  async takeSecret(subject: SecretSubject, plaintext: string, id: string): Promise<boolean> {
    return await this.#reception.takeSecret(subject, plaintext, id);
  }

  /** Says something in a place, outside of its conversation. */
  async say(channel: string, place: string, text: string, key: string): Promise<void> {
    const { lang } = await this.#places.load(channel, place);
    await this.#courier.say(channel, place, { type: 'text', text, lang, dir: lang === 'ar' ? 'rtl' : 'ltr' }, key);
  }

  /** Nothing new comes in, what is handled comes to its end, and what waits for a platform is left for the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const { timer } of this.#progress.values()) clearTimeout(timer);
    await Promise.all([...this.#loops, this.#courier.stop()]);
    await Promise.all([...this.#channels.values()].map(async (channel) => await channel.close?.()));
    while (this.#handling.size > 0) await Promise.allSettled(this.#handling);
  }

  /** Botkit's ingest: what is too long or too fast is refused with a sentence, and goes no further. */
  admit(channel: string, event: Incoming): boolean {
    const { observe, limits } = this.#options;
    const { content, person } = event;
    if (content.type === 'gone') return true;
    const lang = (person.locale ?? 'en').split('-')[0] ?? 'en';
    const refuse = (reason: 'rate' | 'size', key: WordKey, values: Record<string, number>): false => {
      observe.refused(channel, reason);
      const piece = { type: 'text', text: word(lang, key, values), lang, dir: lang === 'ar' ? 'rtl' : 'ltr' } as const;
      this.#courier.say(channel, event.place, piece, `${channel}-${event.id}-refused`).catch(() => undefined);
      return false;
    };
    const who = `${channel} ${person.id}`;
    const bucket = this.#buckets.get(who) ?? new TokenBucket(limits.messagesPerMinute / 60, limits.burst);
    this.#buckets.delete(who);
    this.#buckets.set(who, bucket);
    if (this.#buckets.size > REMEMBERED_PEOPLE) this.#buckets.delete(this.#buckets.keys().next().value ?? '');
    const wait = bucket.take(Date.now());
    if (wait > 0) return refuse('rate', 'tooFast', { seconds: Math.ceil(wait / 1_000) });
    if (content.type === 'text' && content.text.length > MAX_TEXT_LENGTH) {
      return refuse('size', 'tooLong', { max: MAX_TEXT_LENGTH });
    }
    return true;
  }

  #listen(): void {
    for (const channel of this.#channels.values()) {
      this.#carrier.plug(
        channel.name,
        async ({ place, message, key, edits }) => {
          if (edits === undefined) return await channel.deliver(place, message, key);
          await channel.edit(place, edits, message, key);
          return edits;
        },
        async (activity) => {
          const kept = await this.#inbox.accept(channel.name, incomingIn(activity));
          if (!kept) this.#options.observe.refused(channel.name, 'repeated');
        },
      );
      this.#loops.push(this.#serve(channel));
      if (channel.capabilities.listens === 'each') this.#loops.push(this.#listenHere(channel));
    }
  }

  /** Handles what comes in for as long as this process holds the channel's lease; and listens, where one process does. */
  async #serve(channel: BotChannel): Promise<void> {
    const { signal } = this.#stopping;
    const one = channel.capabilities.listens === 'one';
    await this.#again(channel, 'listening', async () => {
      const lease = await this.#leases.take(`channel:${channel.name}`);
      if (!lease) {
        await pause(LEASE_PAUSE_MS, undefined, { signal });
        return;
      }
      try {
        if (one) await this.#begin(channel);
        await this.#consume(channel, AbortSignal.any([signal, lease.lost]));
      } finally {
        if (one) await this.#end(channel);
        await lease.release();
      }
    });
  }

  /** Listens in each process, where the platform brings its events to any of them. */
  async #listenHere(channel: BotChannel): Promise<void> {
    const { signal } = this.#stopping;
    await this.#again(channel, 'listening', async () => {
      await this.#begin(channel);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
    });
    await this.#end(channel);
  }

  /** Does it over and over until the hub stops; what fails is tried again ever more seldom. */
  async #again(channel: BotChannel, kind: string, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      try {
        await work();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        this.#options.observe.trouble(channel.name, kind, error);
        const wait = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
        await pause(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #end(channel: BotChannel): Promise<void> {
    await channel.stop().catch((error: unknown) => this.#options.observe.trouble(channel.name, 'stopping', error));
  }

  async #begin(channel: BotChannel): Promise<void> {
    await channel.start(async (event) => {
      const activity: Activity = {
        type: 'message',
        id: event.id,
        text: event.content.type === 'text' ? event.content.text : '',
        conversation: { id: event.place },
        from: { id: event.person.id, name: event.person.name },
        recipient: { id: 'wizard' },
        channelData: { incoming: event },
      };
      await this.#carrier.receive(channel.name, activity);
    });
  }

  /** The events of a channel in their order, those of different places beside each other. */
  async #consume(channel: BotChannel, signal: AbortSignal): Promise<void> {
    const connection = this.#options.redis.duplicate({ maxRetriesPerRequest: null });
    connection.on('error', () => undefined);
    const byPlace = new Map<string, Promise<void>>();
    let entry = '0-0';
    try {
      while (!signal.aborted) {
        const wait = { count: EVENTS_AT_ONCE, waitMs: WAIT_MS, connection };
        // A connection that is being made anew never settles what waits for it: the end does not wait for that.
        const found = await unlessAborted(this.#inbox.after(channel.name, entry, wait), signal);
        for (const kept of found) {
          entry = kept.entry;
          const { place } = kept.event;
          const before = byPlace.get(place) ?? Promise.resolve();
          const mine = before.then(() => this.#handle(channel, kept.entry, kept.event, signal));
          byPlace.set(place, mine);
          this.#handling.add(mine);
          void mine.finally(() => {
            this.#handling.delete(mine);
            if (byPlace.get(place) === mine) byPlace.delete(place);
          });
        }
        // No more than this is held in memory at a time.
        if (byPlace.size > EVENTS_AT_ONCE) await Promise.race(byPlace.values());
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      connection.disconnect();
      await Promise.allSettled(byPlace.values());
    }
  }

  /** One event, until it is handled: the next one of its place waits. Broken off, it is handled after the next start. */
  async #handle(channel: BotChannel, entry: string, event: Incoming, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        this.#options.failPoint?.('incoming.claimed');
        await this.#reception.handle(channel.name, event);
        this.#options.failPoint?.('incoming.handled');
        await this.#inbox.settle(channel.name, entry);
        return;
      } catch (error) {
        this.#options.observe.trouble(channel.name, 'handling', error);
        const wait = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
        await pause(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #tellProgress(id: string): Promise<void> {
    const known = this.#progress.get(id);
    this.#progress.delete(id);
    if (!known || this.#stopping.signal.aborted) return;
    try {
      const followers = await this.#places.followers(known.conversation);
      if (followers.length === 0) {
        this.#nobody.set(known.conversation, Date.now() + NOBODY_MS);
        if (this.#nobody.size > REMEMBERED_PEOPLE) this.#nobody.clear();
        return;
      }
      // Of several processes that hear of it, one changes the message.
      const { redis, prefix } = this.#options;
      const mine = await redis.set(`${prefix}bots:progress:${id}:${known.latest.sequence}`, '1', 'PX', 60_000, 'NX');
      if (mine === null) return;
      for (const { channel, place } of followers) await this.#courier.progress(channel, place, known.latest);
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#options.observe.trouble('', 'progress', error);
    }
  }
}

/** What it comes to, or a rejection as soon as the signal aborts. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const aborted = async (): Promise<T> => {
    signal.throwIfAborted();
    await once(signal, 'abort', { signal: over.signal });
    signal.throwIfAborted();
    return await work;
  };
  try {
    return await Promise.race([work, aborted()]);
  } finally {
    over.abort();
  }
}

function incomingIn(activity: Activity): Incoming {
  return (activity.channelData as { incoming: Incoming }).incoming;
}
