import { expect } from 'chai';

import { type OwnTestRedis, ownTestRedis } from '#test/support/redis.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import { messageId } from '#test/support/wizard-client.ts';

describe('while Redis is away', function () {
  this.timeout(30_000);
  let redis: OwnTestRedis;
  let wizard: TestWizard;

  before(async () => {
    redis = await ownTestRedis({ appendOnly: true });
    wizard = await startTestWizard((config) => ({
      ...config,
      redis: { url: `unix://${redis.url}`, prefix: 'away' },
      flows: { ...config.flows, folders: [...config.flows.folders, 'test/support/flows'] },
    }));
  });

  after(async () => {
    await wizard.stop();
    await redis.remove();
  });

  it('tells the client to keep its message, and takes it once when Redis is back', async () => {
    const client = await wizard.client();
    await client.open({ flow: 'questions' });
    await client.say('before');
    await redis.kill();
    const id = messageId();
    const refused = await client.send({ type: 'text', text: 'meanwhile' }, id);
    expect(refused).to.have.nested.property('error.code', 'UNAVAILABLE');
    expect(refused).to.have.nested.property('error.retryAfter').that.is.greaterThan(0);
    expect((await fetch(`${wizard.address}/readyz`)).status).to.equal(503);
    expect((await fetch(`${wizard.address}/healthz`)).status).to.equal(200);

    await redis.start();
    let taken = await client.send({ type: 'text', text: 'meanwhile' }, id);
    for (let attempt = 0; !taken.ok && attempt < 50; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      taken = await client.send({ type: 'text', text: 'meanwhile' }, id);
    }
    expect(taken.ok).to.equal(true);
    expect(await client.send({ type: 'text', text: 'meanwhile' }, id)).to.have.property('duplicate', true);
    await client.open({ conversation: client.conversation });
    const said = client.entries.flatMap((entry) => (entry.type === 'said' ? [entry.text] : []));
    expect(said).to.deep.equal(['before', 'meanwhile']);
    expect((await fetch(`${wizard.address}/readyz`)).status).to.equal(200);
  });
});
