import { readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';

import { matches, transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

const folder = new URL('./', import.meta.url);
const journeys = readdirSync(folder).filter((name) => name.endsWith('.transcript'));

describe('journeys', () => {
  let wizard: TestWizard;

  before(async function () {
    this.timeout(30_000);
    wizard = await startTestWizard();
  });

  after(async () => {
    await wizard.stop();
  });

  for (const name of journeys) {
    it(`goes as written: ${name}`, async function () {
      this.timeout(60_000);
      await replay(readFileSync(new URL(name, folder), 'utf8'), await wizard.client());
    });
  }

  it('has the README tell one of them', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const told = journeys.filter((name) => readme.includes(readFileSync(new URL(name, folder), 'utf8').trim()));
    expect(told).to.not.be.empty;
  });
});

/** Says the `you` lines, and expects everything else in the order it is written. */
async function replay(journey: string, client: WizardClient): Promise<void> {
  const lines = journey.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  let seen = 0;
  await client.open();
  const actual = () => client.entries.flatMap(transcriptLines);
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('you  ')) {
      // The wizard has finished speaking when it asks: then it is our turn.
      await client.asked();
      const before = actual().length;
      expect(actual().slice(seen), `before line ${index + 1}, ${line}`).to.deep.equal([]);
      await client.say(line.slice('you  '.length).replace(/^\[(.*)\]$/, '$1'));
      await client.until(() => actual().length > before, 'the answer to arrive');
      seen = before + (actual()[before]?.startsWith('you  ') ? 1 : 0);
      continue;
    }
    await client.until(() => actual().length > seen, line);
    const said = actual()[seen] ?? '';
    expect(matches(line, said), `line ${index + 1}\n  written: ${line}\n  said:    ${said}`).to.equal(true);
    seen += 1;
  }
}
