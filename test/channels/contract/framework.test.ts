import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import type { BotChannel } from '#src/channels/bots/bot-channel.ts';
import { botChannels } from '#src/channels/bots/bot-channels.ts';
import { plainText } from '#src/protocol/index.ts';
import { channelContract } from '#test/contracts/channel.contract.ts';
import { startTestWizard } from '#test/support/wizard.ts';

import { FrameworkServer } from './framework-server.ts';

const root = new URL('../../../', import.meta.url);
const flows = new URL('../../contracts/flows', import.meta.url).pathname;

/** The ten lines of docs/channels.md, as they stand there: a ready-made adapter keeps every promise of a channel. */
channelContract('a ready-made adapter of the Bot Framework', async () => {
  const { teams, remove } = await writtenChannel();
  const server = await FrameworkServer.start();
  botChannels['teams'] = async () => teams();
  const wizard = await startTestWizard((config) => ({
    ...config,
    flows: { ...config.flows, folders: [...config.flows.folders, flows] },
    // Nobody has to be linked here.
    channels: Object.assign(
      { ...config.channels, bots: { messagesPerMinute: 100_000, burst: 1_000 } },
      { teams: { guests: 'welcome', allow: [] } },
    ),
  }));
  let people = 0;

  /** As the service does: until it is answered with success. */
  async function bring(activity: object): Promise<void> {
    for (;;) {
      const answer = await fetch(`${wizard.address}/bots/teams`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      }).catch(() => undefined);
      if (answer?.ok) return;
      await pause(50);
    }
  }

  return {
    maxTextLength: 28_000,
    arrive: async (command) => {
      people += 1;
      const [here, name] = [`a:conversation-${people}`, `person-${people}`];
      const bot = { id: 'bot', name: 'Wizard' };
      const joined = { type: 'conversationUpdate', membersAdded: [{ id: name }, bot], text: undefined };
      await bring(server.activity(here, name, joined));
      while (server.shown(here).length === 0) await pause(20);
      await bring(server.activity(here, name, { text: command }));
      return {
        say: async (text) => await bring(server.activity(here, name, { text })),
        sayTwice: async (text) => {
          const activity = server.activity(here, name, { text });
          await bring(activity);
          await bring(activity);
        },
        crowd: async () => server.refuse(2),
        told: async () => server.shown(here).map(({ text }) => plainText(text)),
      };
    },
    restart: async () => await wizard.restart(Number(new URL(wizard.address).port)),
    pausesAskedFor: async () => server.refused,
    stop: async () => {
      await wizard.stop();
      delete botChannels['teams'];
      await server.stop();
      remove();
    },
  };
});

/** The example as a module: its imports lead to where they would from its place. */
async function writtenChannel(): Promise<{ teams(): BotChannel; remove(): void }> {
  const text = readFileSync(new URL('docs/channels.md', root), 'utf8');
  const [, code] = /```ts\n(\/\/ src\/channels\/bots\/teams\/teams-channel\.ts\n[\s\S]*?)```/.exec(text) ?? [];
  if (
    code === undefined ||
    !text.includes("teams: async () => (await import('./teams/teams-channel.ts')).teamsChannel(),")
  )
    throw new Error('docs/channels.md has no example of a ready-made adapter.');
  const builder = createRequire(import.meta.resolve('botkit')).resolve('botbuilder');
  const placed = code
    .replace("'botbuilder'", `'${pathToFileURL(builder).href}'`)
    .replace("'../framework/", `'${new URL('src/channels/bots/framework/', root).href}`);
  const folder = mkdtempSync(join(tmpdir(), '3bot-adapter-'));
  const file = join(folder, 'teams-channel.ts');
  writeFileSync(file, placed);
  const { teamsChannel } = (await import(pathToFileURL(file).href)) as { teamsChannel(): BotChannel };
  return { teams: teamsChannel, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
