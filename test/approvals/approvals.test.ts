import { join } from 'node:path';

import { expect } from 'chai';

import { masterKey } from '#src/accounts/master-key.ts';
import { Tokens } from '#src/accounts/tokens.ts';
import { hurryTimers } from '#test/support/hurry-timers.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

const root = join(import.meta.dirname, '../..');

describe('approvals, over the web channel', () => {
  let wizard: TestWizard;
  let tokens: Tokens;

  before(async () => {
    wizard = await startTestWizard((config) => ({
      ...config,
      signIn: 'token',
      flows: {
        ...config.flows,
        folders: [join(root, 'chatflows'), join(root, 'test/support/flows'), join(root, 'test/accounts/flows')],
      },
    }));
    tokens = new Tokens(await masterKey({ dataDir: wizard.config.dataDir }));
  });

  after(() => wizard.stop());

  const person = async (owner: string, ...roles: string[]): Promise<WizardClient> =>
    await wizard.client({
      token: await tokens.create({ owner, name: owner, roles: ['user', ...roles], ttlSeconds: 600 }),
    });

  it('let the flow go on once two people have said yes in their own conversations', async () => {
    const ada = await asking('ada', 'build a bridge');
    for (const name of ['bob', 'eve']) {
      const approver = await opened(await person(name, 'approver'));
      await approver.until(() => textOf(approver).includes('One request waits for your yes or no.'), 'the notice');
      await picked(approver, 'build a bridge');
      await approver.say('yes');
      await approver.until(() => /Noted: 1 of 2|That is agreed/.test(textOf(approver)), 'the echo');
      await approver.asked('wish');
    }
    await ada.until(() => textOf(ada).includes('is done.'), 'the flow to go on');
    expect(textOf(ada)).to.include('Now **build a bridge** is done.');
  });

  it('lead to the ways out when somebody says no, with the reason', async () => {
    const ada = await asking('ann', 'sell the farm');
    const bob = await opened(await person('bert', 'approver'));
    await picked(bob, 'sell the farm');
    await bob.say('no');
    await bob.asked('reason');
    await bob.say('We live there');
    await ada.asked('offers');
    expect(JSON.stringify(ada.prompt)).to.match(/bert.*We live there/);
  });

  it('never ask the one who asks', async () => {
    const ada = await asking('amy', 'be my own judge', ['approver']);
    const again = await opened(await person('amy', 'approver'));
    await again.say('/approvals');
    await again.until(() => textOf(again).includes('Nothing waits for your yes or no.'), 'an empty list');
    expect(textOf(ada)).not.to.include('is done.');
  });

  it('survive a restart', async () => {
    const ada = await asking('abe', 'paint the fence');
    const bob = await opened(await person('bob', 'approver'));
    await picked(bob, 'paint the fence');
    await bob.say('yes');
    await bob.until(() => textOf(bob).includes('Noted: 1 of 2'), 'the echo');

    await wizard.restart(Number(new URL(wizard.address).port));
    const eve = await opened(await person('eve', 'approver'));
    await picked(eve, 'paint the fence');
    await eve.say('yes');
    await ada.until(() => textOf(ada).includes('Now **paint the fence** is done.'), 'the flow to go on');
    const said = ada.entries.filter((entry) => entry.type === 'say' && entry.text.includes('is done.'));
    expect(said).to.have.length(1);
  });

  it('show the one who asks what is waited for, who agreed, and whom else it went to', async () => {
    const ada = await asking('alan', 'move the server', [], 'consent-with-escalation');
    await said(
      ada,
      /I have asked whoever has the role \*\*approver\*\* for consent: 2 of them .* until .* UTC\. .*\*\*cancel\*\*/,
    );
    const bob = await opened(await person('bob', 'approver'));
    await picked(bob, 'move the server');
    await bob.say('yes');
    await said(ada, /^bob agreed: 1 of 2\.$/m);
    await ada.say('How long will it take?');
    await said(ada, /I still wait for the consent of others/);
    expect(await hurryTimers(wizard, 'escalate:')).to.equal(1);
    await said(ada, /Nobody has decided yet\. I have asked whoever has the role \*\*chief\*\* too\./);
  });

  it('are withdrawn when they are not waited for any more', async () => {
    const ada = await asking('abel', 'cut the tree', [], 'consent-with-escalation');
    const bob = await opened(await person('bob', 'approver'));
    await picked(bob, 'cut the tree');
    await ada.say('cancel');
    await ada.asked('offers');
    await ada.say('Leave it');
    await ada.asked('wish');
    await bob.say('yes');
    await bob.until(() => JSON.stringify(bob.entries).includes('abel does not wait for this any more'), 'the news');
    const eve = await opened(await person('eve', 'approver'));
    expect(textOf(eve)).to.not.include('cut the tree');
    expect(await hurryTimers(wizard, `escalate:${ada.conversation}`)).to.equal(0);
  });

  it('that nobody decided expire for all sides', async () => {
    const ada = await asking('axel', 'sink the ship', [], 'consent-with-escalation');
    await hurryTimers(wizard, 'expire:others');
    await ada.asked('offers');
    expect(JSON.stringify(ada.prompt)).to.include('Nobody answered in time.');
    const bob = await opened(await person('bob', 'approver'));
    await bob.say('/approvals');
    await bob.until(() => bob.prompt !== undefined, 'a list');
    expect(JSON.stringify(bob.prompt)).to.not.include('sink the ship');
  });

  async function said(client: WizardClient, words: RegExp): Promise<void> {
    await client.until(() => words.test(textOf(client)), String(words));
  }

  async function asking(owner: string, what: string, roles: string[] = [], flow = 'consent'): Promise<WizardClient> {
    const client = await person(owner, ...roles);
    await client.open({ flow });
    await client.asked('what');
    await client.say(what);
    return client;
  }
});

/** In the menu. */
async function opened(client: WizardClient): Promise<WizardClient> {
  await client.open();
  await client.asked('wish');
  return client;
}

/** Before the question whether they agree to the request with this text. */
async function picked(client: WizardClient, text: string): Promise<void> {
  await client.say('/approvals');
  const prompt = await client.asked('request');
  if (prompt.kind !== 'ask') throw new Error('not a question');
  const choices = JSON.parse(JSON.stringify(prompt.question)) as { choices?: { value: string; label: string }[] };
  const choice = choices.choices?.find(({ label }) => label.includes(text));
  if (!choice) throw new Error(`no request "${text}" in ${JSON.stringify(prompt)}`);
  expect(choice.label, 'marks of Markdown in a list').to.not.match(/\*\*/);
  await client.send({ type: 'answer', prompt: prompt.id, value: choice.value });
  await client.asked('agree');
}

function textOf(client: WizardClient): string {
  return client.entries.map((entry) => (entry.type === 'say' ? entry.text : '')).join('\n');
}
