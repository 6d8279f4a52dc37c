import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { deployByChat } from '#test/support/deploy-by-chat.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/marketplace.md'), 'utf8');
const [, example = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];

describe('A marketplace of one’s own', function () {
  this.timeout(90_000);
  let folder: string;
  let wizard: TestWizard;
  let person: WizardClient;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), '3bot-solutions-'));
    // What the documentation says: a new one, one in the place of the product's, and one that cannot be used.
    const own = example.replace(/^id: wiki$/m, 'id: handbook').replace(/^title: Wiki$/m, 'title: Our handbook');
    writeFileSync(join(folder, 'handbook.yaml'), own);
    writeFileSync(join(folder, 'wiki.yaml'), example);
    writeFileSync(join(folder, 'broken.yaml'), 'id: broken\ntitle: [');
    wizard = await startTestWizard((config) => ({
      ...config,
      marketplace: { ...config.marketplace, folders: [folder] },
    }));
    person = await wizard.client();
    await deployByChat(person, 'demo', 'medium');
  });
  after(async () => {
    await wizard.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is offered beside the product’s, asks its own questions, and is installed like any other', async () => {
    await person.say('/install');
    await person.asked('solution');
    const prompt = JSON.stringify(person.prompt);
    expect(prompt).to.include('Our handbook').and.to.include('Gitea');
    expect(prompt, 'in the place of the product’s').to.include('Pages that everybody may edit.');
    expect(prompt).to.not.include('broken');
    await person.say('Our handbook');
    await person.asked('text_1');
    expect(JSON.stringify(person.prompt)).to.include('What stands at the top of every page?');
    await person.say('Read me');
    await person.asked('name');
    await person.say('book');
    await person.asked('reach');
    await person.say('only from inside');
    await person.asked('confirm');
    expect(JSON.stringify(person.prompt)).to.include('Read me');
    await person.say('yes');
    await person.asked('next', 60_000);
    expect(JSON.stringify(person.entries.slice(-8))).to.include('Our handbook');
  });
});
