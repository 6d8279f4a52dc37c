import { createRequire } from 'node:module';

import type { Botkit, BotkitMessage, BotWorker } from 'botkit';

/** An activity as the Bot Framework passes it: what we use of it. */
export interface Activity {
  type: string;
  id?: string;
  text?: string;
  channelId?: string;
  locale?: string;
  conversation?: { id: string };
  from?: { id: string; name?: string };
  recipient?: { id: string; name?: string };
  channelData?: unknown;
  suggestedActions?: { actions: { type: string; title: string; value: string }[] };
  value?: unknown;
  timestamp?: Date;
}

export interface TurnContext {
  activity: Activity;
  sendActivity(activity: Activity): Promise<{ id: string } | undefined>;
  updateActivity(activity: Activity): Promise<unknown>;
  deleteActivity(reference: { activityId?: string } & object): Promise<void>;
}

/** A Bot Framework adapter: ours around a `BotChannel`, or any ready-made one. */
export interface FrameworkAdapter {
  name?: string;
  sendActivities(context: TurnContext, activities: Activity[]): Promise<{ id: string }[]>;
  updateActivity?(context: TurnContext, activity: Activity): Promise<unknown>;
  deleteActivity?(context: TurnContext, reference: object): Promise<void>;
  runMiddleware?(context: TurnContext, next: (context: TurnContext) => Promise<void>): Promise<void>;
}

/** What goes out, before an adapter has it. */
export interface Outgoing {
  channel: string;
  place: string;
  /** The platform's own message. */
  message: unknown;
  key: string;
  /** The message it takes the place of. */
  edits?: string;
}

export interface CarrierObserver {
  /** Something came in: before it is looked at. Throwing, or false, drops it. */
  ingest(message: { channel: string; activity: Activity }): boolean;
  /** It is handled now. */
  receive(message: { channel: string; activity: Activity }): void;
  /** Something goes out. */
  send(message: { channel: string; edit: boolean }): void;
}

/** How an adapter of ours delivers: it never throws into Botkit, which would leave its turn unsettled for ever. */
export type Deliver = (out: Outgoing) => Promise<string>;

type Handler = (activity: Activity) => Promise<void>;

const CARRIED = Symbol('carried');

interface CarriedData {
  [CARRIED]: Outgoing;
}

/**
 * The one Botkit controller: every adapter hangs on it, and what comes in and goes out passes its ingest, receive and send
 * middleware. It carries, and nothing else: no dialogue, no state, no matching of texts. A handler that throws would end
 * the process and a middleware without `next` would hang, so neither can happen here: failures travel beside Botkit.
 */
export class BotkitCarrier {
  readonly #controller: Botkit;
  readonly #middleware: Middlewares;
  readonly #framework: Framework;
  readonly #observer: CarrierObserver;
  readonly #lines = new Map<string, { adapter: FrameworkAdapter; handle: Handler }>();

  private constructor(controller: Botkit, framework: Framework, observer: CarrierObserver) {
    this.#controller = controller;
    this.#middleware = controller.middleware;
    this.#framework = framework;
    this.#observer = observer;
  }

  /** Loads Botkit: nearly 100 MB and most of a second, so only where a bot channel is configured. */
  static async load(observer: CarrierObserver): Promise<BotkitCarrier> {
    const { default: botkit } = await import('botkit');
    const fromBotkit = createRequire(import.meta.resolve('botkit'));
    const framework = fromBotkit('botbuilder') as Framework;
    const controller = new botkit.Botkit({
      // Each message names its adapter; this one is never asked to carry anything.
      adapter: { sendActivities: async () => [] },
      disable_webserver: true,
      disable_console: true,
      // Botkit would save a state for every conversation, and keep it.
      storage: { read: async () => ({}), write: async () => undefined, delete: async () => undefined },
    });
    const carrier = new BotkitCarrier(controller, framework, observer);
    carrier.#listen();
    return carrier;
  }

  /** Hangs a channel of ours on the controller: as a Bot Framework adapter around its `deliver`. */
  plug(channel: string, deliver: Deliver, handle: Handler): void {
    const { BotAdapter } = this.#framework;
    class ChannelAdapter extends BotAdapter {
      override name = channel;
      override async sendActivities(_context: TurnContext, activities: Activity[]): Promise<{ id: string }[]> {
        const sent: { id: string }[] = [];
        for (const { channelData } of activities) {
          if (isCarried(channelData)) sent.push({ id: await deliver(channelData[CARRIED]) });
        }
        return sent;
      }
      override async updateActivity(_context: TurnContext, { channelData }: Activity): Promise<void> {
        if (isCarried(channelData)) await deliver(channelData[CARRIED]);
      }
      override async deleteActivity(): Promise<void> {
        throw new Error('A message is removed through its channel.');
      }
      async continueConversation(): Promise<void> {
        throw new Error('Whoever wants to say something says it to the hub.');
      }
    }
    this.#lines.set(channel, { adapter: new ChannelAdapter(), handle });
  }

