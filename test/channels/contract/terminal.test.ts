import { ChatTerminal, keys } from '#test/channels/terminal/chat-terminal.ts';
import { channelContract } from '#test/contracts/channel.contract.ts';
import { startTestWizard } from '#test/support/wizard.ts';

import { LossyLine } from './lossy-line.ts';

const flows = new URL('../../contracts/flows', import.meta.url).pathname;
const BURST = 8;

channelContract('the terminal', async () => {
  const wizard = await startTestWizard((config) => ({
    ...config,
    flows: { ...config.flows, folders: [...config.flows.folders, flows] },
    web: { ...config.web, messagesPerSecond: 4, burst: BURST },
  }));
  const line = await LossyLine.to(wizard.address);
  const terminals: ChatTerminal[] = [];
  return {
    maxTextLength: Number.POSITIVE_INFINITY,
    arrive: async (command) => {
      const terminal = new ChatTerminal(['--server', line.address]);
      terminals.push(terminal);
      await terminal.shows(/What can I do for you[^]*^› /m);
      const say = async (words: string): Promise<void> => {
        terminal.type(`${words}${keys.enter}`);
        await terminal.lines();
      };
      await say(command);
      return {
        say,
        sayTwice: async (words) => {
          line.loseNextAnswer();
          await say(words);
        },
        crowd: async () => {
          for (let count = 0; count < BURST + 4; count++) await say('help');
        },
        // What is indented belongs to what stands above it.
        told: async () => (await terminal.lines()).join('\n').split(/\n(?! )/),
      };
    },
    restart: async () => await wizard.restart(Number(new URL(wizard.address).port)),
    pausesAskedFor: async () => {
      const text = await (await fetch(`${wizard.address}/metrics`)).text();
      return Number(/^tbw_socket_rejected_total\{reason="rate"\} (\d+)/m.exec(text)?.[1] ?? 0);
    },
    stop: async () => {
      await Promise.all(terminals.map(async (terminal) => await terminal.stop()));
      await line.stop();
      await wizard.stop();
    },
  };
});
