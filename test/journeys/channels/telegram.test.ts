import { startTelegramWizard, type TelegramWizard } from '#test/channels/bots/telegram/telegram-wizard.ts';

import { journeys, tell } from './journeys.ts';
import { TelegramSurface } from './telegram-surface.ts';

describe('the journeys in Telegram', function () {
  this.timeout(240_000);
  let running: TelegramWizard;
  let surface: TelegramSurface;

  before(async () => {
    running = await startTelegramWizard();
    surface = new TelegramSurface(running.telegram.person(201, 'Ada'));
    await surface.type('/start');
  });

  after(async () => {
    await running.stop();
  });

  for (const journey of journeys) {
    it(`goes as written: ${journey}`, () => tell('telegram', journey, surface));
  }
});
