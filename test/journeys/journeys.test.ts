import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';

import { replayJourney } from '#test/support/replay-journey.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

const folder = new URL('./', import.meta.url);
const journeys = readdirSync(folder).filter((name) => name.endsWith('.transcript'));
/** Journeys that go on where another one ends. */
const follows: { readonly [journey: string]: string } = {
  'app.transcript': 'deploy.transcript',
  'older-and-newer.transcript': 'deploy.transcript',
  'repair.transcript': 'deploy.transcript',
  'same-again.transcript': 'deploy.transcript',
};

describe('journeys', () => {
  let wizard: TestWizard;

  // Nobody has anything yet when a journey begins.
  beforeEach(async function () {
    this.timeout(30_000);
    wizard = await startTestWizard();
  });

  afterEach(async () => {
    await wizard.stop();
  });

  for (const name of journeys) {
    it(`goes as written: ${name}`, async function () {
      this.timeout(120_000);
      const client = await wizard.client();
      for (const journey of [follows[name] ?? [], name].flat()) {
        await replayJourney(readFileSync(new URL(journey, folder), 'utf8'), client);
      }
    });
  }

  it('has the README tell one of them', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const told = journeys.filter((name) => readme.includes(readFileSync(new URL(name, folder), 'utf8').trim()));
    expect(told).to.not.be.empty;
  });
});
