import { type BotCapabilities, type BotChannel, DeliveryFailure, type Incoming } from '../bot-channel.ts';
import type { Activity, FrameworkAdapter, TurnContext } from '../botkit-carrier.ts';
import type { Piece } from '../rendering/piece.ts';
import { type Reference, readActivity, readReference } from './read-activity.ts';
import { type FrameworkMessage, renderPiece } from './render-piece.ts';

/** A ready-made adapter of the Bot Framework: what the adapters for Teams, Slack, Facebook and others have in common. */
export interface ReadyMadeAdapter extends FrameworkAdapter {
  /** Checks that the request is the platform's, and gives what is in it to `logic`, before it answers. */
  processActivity(
    request: WebRequest,
    response: WebResponse,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void>;
  continueConversation(reference: Reference, logic: (context: TurnContext) => Promise<void>): Promise<void>;
}

export interface FrameworkOptions {
  /** As it stands in addresses: events come in at `POST /bots/<name>`. */
  name: string;
  adapter: ReadyMadeAdapter;
  /** Characters that the platform takes in one message. */
  maxTextLength: number;
  /** The platform lets a bot change its messages. */
  edits?: boolean;
}

/** Any platform for which there is an adapter of the Bot Framework. Choices are numbered; where it has buttons for them, it shows them too. */
export class FrameworkChannel implements BotChannel<FrameworkMessage> {
  readonly name: string;
  readonly capabilities: BotCapabilities;
  readonly #adapter: ReadyMadeAdapter;
  #incoming: ((event: Incoming) => Promise<void>) | undefined;

  constructor({ name, adapter, maxTextLength, edits = true }: FrameworkOptions) {
    this.name = name;
    this.#adapter = adapter;
    this.capabilities = {
      buttons: false,
      picks: false,
      edits,
      removes: true,
      removesOthers: false,
      files: false,
      pictures: true,
      keys: false,
      listens: 'each',
      maxTextLength,
      choicesPerPage: 10,
      maxFileBytes: 0,
    };
  }

  async start(incoming: (event: Incoming) => Promise<void>): Promise<void> {
    this.#incoming = incoming;
  }

  async stop(): Promise<void> {
    this.#incoming = undefined;
  }

  /** The adapter answers when the event is kept; one that could not be kept is answered with an error, and comes again. */
  async webhook(headers: Readonly<Record<string, string | string[] | undefined>>, body: string): Promise<number> {
    const incoming = this.#incoming;
    if (incoming === undefined) return 503;
    const content = parsed(body);
    if (content === undefined) return 400;
    const response = new KeptResponse();
    try {
      await this.#adapter.processActivity({ body: content, headers, rawBody: body }, response, async ({ activity }) => {
        const event = readActivity(activity);
        if (event !== undefined) await incoming(event);
      });
    } catch (error) {
      // Adapters throw what they have answered with.
      if (response.code < 400) throw error;
    }
    return response.code;
  }

  render(piece: Piece): FrameworkMessage[] {
    return renderPiece(piece, this.capabilities.maxTextLength);
  }

  async deliver(place: string, message: FrameworkMessage): Promise<string> {
    let id = '';
    await this.#at(place, async (context) => {
      id = (await context.sendActivity({ type: 'message', ...message }))?.id ?? '';
    });
    return id;
  }

  async edit(place: string, id: string, message: FrameworkMessage): Promise<void> {
    await this.#at(place, async (context) => {
      await context.updateActivity({ type: 'message', ...message, id });
    });
  }

  async remove(place: string, id: string): Promise<void> {
    await this.#at(place, async (context) => await context.deleteActivity({ ...readReference(place), activityId: id }));
  }

  async typing(place: string): Promise<void> {
    await this.#at(place, async (context) => void (await context.sendActivity({ type: 'typing' })));
  }

  /** Not every adapter hands on what its turn threw. */
  async #at(place: string, work: (context: TurnContext) => Promise<void>): Promise<void> {
    let failure: { error: unknown } | undefined;
    await this.#adapter.continueConversation(readReference(place), async (context) => {
      try {
        await work(context);
      } catch (error) {
        failure = { error };
      }
    });
    if (failure) throw toFailure(failure.error);
  }
}

interface WebRequest {
  body: Activity;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** For adapters that check a signature. */
  rawBody: string;
}

interface WebResponse {
  status(code: number): unknown;
  send(body: unknown): unknown;
  end(): unknown;
}

/** What an adapter answers: its status is the answer. */
class KeptResponse implements WebResponse {
  code = 200;

  status(code: number): this {
    this.code = code;
    return this;
  }

  send(): this {
    return this;
  }

  end(): this {
    return this;
  }
}

function parsed(body: string): Activity | undefined {
  try {
    const content: unknown = JSON.parse(body);
    return typeof content === 'object' && content !== null ? (content as Activity) : undefined;
  } catch {
    return undefined;
  }
}

/** What the platform's answer means; anything unknown is the network. */
function toFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('statusCode' in error)) return error;
  const { statusCode: status } = error;
  if (status === 429) return new DeliveryFailure('later', error.message, retryAfterOf(error) * 1_000);
  if (status === 403 || status === 404) return new DeliveryFailure('gone', error.message);
  if (status === 400 || status === 413) return new DeliveryFailure('refused', error.message);
  return error;
}

/** Seconds, as the answer has them. */
function retryAfterOf(
  error: Error & { response?: { headers?: { get?(name: string): string | null | undefined } } },
): number {
  const seconds = Number(error.response?.headers?.get?.('retry-after') ?? 1);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 1;
}
