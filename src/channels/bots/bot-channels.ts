import type { Redis } from 'ioredis';

import type { BotChannel } from './bot-channel.ts';

/** What a channel is made with, besides its own settings. */
export interface BotChannelTools {
  /** Where the platform may bring events: `POST /bots/<name>`, as it is reached from outside. */
  webhookUrl(name: string): string;
  /** The platform could not be reached; it is tried again. */
  onTrouble(error: unknown): void;
  /** What a channel remembers by itself: below the prefix, and sealed with the key where it is secret. */
  memory: { redis: Redis; prefix: string; key: Uint8Array };
  log: {
    debug(details: object, message: string): void;
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/** Settings of `channels` in the configuration, as far as they are needed here. */
export interface BotSettings {
  telegram: { token?: string | undefined; receive: 'polling' | 'webhook'; apiRoot?: string | undefined };
  matrix: {
    homeserver?: string | undefined;
    user?: string | undefined;
    password?: string | undefined;
    accessToken?: string | undefined;
    invites: readonly string[];
    polls: boolean;
    encryption: boolean;
  };
}

/** Every bot channel: made when it is configured, and not even read otherwise. A channel is one folder and one line. */
export const botChannels: {
  [name: string]: (settings: BotSettings, tools: BotChannelTools) => Promise<BotChannel> | undefined;
} = {
  telegram: ({ telegram }, tools) =>
    telegram.token === undefined ? undefined : telegramChannel(telegram, telegram.token, tools),
  matrix: ({ matrix }, tools) =>
    matrix.homeserver === undefined || matrix.user === undefined
      ? undefined
      : matrixChannel({ ...matrix, homeserver: matrix.homeserver, user: matrix.user }, tools),
};

/** The channels that are configured. */
export async function configuredChannels(
  settings: BotSettings,
  tools: (name: string) => BotChannelTools,
): Promise<BotChannel[]> {
  const made = Object.entries(botChannels).map(([name, make]) => make(settings, tools(name)));
  return await Promise.all(made.filter((channel) => channel !== undefined));
}

async function telegramChannel(
  { receive, apiRoot }: BotSettings['telegram'],
  token: string,
  { webhookUrl, onTrouble }: BotChannelTools,
): Promise<BotChannel> {
  const { TelegramChannel } = await import('./telegram/telegram-channel.ts');
  return new TelegramChannel({
    token,
    onTrouble,
    ...(apiRoot === undefined ? {} : { apiRoot }),
    ...(receive === 'webhook' ? { webhookUrl: webhookUrl('telegram') } : {}),
  });
}

async function matrixChannel(
  settings: BotSettings['matrix'] & { homeserver: string; user: string },
  { memory, log }: BotChannelTools,
): Promise<BotChannel> {
  const { MatrixChannel } = await import('./matrix/matrix-channel.ts');
  return new MatrixChannel({ settings, ...memory, log });
}
