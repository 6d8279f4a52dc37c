import { join } from 'node:path';

import type { Config } from '#src/config/config.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { Account, Homeserver } from './homeserver.ts';

const root = join(import.meta.dirname, '../..');

/** A whole wizard that talks in Matrix as this account. Guests are welcome unless `matrix` says otherwise. */
export function startMatrixWizard(
  server: Homeserver,
  bot: Account,
  matrix: Partial<Config['channels']['matrix']> = {},
): Promise<TestWizard> {
  return startTestWizard((config) => ({
    ...config,
    flows: {
      ...config.flows,
      folders: ['chatflows', 'test/matrix/flows', 'test/contracts/flows'].map((name) => join(root, name)),
    },
    channels: {
      ...config.channels,
      bots: { messagesPerMinute: 100_000, burst: 1_000 },
      matrix: {
        ...config.channels.matrix,
        homeserver: server.address,
        user: bot.userId,
        password: bot.password,
        invites: ['localhost'],
        guests: 'welcome',
        ...matrix,
      },
    },
  }));
}
