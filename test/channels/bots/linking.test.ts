import { expect } from 'chai';

import type { WizardClient } from '#test/support/wizard-client.ts';

import { sees, startTelegramWizard, type TelegramWizard, until } from './telegram/telegram-wizard.ts';

describe('linking an account', function () {
  this.timeout(90_000);
  let running: TelegramWizard;

  beforeEach(async () => {
    running = await startTelegramWizard({ guests: 'refuse', allow: ['777', '@Welcome'] });
  });

  afterEach(async () => {
    await running.stop();
  });

  /** The owner in the browser, who wants to link an account: the code, and the link that opens the bot with it. */
  async function wantsToLink(another = false): Promise<{ client: WizardClient; code: string; payload: string }> {
    const client = await running.wizard.client();
    await client.open({ flow: 'link-account' });
    if (another) {
      await client.asked('wish');
      await client.say('Link another one');
    }
    const said = () => client.entries.flatMap((entry) => (entry.type === 'say' ? [entry.text] : [])).join('\n');
    await client.until(() => /[A-Z0-9]{4}-[A-Z0-9]{4}/.test(said()), 'the code');
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(said())?.[0] ?? '';
    await client.until(
      () => client.entries.some((entry) => entry.type === 'show' && entry.show.as === 'link'),
      'the link',
    );
    const link = client.entries.find((entry) => entry.type === 'show' && entry.show.as === 'link');
    const href = link?.type === 'show' && link.show.as === 'link' ? link.show.href : '';
    return { client, code, payload: new URL(href).searchParams.get('start') ?? '' };
  }

  it('tells a stranger how to become known, and lets in who is on the list as a guest of their own', async () => {
    const stranger = running.telegram.person(600, 'Eve');
    stranger.type('/start');
    await sees(stranger, 'I do not know you yet');
    stranger.type('deploy a data center please');
    await until(stranger, () => stranger.seen.length === 2, 'the second refusal');
    for (const guest of [
      running.telegram.person(777, 'Gil'),
      running.telegram.person(778, 'Wes', { username: 'welcome' }),
    ]) {
      guest.type('/start');
      await sees(guest, 'What can I do for you?');
    }
  });

  it('by a code: shown in both places, with the rights and the things of the owner, until it is revoked', async () => {
    const owner = await running.wizard.client();
    await owner.open({ flow: 'deploy-vdc' });
    await owner.asked('name');
    await owner.say('mine');
    const { client, code } = await wantsToLink();
    const ada = running.telegram.person(601, 'Ada');
    ada.type(code.toLowerCase());
    await sees(ada, 'You are linked now');
    await sees(ada, 'What can I do for you?');
    await client.until(
      () => client.entries.some((entry) => entry.type === 'say' && entry.text.includes('Telegram: Ada')),
      'the news in the browser',
    );
    // What was begun in the browser goes on here, with its answers.
    await owner.asked('size');
    ada.type('/continue');
    const size = await sees(ada, 'How big shall its machines be?');
    ada.press('Small', size);
    const plan = await sees(ada, 'Name: mine');
    expect(plan.keyboard.flat().map(({ text }) => text)).to.include('Deploy it');
    // And in the browser it stands where it stands here.
    await owner.until(() => owner.prompt?.kind === 'confirm', 'the plan in the browser');

    const revoking = await running.wizard.client();
    await revoking.open({ flow: 'link-account' });
    await revoking.asked('wish');
    await revoking.say('Remove one');
    await revoking.asked('account');
    await revoking.say('Telegram: Ada');
    await revoking.until(
      () => revoking.entries.some((entry) => entry.type === 'say' && entry.text.includes('cannot speak for you')),
      'the end of it',
    );
    ada.press('Deploy it', plan);
    await sees(ada, 'I do not know you yet');
    expect(owner.prompt?.kind).to.equal('confirm');
  });

  it('by a link that opens the bot; a code works once, and guessing ends', async () => {
    const { payload, code } = await wantsToLink();
    const ada = running.telegram.person(602, 'Ada');
    ada.type(`/start ${payload}`);
    await sees(ada, 'You are linked now');
    const eve = running.telegram.person(603, 'Eve');
    eve.type(code);
    await sees(eve, 'That code was used');
    for (let guess = 0; guess < 12; guess++) eve.type('AAAA-AAAA');
    await until(eve, () => eve.seen.length >= 13, 'all refusals');
    const { code: fresh } = await wantsToLink(true);
    eve.type(fresh);
    await until(eve, () => eve.seen.length >= 14, 'the refusal of a right one');
    expect(eve.last?.text).to.include('That code was used');
  });

  it('tells how things ended that were begun in the browser, once', async () => {
    const { code } = await wantsToLink();
    const ada = running.telegram.person(604, 'Ada');
    ada.type(code);
    await sees(ada, 'What can I do for you?');
    const owner = await running.wizard.client();
    await owner.open({ flow: 'deploy-vdc' });
    await owner.asked('name');
    await owner.say('news');
    await owner.asked('size');
    await owner.say('Small');
    await owner.asked('confirm');
    await owner.say('yes');
    const news = await sees(ada, 'Deploy news');
    expect(news.text).to.match(/^✅ Deploy news/);
    expect(ada.seen.filter(({ text }) => text.includes('Deploy news'))).to.have.length(1);
  });
});