  /** Something came in on a channel of ours. Resolves when it is handled; rejects when that failed. */
  async receive(channel: string, activity: Activity): Promise<void> {
    const line = this.#line(channel);
    const context = new this.#framework.TurnContext(line.adapter, { ...activity, channelId: channel });
    const result: Result = { dropped: false };
    results.set(context.activity, result);
    await this.#controller.handleTurn(context as unknown as Parameters<Botkit['handleTurn']>[0]);
    if (result.failure !== undefined) throw result.failure.error;
  }

  /** Says something in a place, through the send middleware and the channel's adapter. Resolves with the message's id. */
  async send(out: Outgoing): Promise<string> {
    const { adapter } = this.#line(out.channel);
    const reference: Activity = {
      type: 'message',
      channelId: out.channel,
      conversation: { id: out.place },
      from: { id: 'wizard' },
      recipient: { id: out.place },
    };
    const context = new this.#framework.TurnContext(adapter, reference);
    const worker = await this.#controller.spawn({ context }, adapter as unknown as Parameters<Botkit['spawn']>[1]);
    const channelData: CarriedData = { [CARRIED]: out };
    const activity = { ...reference, channelData, ...(out.edits === undefined ? {} : { id: out.edits }) };
    await this.#outgoing(worker, activity);
    // Not `bot.say`: what the adapter throws there is caught by nobody.
    if (out.edits === undefined) return (await context.sendActivity(activity))?.id ?? '';
    await context.updateActivity(activity);
    return out.edits;
  }

  #line(channel: string): { adapter: FrameworkAdapter; handle: Handler } {
    const line = this.#lines.get(channel);
    if (!line) throw new Error(`There is no channel ${channel}: there are ${[...this.#lines.keys()].join(', ')}.`);
    return line;
  }

  /** One handler and three small middlewares: each calls `next` on every way through. */
  #listen(): void {
    this.#middleware.ingest.use((_bot, message, next) => {
      const result = results.get(message.incoming_message);
      try {
        const activity = message.incoming_message as Activity;
        const taken = this.#observer.ingest({ channel: activity.channelId ?? '', activity });
        if (result) result.dropped = !taken;
      } catch (error) {
        if (result) result.failure = { error };
      }
      next();
    });
    this.#middleware.receive.use((_bot, message, next) => {
      const activity = message.incoming_message as Activity;
      if (!results.get(activity)?.dropped) this.#observer.receive({ channel: activity.channelId ?? '', activity });
      next();
    });
    this.#middleware.send.use((_bot, activity, next) => {
      const { channelId = '', channelData } = activity;
      this.#observer.send({
        channel: channelId,
        edit: isCarried(channelData) && channelData[CARRIED].edits !== undefined,
      });
      next();
    });
    this.#controller.on(['message', 'event'], async (_bot: BotWorker, message: BotkitMessage) => {
      const activity = message.incoming_message as Activity;
      const result = results.get(activity);
      if (result?.dropped || result?.failure) return;
      try {
        await this.#line(activity.channelId ?? '').handle(activity);
      } catch (error) {
        if (result) result.failure = { error };
      }
    });
  }

  async #outgoing(worker: BotWorker, activity: Activity): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#middleware.send.run(worker, activity, (error) => {
        if (error === undefined || error === null) resolve();
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }
}

/** One middleware of Botkit, which gives it no type: steps in a row, each of which calls `next`. */
interface Middleware<M> {
  use(step: (bot: BotWorker, message: M, next: () => void) => void): unknown;
  run(bot: BotWorker, message: M, done: (error?: unknown) => void): unknown;
}

interface Middlewares {
  ingest: Middleware<BotkitMessage>;
  receive: Middleware<BotkitMessage>;
  send: Middleware<Activity>;
}

interface Framework {
  BotAdapter: abstract new () => FrameworkAdapter;
  TurnContext: new (adapter: FrameworkAdapter, activity: Activity) => TurnContext;
}

interface Result {
  dropped: boolean;
  failure?: { error: unknown };
}

/** What became of a turn, by its activity: carried beside Botkit, which can only throw it away. */
const results = new WeakMap<object, Result>();

function isCarried(data: unknown): data is CarriedData {
  return typeof data === 'object' && data !== null && CARRIED in data;
}
