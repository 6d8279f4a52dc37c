import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

import type { Identities } from '#src/accounts/identities.ts';
import type { MasterKey } from '#src/accounts/master-key.ts';
import type { OneTimeLinks } from '#src/accounts/one-time-links.ts';
import { PlatformPeople } from '#src/accounts/platform-people.ts';
import type { BotChannel, BotCommand } from '#src/channels/bots/bot-channel.ts';
import { configuredChannels } from '#src/channels/bots/bot-channels.ts';
import type { BotHub, BotHubOptions, SecretSubject } from '#src/channels/bots/bot-hub.ts';
import { languages } from '#src/channels/bots/words.ts';
import { type Flow, titleOf } from '#src/chatflow/index.ts';
import type { Config } from '#src/config/config.ts';
import { ConfigError } from '#src/config/config-error.ts';
import type { Conversations, Publication, SecretVault, SessionStore } from '#src/conversation/index.ts';
import type { OperationView } from '#src/protocol/index.ts';
import type { Metrics } from '#src/server/metrics.ts';
import type { BotPages } from '#src/server/routes.ts';

/** A one-time link of this kind leads to a page where a secret is entered. */
const SECRET_LINK = 'bot-secret';
const SECRET_PAGE_MS = 15 * 60_000;
const SECRET_LIFETIME_MS = 24 * 60 * 60 * 1_000;
/** A process that is only busy for a moment keeps its places: else two would speak there. */
const SHORTEST_LEASE_MS = 4_000;

/** What the bot channels stand on. */
export interface BotParts {
  config: Config;
  redis: Redis;
  prefix: string;
  log: Logger;
  metrics: Metrics;
  conversations: Conversations;
  store: SessionStore;
  vault: SecretVault;
  links: OneTimeLinks;
  identities: Identities;
  flows: { list(): Flow[] };
  choices: BotHubOptions['choices'];
  failPoint(name: string): void;
  /** The flow that is there when no other one is. */
  home: string;
  /** Tells an event to whoever waits for it. */
  happened(publication: Publication): Promise<void>;
  /** Logs a mistake of ours; gives the word it can be found by. */
  failed(error: unknown, details: object): string;
  /** Seals what channels remember. */
  key: MasterKey;
  /** The address this server listens on. */
  address(): string;
}

/** The bot channels of this process: quiet, and nothing loaded, where none is configured. */
export class Bots {
  readonly channels: ReadonlyMap<string, BotChannel>;
  readonly pages: BotPages;
  readonly #parts: BotParts;
  #hub: BotHub | undefined;

  private constructor(parts: BotParts, channels: readonly BotChannel[]) {
    this.#parts = parts;
    this.channels = new Map(channels.map((channel) => [channel.name, channel]));
    this.pages = {
      webhook: async (name, headers, body) => (await this.channels.get(name)?.webhook?.(headers, body)) ?? 404,
      asksSecret: async (token) => (await parts.links.peek(token))?.kind === SECRET_LINK,
      takeSecret: async (token, secret) => {
        const link = (await this.pages.asksSecret(token)) ? await parts.links.redeem(token) : null;
        if (!link || !this.#hub) return false;
        return await this.#hub.takeSecret(
          JSON.parse(link.subject) as SecretSubject,
          secret,
          `secret-${token.slice(0, 8)}`,
        );
      },
    };
  }

  /** Makes the configured channels; they do not listen yet. */
  static async make(parts: BotParts): Promise<Bots> {
    const { config, log } = parts;
    if (config.channels.telegram.receive === 'webhook' && config.publicUrl === undefined) {
      throw new ConfigError([
        'Telegram cannot bring messages to an address it does not know: set publicUrl (PUBLIC_URL) to where this server is reached, or channels.telegram.receive to polling.',
      ]);
    }
    const { homeserver, user, password, accessToken } = config.channels.matrix;
    if (homeserver !== undefined && (user === undefined || (password ?? accessToken) === undefined)) {
      throw new ConfigError([
        'Matrix needs an account: set channels.matrix.user (MATRIX_USER), and MATRIX_PASSWORD or MATRIX_ACCESS_TOKEN.',
      ]);
    }
    const base = () => config.publicUrl ?? parts.address();
    const channels = await configuredChannels(config.channels, (name) => ({
      webhookUrl: () => new URL(`/bots/${name}`, base()).href,
      onTrouble: (error) =>
        log.warn({ channel: name, error: described(error) }, `${name} cannot be reached now; it is tried again`),
      memory: { redis: parts.redis, prefix: parts.prefix, key: parts.key.derive(`channel ${name}`) },
      log: log.child({ channel: name }),
    }));
    return new Bots(parts, channels);
  }

