import { expect } from 'chai';

import { sees, startTelegramWizard, type TelegramWizard } from './telegram-wizard.ts';

describe('Telegram', function () {
  this.timeout(90_000);
  let running: TelegramWizard;

  before(async () => {
    running = await startTelegramWizard();
  });

  after(async () => {
    await running.stop();
  });

  it('greets who opens the bot, with the menu as buttons', async () => {
    const ada = running.telegram.person(101, 'Ada');
    ada.type('/start');
    const menu = await sees(ada, /what/i);
    console.log(menu);
    expect(menu.keyboard.flat().length).to.be.greaterThan(2);
  });
});
