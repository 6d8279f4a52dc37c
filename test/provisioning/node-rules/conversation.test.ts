import { expect } from 'chai';

import { EventInbox } from '#src/accounts/event-inbox.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { deployByChat } from '#test/support/deploy-by-chat.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

describe('Rules for workers, talked about', function () {
  this.timeout(90_000);
  let wizard: TestWizard;
  let person: WizardClient;

  before(async () => {
    wizard = await startTestWizard();
    person = await wizard.client();
    await deployByChat(person, 'shop', 'small');
  });
  after(async () => {
    await wizard.stop();
  });

  const then = async (text: string, asked: string): Promise<string> => {
    await person.say(text);
    await person.asked(asked, 20_000);
    return JSON.stringify(person.entries.slice(-6));
  };

  it('set one with its price, see it, pause it, and end it', async () => {
    await then('/grow', 'least');
    await then('1', 'most');
    expect(await then('3', 'confirm')).to.match(/never go beyond that without asking/);
    expect(await then('yes', 'wish')).to.include('Between 1 and 3 workers');
    expect(await then('/grow', 'wish')).to.include('does so already');
    expect(await then('pause', 'wish')).to.include('It is paused');
    await then('/grow', 'wish');
    expect(await then('end', 'wish')).to.include('The rule has ended');
  });

  it('tell what they did, whatever the person is doing', async () => {
    const { url = '', prefix } = wizard.config.redis;
    const redis = connectRedis(url);
    await then('/scale', 'workers');
    await new EventInbox({ redis, prefix: `${prefix}:` }).put({
      event: 'nodes.changed',
      owner: 'local',
      data: {
        vdc: 'vdc_1',
        name: 'shop',
        kind: 'grown',
        before: 1,
        after: 2,
        why: 'There was no room.',
        price: '3240.00',
      },
    });
    await person.until(
      () => JSON.stringify(person.entries).includes('has grown by itself, from 1 to **2** workers'),
      'the news',
      20_000,
    );
    await person.asked('workers');
    redis.disconnect();
  });
});
