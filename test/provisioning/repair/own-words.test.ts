import { expect } from 'chai';

import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

/** How somebody says that a shop is down, the heading over what they mean, and what a look says at its end. */
const sayings = [
  ['en', 'the site is down', 'What you may mean', /^\d+ checks, 2 findings$/],
  ['en', 'users get a 503', 'What you may mean', /^\d+ checks, 2 findings$/],
  ['fr', 'mon site est en panne', 'Ce dont vous parlez peut-être', /^\d+ contrôles, 2 constats$/],
  ['ar', 'الموقع معطل', 'ما قد تقصده', /^الفحوص: \d+، ما وُجد: 2$/],
] as const;

describe('Somebody says that something is down', function () {
  this.timeout(120_000);
  let wizard: TestWizard;

  before(async () => {
    wizard = await startTestWizard();
    const client = await wizard.client();
    await client.open();
    for (const words of [
      '/deploy',
      'demo',
      '1',
      'yes',
      'done',
      '/break',
      'bad-image',
      'leave',
      '/break',
      'backup-fails',
    ])
      await say(client, words);
    client.close();
  });
  after(() => wizard.stop());

  for (const [locale, words, heading, end] of sayings) {
    it(`"${words}" is looked at while they watch, and what they mean comes first`, async () => {
      const client = await wizard.client();
      await client.open({ locale });
      await client.asked();
      await client.say(words);
      const prompt = await client.asked('finding', 60_000);
      const [first, second] = prompt.kind === 'ask' ? (prompt.question.choices ?? []) : [];
      expect(first).to.include({ group: heading, description: 'Deployment practice/shop' });
      expect(second?.group).not.to.equal(heading);
      const looks = [...client.operations.values()].map(({ stages }) => stages.map(({ text = '' }) => text));
      expect(looks).to.have.length(1);
      expect(looks[0]?.[0]).to.match(/\d/);
      expect(looks[0]?.[1]).to.match(end);
      client.close();
    });
  }

  it('is there at once where only one thing is called so, and told that there is more', async () => {
    const client = await wizard.client();
    await client.open();
    await client.asked();
    await client.say('users get a 503 from the shop');
    const prompt = await client.asked('remedy', 60_000);
    expect(client.entries.flatMap(transcriptLines)).to.include(
      'bot  One more thing needs attention: say "repair" afterwards to see it.',
    );
    await client.say('help');
    await client.until(() => client.prompt !== undefined && client.prompt.id !== prompt.id, 'what shows it');
    const shows = client.entries.flatMap(transcriptLines).filter((line) => line.includes('ImagePullBackOff'));
    expect(shows).to.have.length(1);
    expect(shows[0]).to.match(/Pod practice\/shop-\S+ · status\.containerStatuses\S+: ImagePullBackOff$/);
    client.close();
  });
});

/** Says it once something is asked, whatever that is. */
async function say(client: WizardClient, words: string): Promise<void> {
  await client.asked(undefined, 60_000);
  const before = client.prompt?.id;
  await client.say(words);
  await client.until(() => client.prompt !== undefined && client.prompt.id !== before, 'the next question', 60_000);
}
