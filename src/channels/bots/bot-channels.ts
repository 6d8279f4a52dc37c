import type { BotChannel } from './bot-channel.ts';

/** What a channel is made with, besides its own settings. */
export interface BotChannelTools {
  /** Where the platform may bring events: `POST /bots/<name>`, as it is reached from outside. */
  webhookUrl(name: string): string;
  /** The platform could not be reached; it is tried again. */
  onTrouble(error: unknown): void;
}

/** Settings of `channels` in the configuration, as far as they are needed here. */
export interface BotSettings {
  telegram: { token?: string | undefined; receive: 'polling' | 'webhook'; apiRoot?: string | undefined };
}

/** Every bot channel: made when it is configured, and not even read otherwise. A channel is one folder and one line. */
const botChannels: {
  readonly [name: string]: (settings: BotSettings, tools: BotChannelTools) => Promise<BotChannel> | undefined;
} = {
  telegram: ({ telegram }, tools) =>
    telegram.token === undefined ? undefined : telegramChannel(telegram, telegram.token, tools),
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
