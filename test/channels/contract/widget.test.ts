import { setTimeout as pause } from 'node:timers/promises';

import type { Reply } from '#src/protocol/index.ts';
import { channelContract } from '#test/contracts/channel.contract.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard } from '#test/support/wizard.ts';
import { messageId, type WizardClient } from '#test/support/wizard-client.ts';

const flows = new URL('../../contracts/flows', import.meta.url).pathname;
const BURST = 12;

channelContract('the socket of the widget', async () => {
  const wizard = await startTestWizard((config) => ({
    ...config,
    flows: { ...config.flows, folders: [...config.flows.folders, flows] },
    web: { ...config.web, messagesPerSecond: 10, burst: BURST },
  }));
  let pauses = 0;

  /** As a client has to: with the same id, until it is acknowledged. Gives the sentence it was refused with. */
  async function deliver(client: WizardClient, reply: Reply, id: string): Promise<string | undefined> {
    for (;;) {
      const answer = await client.send(reply, id).catch(() => undefined);
      if (answer?.ok) return undefined;
      if (answer?.error.code === 'SLOW_DOWN') pauses += 1;
      else if (answer && answer.error.code !== 'UNAVAILABLE') return answer.error.message;
      await pause(answer?.error.retryAfter ?? 200);
    }
  }

  return {
    maxTextLength: Number.POSITIVE_INFINITY,
    arrive: async (command) => {
      const client = await wizard.client();
      await client.open();
      await client.asked();
      await client.say(command);
      const refused: string[] = [];
      const say = async (text: string, id = messageId()): Promise<void> => {
        const sentence = await deliver(client, { type: 'text', text }, id);
        if (sentence !== undefined) refused.push(sentence);
      };
      return {
        say: async (words) => await say(words),
        sayTwice: async (words) => {
          const id = messageId();
          await say(words, id);
          await say(words, id);
        },
        crowd: async () => {
          const noise = Array.from({ length: BURST }, () => client.send({ type: 'text', text: '' }));
          await Promise.all(noise);
        },
        told: async () => [
          ...client.entries.flatMap((entry) =>
            entry.by === 'wizard' && entry.type !== 'operation' ? [transcriptLines(entry).join('\n')] : [],
          ),
          ...[...client.operations.values()].map(({ title, state }) => `${title}: ${state}`),
          ...refused,
        ],
      };
    },
    restart: async () => await wizard.restart(Number(new URL(wizard.address).port)),
    pausesAskedFor: async () => pauses,
    stop: async () => await wizard.stop(),
  };
});
