import { sees, startTelegramWizard } from '#test/channels/bots/telegram/telegram-wizard.ts';
import { botPauses } from '#test/contracts/bot-pauses.ts';
import { channelContract } from '#test/contracts/channel.contract.ts';

const flows = new URL('../../contracts/flows', import.meta.url).pathname;

channelContract('Telegram', async () => {
  const { telegram, wizard, stop } = await startTelegramWizard({}, (config) => ({
    ...config,
    flows: { ...config.flows, folders: [...config.flows.folders, flows] },
  }));
  let people = 500;
  return {
    maxTextLength: 4_096,
    arrive: async (command) => {
      people += 1;
      const person = telegram.person(people, `Person ${people}`);
      person.type('/start');
      await sees(person, 'What can I do for you');
      person.type(command.replaceAll('-', '_'));
      return {
        say: async (words) => {
          person.type(words);
        },
        sayTwice: async (words) => {
          const { update } = person.type(words);
          telegram.again(update);
        },
        crowd: async () => {
          telegram.limit(2, 1);
        },
        told: async () => person.seen.map(({ text }) => text),
      };
    },
    restart: async () => await wizard.restart(Number(new URL(wizard.address).port)),
    pausesAskedFor: async () => await botPauses(wizard.address, 'telegram'),
    stop,
  };
});
