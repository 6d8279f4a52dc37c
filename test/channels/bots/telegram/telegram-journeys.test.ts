import { readFileSync } from 'node:fs';

import { replayOnTelegram } from './replay-on-telegram.ts';
import { startTelegramWizard, type TelegramWizard } from './telegram-wizard.ts';

const journeys = new URL('../../../journeys/', import.meta.url);

describe('journeys in Telegram', function () {
  this.timeout(180_000);
  let running: TelegramWizard;

  before(async () => {
    running = await startTelegramWizard();
  });

  after(async () => {
    await running.stop();
  });

  it('deploys a data center, as it is written for the browser', async () => {
    const ada = running.telegram.person(201, 'Ada');
    ada.type('/start');
    await replayOnTelegram(readFileSync(new URL('deploy.transcript', journeys), 'utf8'), ada);
  });
});
