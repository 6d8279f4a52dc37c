import { expect } from 'chai';

import { deployByChat } from '#test/support/deploy-by-chat.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

describe('apps in conversation, in a simulated data center', function () {
  this.timeout(60_000);
  let wizard: TestWizard;
  let client: WizardClient;

  before(async () => {
    wizard = await startTestWizard();
    client = await wizard.client();
    await deployByChat(client, 'demo', 'small');
  });
  after(async () => await wizard.stop());

  /** Answers what is asked now, and waits until it was taken. */
  const say = async (text: string) => {
    const { revision } = client;
    await client.say(text);
    await client.until(() => client.revision > revision, `an answer to ${text}`);
  };
  const walk = async (flow: string, answers: readonly [question: string, answer: string][]) => {
    client = await wizard.client();
    await client.open({ flow });
    for (const [question, answer] of answers) {
      await client.asked(question, 30_000);
      await say(answer);
    }
  };
  const texts = () =>
    client.entries
      .flatMap((entry) => {
        if (entry.type === 'say') return [entry.text];
        if (entry.type === 'prompt' && 'text' in entry.prompt) return [entry.prompt.text ?? ''];
        return [];
      })
      .join('\n');

  it('one is deployed, scaled, and what went wrong is named', async () => {
    await walk('deploy-app', [
      ['name', 'web'],
      ['image', 'nginx:1.27'],
      ['confirm', 'yes'],
    ]);
    await client.asked('next', 40_000);
    const card = client.entries.findLast((entry) => entry.type === 'show');
    expect(card).to.have.nested.property('show.title', 'web');

    await walk('my-apps', [
      ['wish', 'scale'],
      ['replicas', '3'],
      ['confirm', 'yes'],
    ]);
    await client.asked('after', 40_000);
    await say('undo');
    await client.until(() => JSON.stringify(client.entries).includes('is undone'), 'the undo', 40_000);

    await walk('deploy-app', [
      ['name', 'web'],
      ['image', 'nginx:does-not-exist'],
      ['confirm', 'yes'],
    ]);
    await client.asked('offers', 40_000);
    expect(texts()).to.include('The image nginx:does-not-exist was not found in docker.io.');
    expect(texts()).to.include('I took everything back');
  });

  it('a log is shown live, and settings are made', async () => {
    await walk('logs', [['what', 'live']]);
    await client.asked('more', 30_000);
    const log = client.entries.findLast((entry) => entry.type === 'show' && entry.show.as === 'log');
    expect(log).to.have.nested.property('show.live').that.is.a('string');

    await walk('config-and-secrets', [
      ['wish', 'create'],
      ['kind', 'ConfigMap'],
      ['new_name', 'settings'],
      ['key', 'COLOUR'],
      ['new_value', 'green'],
      ['confirm', 'yes'],
    ]);
    await client.asked('after', 40_000);
    await walk('deploy-from-yaml', [
      ['how', 'paste'],
      ['manifests', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { COLOUR: red }'],
      ['confirm', 'yes'],
    ]);
    await client.asked('after', 40_000);
    expect(JSON.stringify(client.entries)).to.include('`green` → `red`');
  });
});
