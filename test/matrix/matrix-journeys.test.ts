import { journeys, tell } from '#test/journeys/channels/journeys.ts';
import type { TestWizard } from '#test/support/wizard.ts';
import { MatrixPerson } from './matrix-person.ts';
import { MatrixSurface } from './matrix-surface.ts';
import { startMatrixWizard } from './matrix-wizard.ts';
import { homeserver } from './shared-homeserver.ts';

describe('the journeys in Matrix', function () {
  this.timeout(400_000);
  let wizard: TestWizard;
  let ada: MatrixPerson;
  let surface: MatrixSurface;

  before(async () => {
    // Where machines are placed depends on whose they are: the same person each time sees the same.
    const server = await homeserver();
    const bot = await server.register('journeys-bot');
    wizard = await startMatrixWizard(server, bot);
    ada = await MatrixPerson.arrive(server, 'journeys-ada');
    const room = await ada.open([bot.userId]);
    await ada.untilIn(room, bot.userId);
    surface = new MatrixSurface(ada, room);
  });

  after(async () => {
    ada.leave();
    await wizard.stop();
  });

  for (const journey of journeys) {
    it(`goes as written: ${journey}`, () => tell('matrix', journey, surface));
  }
});
