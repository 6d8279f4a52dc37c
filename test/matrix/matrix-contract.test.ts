import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { botPauses } from '#test/contracts/bot-pauses.ts';
import { channelContract } from '#test/contracts/channel.contract.ts';
import { MatrixPerson } from './matrix-person.ts';
import { startMatrixWizard } from './matrix-wizard.ts';
import { homeserver } from './shared-homeserver.ts';

channelContract('Matrix', async () => {
  const mark = randomBytes(3).toString('hex');
  const server = await homeserver();
  const bot = await server.register(`contract-${mark}`);
  const wizard = await startMatrixWizard(server, bot);
  const people: MatrixPerson[] = [];
  let count = 0;
  // It is crowded until the bot was asked for a pause.
  let over = new AbortController();
  let relaxing: Promise<void> | undefined;
  const pauses = async (): Promise<number> => await botPauses(wizard.address, 'matrix');
  return {
    maxTextLength: 16_000,
    arrive: async (command) => {
      count += 1;
      const person = await MatrixPerson.arrive(server, `person-${mark}-${count}`);
      people.push(person);
      const room = await person.open([bot.userId]);
      await person.untilIn(room, bot.userId);
      await person.sees(room, /What can I do for you/);
      await person.say(room, command);
      return {
        say: async (words) => {
          await person.say(room, words);
        },
        // A client that had no answer sends again.
        sayTwice: async (words) => {
          const transaction = randomUUID();
          for (let time = 0; time < 2; time++) {
            await person.put(room, { msgtype: 'm.text', body: words }, transaction);
          }
        },
        crowd: async () => {
          const before = await pauses();
          over = new AbortController();
          const { signal } = over;
          await server.crowd(bot.userId, true);
          relaxing = (async () => {
            while (!signal.aborted && (await pauses()) === before) await pause(50);
            await server.crowd(bot.userId, false);
          })();
        },
        relax: async () => {
          over.abort();
          await relaxing;
        },
        told: async () => person.words(room),
      };
    },
    restart: async () => await wizard.restart(Number(new URL(wizard.address).port)),
    pausesAskedFor: pauses,
    stop: async () => {
      for (const person of people) person.leave();
      await wizard.stop();
    },
  };
});
