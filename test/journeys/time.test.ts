import { expect } from 'chai';

import { hurryTimers } from '#test/support/hurry-timers.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

describe('time, and the wizard being away meanwhile', function () {
  this.timeout(60_000);
  let wizard: TestWizard;
  let client: WizardClient;

  before(async () => {
    wizard = await startTestWizard((config) => ({
      ...config,
      flows: { ...config.flows, folders: [...config.flows.folders, 'test/journeys/flows'] },
    }));
  });

  after(() => wizard.stop());

  beforeEach(async () => {
    client = await wizard.client();
    await client.open({ flow: 'patient' });
    await client.asked('name');
  });

  const lines = (): string[] => client.entries.flatMap(transcriptLines);

  async function restart(): Promise<void> {
    await wizard.restart(Number(new URL(wizard.address).port));
    await client.connected();
    await client.open({ conversation: client.conversation });
  }

  it('reminds once of an open question, over a restart, and asks it again', async () => {
    await restart();
    expect(await hurryTimers(wizard, client.conversation)).to.equal(1);
    await client.until(() => lines().includes('bot  Still there, you?'), 'the reminder');
    await client.asked('name');
    expect(lines().filter((line) => line === 'bot  What is your name?')).to.have.length(2);
    // One reminder: nobody is pestered.
    expect(await hurryTimers(wizard, client.conversation)).to.equal(0);
    await client.say('Ada');
    await client.asked('pause');
  });

  it('reminds nobody who has answered', async () => {
    await client.say('Ada');
    await client.asked('pause');
    await client.say('3h');
    await client.until(() => lines().includes('bot  I wait.'), 'the wait');
    await restart();
    const { revision } = client;
    // What is due now is the wait, not the reminder of an answered question.
    expect(await hurryTimers(wizard, client.conversation)).to.be.at.least(1);
    await client.until(() => lines().includes('bot  Here I am again.'), 'the end of the wait');
    const since = client.turns.filter((turn) => turn.revision > revision).flatMap(({ entries }) => entries);
    expect(since.flatMap(transcriptLines)).to.deep.equal(['bot  Here I am again.', 'bot  How are you, Ada?']);
  });

  it('waits for its time over a restart, not less', async () => {
    await client.say('Ada');
    await client.asked('pause');
    await client.say('2s');
    await client.until(() => lines().includes('bot  I wait.'), 'the wait');
    const begun = Date.now();
    await restart();
    await client.asked('mood', 20_000);
    expect(Date.now() - begun).to.be.at.least(1_500);
    expect(lines().filter((line) => line === 'bot  Here I am again.')).to.have.length(1);
  });

  it('remembers an answer for the next conversation, after a restart too', async () => {
    await client.say('Grace Hopper');
    await client.asked('pause');
    await restart();
    const next = await wizard.client();
    await next.open({ flow: 'patient' });
    const prompt = await next.asked('name');
    expect(prompt.kind === 'ask' && prompt.question.default).to.equal('Grace Hopper');
    await next.send({ type: 'command', command: 'skip' });
    await next.asked('pause');
    expect(next.entries.flatMap(transcriptLines).join('\n')).to.not.include('Still there');
  });
});
