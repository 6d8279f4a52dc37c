import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect } from 'chai';

import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

const root = join(import.meta.dirname, '../..');
const cli = promisify(execFile);

describe('awaited events', () => {
  let wizard: TestWizard;

  before(async () => {
    wizard = await startTestWizard((config) => ({
      ...config,
      flows: { ...config.flows, folders: [...config.flows.folders, join(root, 'test/support/flows')] },
    }));
  });

  after(() => wizard.stop());

  const tell = async (...args: string[]) => {
    const { url = '', prefix } = wizard.config.redis;
    const env = { ...process.env, REDIS_URL: url, REDIS_PREFIX: prefix };
    return await cli(process.execPath, ['src/cli/main.ts', 'event', ...args], { cwd: root, env });
  };
  const waiting = async (order: string): Promise<WizardClient> => {
    const client = await wizard.client();
    await client.open({ flow: 'awaiting' });
    await client.asked('order');
    await client.say(order);
    await client.until(() => textOf(client).includes('I wait for the payment.'), 'the wait');
    return client;
  };

  it('reach every conversation that waits, once, with what happened', async () => {
    const clients = [await waiting('one'), await waiting('two')];
    await tell('order.refunded');
    await tell('order.paid', '--owner', 'somebody', '--json', '{"amount": 1}');
    await tell('order.paid', '--json', '{"amount": 30}');
    for (const client of clients) await client.asked('more');
    expect(clients.map((client) => textOf(client).split('\n').at(-1))).to.deep.equal([
      'Order one is paid: 30.',
      'Order two is paid: 30.',
    ]);
  });

  it('are waited for over a restart', async () => {
    const client = await waiting('four');
    await wizard.restart(Number(new URL(wizard.address).port));
    await tell('order.paid', '--json', '{"amount": 7}', '--owner', 'local');
    await client.asked('more');
    expect(textOf(client)).to.include('Order four is paid: 7.');
  });

  it('want a name, and an object', async () => {
    for (const args of [[], ['a b'], ['paid', '--json', '[1]'], ['paid', '--json', 'x']]) {
      const failed: unknown = await tell(...args).catch((error: unknown) => error);
      expect(failed, args.join(' ')).to.have.property('code').that.is.greaterThan(0);
    }
  });
}).timeout(40_000);

function textOf(client: WizardClient): string {
  return client.entries.flatMap((entry) => (entry.type === 'say' ? [entry.text] : [])).join('\n');
}
