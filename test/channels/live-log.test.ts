import { expect } from 'chai';
import type { Redis } from 'ioredis';

import { LiveLogs } from '#src/accounts/live-logs.ts';
import type { Ack, LogEnd, Watching } from '#src/protocol/index.ts';
import { connectRedis } from '#src/redis/connect-redis.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

describe('a live log in a conversation', function () {
  this.timeout(30_000);
  let wizard: TestWizard;
  let redis: Redis;
  let logs: LiveLogs;
  let client: WizardClient;
  let lines: string[];
  let ends: LogEnd[];

  before(async () => {
    wizard = await startTestWizard();
    const { url = '', prefix } = wizard.config.redis;
    redis = connectRedis(url);
    logs = new LiveLogs({ redis, prefix: `${prefix}:`, sources: [] });
  });

  beforeEach(async () => {
    client = await wizard.client();
    [lines, ends] = [[], []];
    client.socket.on('log', (event) => {
      if ('lines' in event) lines.push(...event.lines);
      else ends.push(event.ended);
    });
    await client.open({ flow: 'deploy-vdc' });
    await client.asked();
  });

  after(async () => {
    logs.close();
    redis.disconnect();
    await wizard.stop();
  });

  async function watch(log: string): Promise<Ack<Watching>> {
    return await client.socket.emitWithAck('watch', { conversation: client.conversation, log });
  }

  it('arrives line by line, while the conversation stands still', async () => {
    const log = await logs.begin({ owner: 'local', key: 'one' });
    await logs.write(log, ['before']);
    const { revision } = client;
    const answer = await watch(log);
    expect(answer).to.include({ ok: true, replays: true });
    await logs.write(log, ['after']);
    await client.until(() => lines.length === 2, 'two lines');
    expect(lines).to.deep.equal(['before', 'after']);
    await logs.end(log);
    await client.until(() => ends.length === 1, 'its end');
    expect(ends).to.deep.equal([{ why: 'over' }]);
    expect(client.revision).to.equal(revision);
  });

  it('ends when the person goes on to something else', async () => {
    const log = await logs.begin({ owner: 'local', key: 'two' });
    await watch(log);
    await client.say('cancel');
    await client.until(() => ends.length === 1, 'its end');
    expect(ends).to.deep.equal([{ why: 'left' }]);
  });

  it('is not followed any more once it is asked so', async () => {
    const log = await logs.begin({ owner: 'local', key: 'three' });
    await watch(log);
    await logs.write(log, ['seen']);
    await client.until(() => lines.length === 1, 'the first line');
    await client.socket.emitWithAck('unwatch', { conversation: client.conversation, log });
    await logs.write(log, ['unseen']);
    const again = await watch(log);
    await client.until(() => lines.length === 3, 'both lines of a new feed');
    expect(again).to.include({ ok: true, from: 0 });
    expect(lines).to.deep.equal(['seen', 'seen', 'unseen']);
  });

  it('is somebody’s own, and there are not too many at once', async () => {
    const strange = await logs.begin({ owner: 'mallory', key: 'one' });
    expect(await watch(strange)).to.have.nested.property('error.code', 'NO_LOG');
    for (const key of ['a', 'b', 'c', 'd']) {
      expect(await watch(await logs.begin({ owner: 'local', key }))).to.have.property('ok', true);
    }
    const fifth = await watch(await logs.begin({ owner: 'local', key: 'e' }));
    expect(fifth).to.have.nested.property('error.code', 'TOO_MANY_LOGS');
  });
});
