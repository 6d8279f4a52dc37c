import { setTimeout as pause } from 'node:timers/promises';

import type { Config } from '#src/config/config.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { TOKEN } from './telegram-bot.ts';
import type { TelegramPerson } from './telegram-person.ts';
import { type SentMessage, TelegramServer } from './telegram-server.ts';

export interface TelegramWizard {
  telegram: TelegramServer;
  wizard: TestWizard;
  stop(): Promise<void>;
}

/** A whole wizard that talks in a Telegram of our own. Guests are welcome unless `telegram` says otherwise. */
export async function startTelegramWizard(
  telegramConfig: Partial<Config['channels']['telegram']> = {},
  change: (config: Config) => Config = (config) => config,
): Promise<TelegramWizard> {
  const telegram = await TelegramServer.start();
  const wizard = await startTestWizard((config) =>
    change({
      ...config,
      channels: {
        ...config.channels,
        bots: { messagesPerMinute: 100_000, burst: 1_000 },
        telegram: {
          ...config.channels.telegram,
          token: TOKEN,
          apiRoot: telegram.address,
          guests: 'welcome',
          ...telegramConfig,
        },
      },
    }),
  );
  return {
    telegram,
    wizard,
    stop: async () => {
      await wizard.stop();
      await telegram.stop();
    },
  };
}

/** Waits until something holds of what a person sees; fails with the last messages. */
export async function until(
  person: TelegramPerson,
  holds: () => boolean,
  what: string,
  timeoutMs = 40_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`waited for ${what} in vain; last:\n${tail(person.seen)}`);
    await pause(10);
  }
}

/** Waits for a message with these words, behind what was seen when it began to be waited for. */
export async function sees(
  person: TelegramPerson,
  words: string | RegExp,
  from = 0,
  timeoutMs?: number,
): Promise<SentMessage> {
  const found = () =>
    person.seen
      .slice(from)
      .findLast(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text)));
  await until(person, () => found() !== undefined, `“${words}”`, timeoutMs);
  const message = found();
  if (!message) throw new Error('no message');
  return message;
}

function tail(messages: readonly SentMessage[]): string {
  return messages
    .slice(-6)
    .map(
      ({ text, keyboard }) =>
        `${text}\n   ${keyboard
          .flat()
          .map((button) => `[${button.text}]`)
          .join(' ')}`,
    )
    .join('\n');
}
