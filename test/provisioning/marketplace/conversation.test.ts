import { expect } from 'chai';

import { deployByChat } from '#test/support/deploy-by-chat.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';
import type { WizardClient } from '#test/support/wizard-client.ts';

describe('Installing in a conversation', function () {
  this.timeout(90_000);
  let wizard: TestWizard;
  let person: WizardClient;

  before(async () => {
    wizard = await startTestWizard();
    person = await wizard.client();
    await deployByChat(person, 'demo', 'medium');
  });
  after(async () => {
    await wizard.stop();
  });

  /** Says it, and waits for the question that comes of it. */
  const then = async (text: string, asked: string, timeoutMs?: number): Promise<string> => {
    await person.say(text);
    await person.asked(asked, timeoutMs);
    return JSON.stringify(person.entries.slice(-6));
  };

  it('goes from the wish to a running Gitea, back and forth, and undoes it', async () => {
    await then('/install', 'solution');
    await then('gitea', 'size');
    await then('gold', 'yes_1');
    await then('back', 'size');
    await then('silver', 'yes_1');
    await then('no', 'text_1');
    await then('skip', 'text_2');
    expect(await then('not an address', 'text_2')).to.include('e-mail address');
    await then('ada@example.org', 'name');
    expect(await then('Git Server', 'name')).to.include('lower-case letters');
    await then('git', 'reach');
    const summary = await then('only from inside', 'confirm');
    expect(summary).to.include('ada@example.org').and.to.include('git');
    await then('yes', 'next', 40_000);
    const link = person.entries.findLast((entry) => entry.type === 'show' && entry.show.as === 'download');
    expect(JSON.stringify(link)).to.include('git-access.txt');
    const href = link?.type === 'show' && link.show.as === 'download' ? link.show.href : '';
    const answer = await fetch(new URL(href, wizard.address), { method: 'POST' });
    expect(await answer.text()).to.match(/User: keeper\nPassword of the administrator: [a-zA-Z0-9]{24}/);
    expect((await fetch(new URL(href, wizard.address), { method: 'POST' })).ok).to.equal(false);
    await person.say('undo');
    await person.until(() => JSON.stringify(person.entries.slice(-6)).includes('is undone'), 'the undoing', 40_000);
  });

  it('can be left halfway, and nothing was done', async () => {
    await then('/install', 'solution');
    await then('etcd', 'size');
    await then('cancel', 'offers');
    await person.say('discard');
    await person.until(() => person.prompt?.kind !== 'offers', 'the end of the conversation');
    const listed = await (async () => {
      await person.say('/installed');
      await person.asked('begin', 20_000);
      return JSON.stringify(person.entries.slice(-3));
    })();
    expect(listed).to.include('Nothing is installed there yet');
  });
});
