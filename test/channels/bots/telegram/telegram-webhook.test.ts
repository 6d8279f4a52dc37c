import { createHash } from 'node:crypto';

import { expect } from 'chai';

import { TOKEN } from './telegram-bot.ts';
import { sees, startTelegramWizard, type TelegramWizard, until } from './telegram-wizard.ts';

const PORT = 20_000 + (process.pid % 10_000);

describe('Telegram by webhook', function () {
  this.timeout(90_000);
  let running: TelegramWizard;

  before(async () => {
    running = await startTelegramWizard({ receive: 'webhook' }, (config) => ({
      ...config,
      port: PORT,
      publicUrl: `http://127.0.0.1:${PORT}`,
    }));
    await until(running.telegram.person(1, 'x'), () => running.telegram.webhookUrl !== undefined, 'the webhook');
  });

  after(async () => {
    await running.stop();
  });

  const secret = createHash('sha256').update(`webhook\0${TOKEN}`).digest('base64url');
  const send = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${running.wizard.address}/bots/telegram`, { method: 'POST', body, headers });

  it('talks, and takes an update once that is brought twice', async () => {
    const ada = running.telegram.person(101, 'Ada');
    ada.type('/deploy');
    const name = await sees(ada, 'What shall your virtual data center be called?');
    expect(name.keyboard.flat()).to.not.be.empty;
    const { update } = ada.type('shop');
    running.telegram.again(update);
    await sees(ada, 'How big shall its machines be?');
    expect(ada.seen.filter(({ text }) => text.includes('How big'))).to.have.length(1);
  });

  it('answers only who knows the secret, and reads nothing that is no update', async () => {
    const update = JSON.stringify({ update_id: 1 });
    expect((await send(update)).status).to.equal(401);
    expect((await send(update, { 'x-telegram-bot-api-secret-token': `${secret}x` })).status).to.equal(401);
    expect((await send('{', { 'x-telegram-bot-api-secret-token': secret })).status).to.equal(400);
    expect((await send('null', { 'x-telegram-bot-api-secret-token': secret })).status).to.equal(400);
    expect((await send(update, { 'x-telegram-bot-api-secret-token': secret })).status).to.equal(200);
    expect((await fetch(`${running.wizard.address}/bots/nobody`, { method: 'POST' })).status).to.equal(404);
  });
});
