import { expect } from 'chai';

import { startWizard, type Wizard } from '#src/main.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import { WizardClient } from '#test/support/wizard-client.ts';

describe('two processes of one wizard', function () {
  this.timeout(60_000);
  let one: TestWizard;
  let two: Wizard;
  const clients: WizardClient[] = [];

  before(async () => {
    one = await startTestWizard();
    two = await startWizard({ ...one.config, port: 0 });
  });

  after(async () => {
    for (const client of clients) client.close();
    await two.stop();
    await one.stop();
  });

  async function at(address: string): Promise<WizardClient> {
    const client = new WizardClient(address);
    clients.push(client);
    return await client.connected();
  }

  it('show a person what happened at the other one', async () => {
    const [here, there] = [await at(one.address), await at(two.address)];
    await here.open({ flow: 'deploy-vdc' });
    await here.asked('name');
    await there.open({ conversation: here.conversation });
    await here.say('shop');
    await there.asked('size');
    await there.say('small');
    await here.asked('confirm');
    await there.asked('confirm');
    // The work is done by whichever process is free; both hear of its end.
    await here.say('yes');
    await Promise.all([here.asked('next', 30_000), there.asked('next', 30_000)]);
    expect(here.entries.map(({ id }) => id)).to.deep.equal(there.entries.map(({ id }) => id));
    expect(there.entries.flatMap(transcriptLines)).to.include('bot  shop is ready.');
  });
});