  /** Begins to listen. */
  async start(): Promise<void> {
    const { config, redis, prefix, log, metrics, conversations, store, vault, links, identities, flows, choices } =
      this.#parts;
    if (this.channels.size === 0) return;
    const { BotHub } = await import('#src/channels/bots/bot-hub.ts');
    const base = () => config.publicUrl ?? this.#parts.address();
    const { bots: limits, ...policies } = config.channels;
    this.#hub = await BotHub.start({
      redis,
      prefix,
      ttlSeconds: config.sessions.ttlDays * 24 * 60 * 60,
      channels: [...this.channels.values()],
      conversations,
      store,
      people: new PlatformPeople({
        identities,
        policies,
        onLinked: async ({ owner, channel, name }) => {
          await this.#parts.happened({ event: 'account.linked', owner, data: { platform: labelOf(channel), name } });
        },
      }),
      recent: async (owner) => await store.list(owner, { offset: 0, count: 10 }),
      home: this.#parts.home,
      trigger: (text) => triggered(flows.list(), text),
      choices,
      seal: async (owner, plaintext) => await vault.seal(owner, plaintext, SECRET_LIFETIME_MS),
      publicUrl: base,
      secretPage: async (subject) => {
        const link = { owner: subject.owner, kind: SECRET_LINK, subject: JSON.stringify(subject), filename: 'secret' };
        const { token } = await links.issue(link, SECRET_PAGE_MS);
        return new URL(`/secret/${token}`, base()).href;
      },
      limits,
      leaseMs: Math.max(SHORTEST_LEASE_MS, config.operations.takeOverMs),
      failPoint: this.#parts.failPoint,
      observe: {
        received: (channel, kind) => metrics.botEvents.inc({ channel, kind }),
        refused: (channel, reason) => metrics.botRefused.inc({ channel, reason }),
        sent: (channel, edit) => metrics.botMessages.inc({ channel, kind: edit ? 'edit' : 'message' }),
        delivered: (channel, seconds) => metrics.botDelivery.observe({ channel }, seconds),
        trouble: (channel, kind, error) => {
          metrics.botTrouble.inc({ channel, kind });
          log.warn({ channel, kind, error: described(error) }, 'A bot channel has trouble');
        },
        failed: (channel, error) => this.#parts.failed(error, { channel }),
      },
    });
    for (const channel of this.channels.values()) {
      log.info(
        { channel: channel.name },
        `The bot talks on ${channel.name}. To make an account there yours, say "link" in the wizard.`,
      );
      // Not waited for: a platform that does not answer keeps nobody from talking elsewhere.
      channel
        .publishCommands?.(commandsOf(flows.list()))
        .catch((error: unknown) =>
          log.warn({ channel: channel.name, error: described(error) }, 'The commands could not be listed there'),
        );
    }
  }

  /** A turn was saved that bots may have to tell: to those who follow, and as news to who asked for them. */
  async tell(turn: { id: string; conversation: string; owner: string; revision: number }): Promise<void> {
    if (!this.#hub) return;
    await this.#hub.tell(turn.conversation);
    const { identities } = this.#parts;
    const account = (await identities.list(turn.owner)).find(({ alerts }) => alerts);
    if (account) await this.#hub.alert(turn, account);
  }

  /** Where the bots talk: for whoever links an account. */
  platforms(): { name: string; label: string; linkTo(payload: string): string | undefined }[] {
    return [...this.channels.values()].map((channel) => ({
      name: channel.name,
      label: labelOf(channel.name),
      linkTo: (payload) => channel.linkTo?.(payload),
    }));
  }

  /** An operation moved on. */
  progress(conversation: string, operation: OperationView): void {
    this.#hub?.progress(conversation, operation);
  }

  async stop(): Promise<void> {
    await this.#hub?.stop();
  }
}

function labelOf(channel: string): string {
  return channel.charAt(0).toUpperCase() + channel.slice(1);
}

/** The flow that a command or an exact phrase begins. */
function triggered(flows: readonly Flow[], text: string): string | undefined {
  const said = text.toLowerCase().replace(/[.!?\s]+$/, '');
  const command = said.split(/\s/)[0] ?? said;
  return flows.find(
    ({ triggers }) =>
      triggers.commands.includes(command) || triggers.phrases.some((known) => known.toLowerCase() === said),
  )?.id;
}

/** The commands of all flows, by language; English is for every other one. */
function commandsOf(flows: readonly Flow[]): ReadonlyMap<string, readonly BotCommand[]> {
  return new Map(
    languages.map((language) => [
      language === 'en' ? '' : language,
      flows.flatMap((flow) =>
        flow.triggers.commands.slice(0, 1).map((command) => ({
          command: command.replace(/^\//, ''),
          description: titleOf(flow, language).title,
        })),
      ),
    ]),
  );
}

/** An error without what may stand in an address: a token, for one. */
function described(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(/bot\d+:[\w-]+/g, 'bot…').replace(/\b\d{6,}:[\w-]{20,}/g, '…');
}
