import { expect } from 'chai';

import { masterKey } from '#src/accounts/master-key.ts';
import { Tokens } from '#src/accounts/tokens.ts';
import type { Entry } from '#src/protocol/index.ts';
import { hurryTimers } from '#test/support/hurry-timers.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

const flows = 'test/accounts/flows';

describe('a person takes over', function () {
  this.timeout(60_000);
  let wizard: TestWizard;
  let people = 0;

  before(async () => {
    wizard = await startTestWizard((config) => ({
      ...config,
      signIn: 'token',
      flows: { ...config.flows, folders: [...config.flows.folders, flows] },
    }));
  });

  after(() => wizard.stop());

  async function person(owner: string, name: string, ...roles: string[]): Promise<WizardClient> {
    const tokens = new Tokens(await masterKey({ dataDir: wizard.config.dataDir }));
    return await wizard.client({ token: await tokens.create({ owner, name, roles, ttlSeconds: 600 }) });
  }

  /** Somebody who has asked for a person, and their name. */
  async function asking(tenant: string): Promise<{ ada: WizardClient; name: string }> {
    people += 1;
    const name = `Ada ${people}`;
    const ada = await person(`${tenant}/ada-${people}`, name, 'user');
    await ada.open({ flow: 'need-help' });
    await ada.asked('topic');
    await ada.say('a broken disk');
    const pin = await ada.asked('pin');
    await ada.send({ type: 'answer', prompt: pin.id, value: 'hunter2-is-secret' });
    await ada.asked('offers');
    return { ada, name };
  }

  /** An operator who reads what this person said. */
  async function reading(tenant: string, name: string): Promise<WizardClient> {
    const grace = await person(`${tenant}/grace`, 'Grace', 'operator');
    await grace.open({ flow: 'handoffs' });
    await grace.asked('ticket');
    await grace.say(name);
    await grace.asked('what');
    return grace;
  }

  function lines(client: WizardClient): string[] {
    return client.entries.flatMap(transcriptLines);
  }

  async function until(client: WizardClient, text: string): Promise<void> {
    await client.until(() => lines(client).some((line) => line.includes(text)), text);
  }

  it('reads what was said without its secrets, talks, and gives back', async () => {
    const { ada, name } = await asking('acme');
    const grace = await reading('acme', name);
    const log = shown(grace, 'log');
    expect(log).to.include(`${name}: a broken disk`).and.to.include('Wizard: Your PIN?');
    expect(JSON.stringify(grace.entries)).to.not.include('hunter2');
    expect(shown(grace, 'table')).to.include('a broken disk');

    await ada.say('It is the one on the left.');
    await until(ada, 'Noted.');
    await grace.say('Talk with them');
    await until(ada, 'Grace is here now');
    await until(grace, `What you write goes to ${name}.`);
    // It was written while she read the rest.
    await until(grace, 'log of 1');
    expect(shown(grace, 'log')).to.include('It is the one on the left.');

    // Words that the wizard would take for itself are the other one's now.
    for (const words of ['help', 'yes', 'cancel', '1']) await ada.say(words);
    await grace.say('Which disk?\nThe left one?');
    await until(ada, 'The left one?');
    await until(grace, `${name}  1`);
    expect(relayed(grace)).to.deep.equal(['help', 'yes', 'cancel', '1']);
    expect(relayed(ada)).to.deep.equal(['Which disk?\nThe left one?']);
    expect(ada.entries.find(({ type }) => type === 'relayed')).to.include({ by: 'other', name: 'Grace' });

    await ada.say('The password: tiger-lily-7');
    await until(grace, 'The password: ••••');

    await grace.say('Hand back');
    await until(ada, 'Welcome back. We talked about a broken disk.');
    await grace.asked('wish');
    expect(lines(ada)).to.include('bot  Grace has handed back to me.');
    expect(lines(grace)).to.include(`bot  Handed back. ${name} is with the wizard again.`);
  });

  it('goes on over a restart, and the person may go back at any time', async () => {
    const { ada, name } = await asking('acme');
    const grace = await reading('acme', name);
    await grace.say('Talk with them');
    await until(ada, 'Grace is here now');

    await wizard.restart(Number(new URL(wizard.address).port));
    await Promise.all([ada.connected(), grace.connected()]);
    await ada.open({ conversation: ada.conversation });
    await grace.open({ conversation: grace.conversation });
    await ada.say('Still there?');
    await until(grace, 'Still there?');
    await grace.say('I am.');
    await until(ada, 'I am.');

    const prompt = await ada.asked('offers');
    await ada.send({ type: 'offer', prompt: prompt.id, offer: 'continue' });
    await until(ada, 'Welcome back.');
    await until(grace, `${name} has gone back to the wizard.`);
    await grace.asked('wish');
  });

  it('is one at a time', async () => {
    const { ada, name } = await asking('acme');
    const grace = await reading('acme', name);
    const linus = await person('acme/linus', 'Linus', 'operator');
    await linus.open({ flow: 'handoffs' });
    await linus.asked('ticket');
    await linus.say(name);
    await linus.asked('what');
    await grace.say('Talk with them');
    await until(ada, 'Grace is here now');
    await linus.say('Talk with them');
    await until(linus, 'Grace was faster');
    expect(lines(ada).filter((line) => line.includes('is here now'))).to.have.length(1);
    await grace.say('/return');
    await until(ada, 'Welcome back.');
  });

  it('does not come from another tenant, nor without the right', async () => {
    const { ada, name } = await asking('acme');
    const stranger = await person('globex/hank', 'Hank', 'operator');
    await stranger.open({ flow: 'handoffs' });
    await stranger.asked('stay');
    expect(lines(stranger).join('\n')).to.include('Nobody waits right now').and.not.include(name);

    const colleague = await person('acme/bob', 'Bob', 'user');
    await colleague.open({ flow: 'handoffs' });
    await until(colleague, 'You do not have the right');

    const root = await person('hq/root', 'Root', 'admin');
    await root.open({ flow: 'handoffs' });
    const asked = await root.asked('ticket');
    expect(asked.kind === 'ask' && asked.question.choices?.map(({ label }) => label)).to.include(name);
    await ada.say('menu');
  });

  it('is told to those on duty, and a person who does not wait any more is gone from the list', async () => {
    const grace = await person('duty/grace', 'Grace', 'operator');
    await grace.open({ flow: 'handoffs' });
    await grace.asked('stay');
    await grace.say('yes');
    await until(grace, 'I tell you here.');
    const { ada, name } = await asking('duty');
    const ticket = await grace.asked('ticket');
    expect(ticket.kind === 'ask' && ticket.question.choices?.map(({ label }) => label)).to.deep.equal([name]);
    const prompt = await ada.asked('offers');
    await ada.send({ type: 'offer', prompt: prompt.id, offer: 'continue' });
    await until(ada, 'Welcome back.');
    await grace.say(name);
    await until(grace, 'Nobody waits there any more.');
  });

  it('that does not come is said kindly, and the person goes on', async () => {
    const { ada, name } = await asking('nobody');
    expect(await hurryTimers(wizard, 'unanswered')).to.be.at.least(1);
    await until(ada, 'nobody is free right now');
    await until(ada, 'Welcome back.');
    await ada.asked('wish');
    const grace = await person('nobody/grace', 'Grace', 'operator');
    await grace.open({ flow: 'handoffs' });
    await grace.asked('stay');
    expect(lines(grace).join('\n')).to.not.include(name);
  });

  it('that says nothing for a while is not waited for: others are asked', async () => {
    const { ada, name } = await asking('away');
    const grace = await reading('away', name);
    await grace.say('Talk with them');
    await until(ada, 'Grace is here now');
    await ada.say('Hello?');
    await until(grace, 'Hello?');
    expect(await hurryTimers(wizard, 'silent')).to.equal(1);
    await until(ada, 'Grace has not answered for a while');
    await until(grace, `${name} waited for your answer`);
    await grace.asked('wish');
    const linus = await person('away/linus', 'Linus', 'operator');
    await linus.open({ flow: 'handoffs' });
    await linus.asked('ticket');
    await linus.say(name);
    await linus.asked('what');
    expect(shown(linus, 'log')).to.include('Hello?');
    await linus.say('Talk with them');
    await until(ada, 'Linus is here now');
    await linus.say('Here I am.');
    await until(ada, 'Here I am.');
    await linus.say('Hand back');
    await until(ada, 'Linus has handed back to me.');
  });

  it('may be asked for out of a failure, and is offered again afterwards', async () => {
    const ada = await person('acme/eve', 'Eve', 'user');
    await ada.open({ flow: 'stuck' });
    const failed = await ada.asked('offers');
    await ada.send({ type: 'offer', prompt: failed.id, offer: 'handoff' });
    await until(ada, 'I have asked a person to take over.');
    const again = await ada.asked('offers');
    await ada.send({ type: 'offer', prompt: again.id, offer: 'handoff' });
    await until(ada, 'I have asked a person already.');
    const grace = await reading('acme', 'Eve');
    await grace.say('Talk with them');
    await until(ada, 'Grace is here now');
    await grace.say('/return');
    await until(ada, 'Grace has handed back to me.');
    const offers = await ada.asked('offers');
    expect(offers.kind === 'offers' && offers.offers.map(({ offer }) => offer)).to.include('handoff');
  });
});

function relayed(client: WizardClient): string[] {
  return client.entries.flatMap((entry) => (entry.type === 'relayed' ? [entry.text] : []));
}

function shown(client: WizardClient, as: Extract<Entry, { type: 'show' }>['show']['as']): string {
  return JSON.stringify(
    client.entries.flatMap((entry) => (entry.type === 'show' && entry.show.as === as ? [entry.show] : [])),
  );
}
