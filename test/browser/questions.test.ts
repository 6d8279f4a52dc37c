import { expect } from 'chai';

import type { Json, PromptDraft, Question, Reply } from '#src/protocol/index.ts';

import { describeInBrowser } from './support/chromium.ts';
import { confirm, danger, form, longList, offers, question, questions } from './support/gallery.ts';
import { ask, ScriptedServer, said, say } from './support/scripted-server.ts';
import { WidgetPage } from './support/widget-page.ts';

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExamplEKeyForTestsOnlyNotARealOneAtAll0000 me';

describeInBrowser('What is asked, and how it is answered', function () {
  this.timeout(30_000);
  let server: ScriptedServer;
  let chat: WidgetPage;

  before(async () => {
    server = await ScriptedServer.start((reply) => [said(JSON.stringify(reply)), say('Noted.')]);
    chat = await WidgetPage.open(server.url);
    await chat.waitForText('Welcome.');
  });

  after(async () => {
    expect(await chat.violations()).to.deep.equal([]);
    expect(chat.problems).to.deep.equal([]);
    await chat.close();
    await server.stop();
  });

  /** Asks this now. Every test goes on in the same conversation. */
  async function asked(prompt: PromptDraft): Promise<string> {
    server.received.length = 0;
    server.ackDelay = 0;
    server.tell(ask(prompt));
    await chat.page.locator(`.prompt[data-prompt="${server.open}"][data-open="true"]`).waitFor();
    return server.open;
  }

  /** The reply that arrived, of all replies since the question. */
  async function answered(count = 1): Promise<Reply> {
    await chat.page.locator(`[data-entry="${server.turns.length}.0"]`).waitFor();
    for (let tries = 0; tries < 100 && server.received.length < count; tries += 1) await chat.page.waitForTimeout(20);
    const reply = server.received[count - 1]?.reply;
    if (!reply) throw new Error('nothing was sent');
    return reply;
  }

  /** Every type of question: what a person does, and the value that arrives. */
  const ways: Record<Question['type'], { act: () => Promise<void>; value: Json; text?: boolean }> = {
    string: { act: () => chat.type('my-demo'), value: 'my-demo', text: true },
    text: { act: () => chat.type('two words'), value: 'two words', text: true },
    duration: { act: () => chat.type('2h 30m'), value: '2h 30m', text: true },
    size: { act: () => chat.choose('Use 4 GB'), value: '4 GB' },
    email: { act: () => chat.type('a@example.org'), value: 'a@example.org', text: true },
    url: { act: () => chat.type('https://example.org'), value: 'https://example.org', text: true },
    cidr: { act: () => chat.type('10.0.0.0/16'), value: '10.0.0.0/16', text: true },
    int: { act: async () => (await chat.press('More'), await chat.done()), value: 4 },
    number: { act: () => chat.answer('1.5'), value: 1.5 },
    bool: { act: () => chat.choose('No'), value: false },
    choice: { act: () => chat.choose('Large'), value: 'large' },
    multichoice: {
      act: async () => (await chat.choose('Monitoring'), await chat.choose('Backup'), await chat.done()),
      value: ['monitoring', 'backup'],
    },
    date: { act: () => chat.answer('2027-01-31'), value: '2027-01-31' },
    datetime: { act: () => chat.answer('2027-01-31T14:05'), value: new Date('2027-01-31T14:05').toISOString() },
    secret: { act: () => chat.answer('hunter2'), value: 'hunter2' },
    file: {
      act: async () => {
        const file = { name: 'app.yaml', mimeType: 'application/yaml', buffer: Buffer.from('kind: Deployment\n') };
        await chat.prompt.locator('input[type="file"]').setInputFiles(file);
        await chat.waitForText('app.yaml');
        await chat.done();
      },
      value: { name: 'app.yaml', type: 'application/yaml', size: 17, content: 'kind: Deployment\n' },
    },
    location: {
      act: async () => {
        await chat.prompt.getByLabel('Latitude').fill('51.05');
        await chat.prompt.getByLabel('Longitude').fill('3.72');
        await chat.done();
      },
      value: { lat: 51.05, lng: 3.72 },
    },
    ssh_key: {
      act: async () => {
        const file = { name: 'id.pub', mimeType: 'text/plain', buffer: Buffer.from(`${publicKey}\n`) };
        await chat.prompt.locator('input[type="file"]').setInputFiles(file);
        await chat.until(
          `document.querySelector('threebot-chat').shadowRoot.querySelector('textarea.code').value !== ''`,
        );
        await chat.done();
      },
      value: publicKey,
    },
    rating: { act: () => chat.choose('4'), value: 4 },
    key_values: {
      act: async () => {
        await chat.press('Add a row');
        await chat.prompt.getByLabel('Name 2').fill('stage');
        await chat.prompt.getByLabel('Value 2').fill('test');
        await chat.done();
      },
      value: { team: 'blue', stage: 'test' },
    },
  };

  for (const [type, { act, value, text }] of Object.entries(ways)) {
    it(`takes a ${type}`, async () => {
      const prompt = await asked(questions[type as Question['type']]);
      await act();
      expect(await answered()).to.deep.equal(text ? { type: 'text', text: value } : { type: 'answer', prompt, value });
    });
  }

  it('takes free text instead of a chip', async () => {
    await asked(questions.choice);
    await chat.type('the big one');
    expect(await answered()).to.deep.equal({ type: 'text', text: 'the big one' });
  });

  it('does not take a choice that cannot be had', async () => {
    await asked(questions.choice);
    await chat.prompt.locator('.chip[data-value="huge"]').click({ force: true });
    await chat.choose('Small');
    await answered();
    expect(server.received).to.have.length(1);
  });

  it('searches a long list as one types, and takes Enter', async () => {
    const prompt = await asked(longList);
    const search = chat.prompt.getByRole('combobox');
    await search.fill('sao');
    expect(await chat.prompt.locator('.list-item').allInnerTexts()).to.have.length(1);
    await search.fill('a');
    await search.press('ArrowDown');
    await search.press('Enter');
    expect(await answered()).to.deep.equal({ type: 'answer', prompt, value: 'farm-1' });
  });

  it('asks the server where the list is longer than what was sent', async () => {
    const more = question('choice', {
      text: 'Which node?',
      search: true,
      more: true,
      choices: [{ value: 'n1', label: 'Node 1' }],
    });
    const prompt = await asked(more);
    server.choices = (search, page) => ({
      choices: [{ value: `${search}-${page}`, label: `Node ${search} ${page}` }],
      more: page === 0,
    });
    await chat.prompt.getByRole('combobox').fill('gpu');
    await chat.prompt.locator('.list-item').filter({ hasText: 'Node gpu 0' }).waitFor();
    await chat.press('Show more');
    await chat.prompt.locator('.list-item').filter({ hasText: 'Node gpu 1' }).click();
    expect(await answered()).to.deep.equal({ type: 'answer', prompt, value: 'gpu-1' });
    expect(server.searched).to.deep.equal([
      { search: 'gpu', page: 0 },
      { search: 'gpu', page: 1 },
    ]);
  });

  it('says at the field what is wrong, before anything is sent', async () => {
    const prompt = await asked(questions.int);
    await chat.answer('99');
    await chat.prompt.getByText('Please choose a number from 1 to 20.').waitFor();
    await chat.answer('7');
    expect(await answered()).to.deep.equal({ type: 'answer', prompt, value: 7 });
    expect(await chat.announced()).to.include('Please choose a number from 1 to 20.');
  });

  it('refuses a file that is too large, of another kind, or not text', async () => {
    await asked(questions.file);
    const input = chat.prompt.locator('input[type="file"]');
    await input.setInputFiles({ name: 'big.yaml', mimeType: 'text/yaml', buffer: Buffer.alloc(20_001, 97) });
    await chat.prompt.getByText('“big.yaml” has 20 kB; at most 20 kB can be sent.').waitFor();
    await input.setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') });
    await chat.prompt.getByText('“photo.png” is not one of: .yaml, .yml.').waitFor();
    await input.setInputFiles({ name: 'odd.yaml', mimeType: 'text/yaml', buffer: Buffer.from([0xff, 0x00]) });
    await chat.prompt.getByText('is not a text file').waitFor();
    await chat.done();
    await chat.prompt.getByText('Please give an answer.').waitFor();
    expect(server.received).to.deep.equal([]);
  });

  it('shows a secret as dots, keeps it out of the storage, and asks not to type it into the open', async () => {
    await asked(questions.secret);
    expect(await chat.composer.count()).to.equal(0);
    server.ackDelay = 4_000;
    await chat.answer('sesame');
    await chat.page.locator('.pending').waitFor();
    expect(await chat.page.evaluate('JSON.stringify([{...localStorage}, {...sessionStorage}])')).not.to.contain(
      'sesame',
    );
    expect((await chat.texts()).join(' ')).not.to.contain('sesame');
    expect((await chat.texts()).join(' ')).to.contain('••••••••');
    await answered();
  });

  it('takes a secret of many lines, pasted or from its file, and shows nothing of it', async () => {
    const lines = 'apiVersion: v1\nkind: Config\n# sesame\nusers:\n- name: ada\n';
    const kubeconfig = question('secret', { text: 'The kubeconfig of your cluster?', max: 50_000 });
    const kept = 'JSON.stringify([{...localStorage}, {...sessionStorage}])';

    await asked(kubeconfig);
    const input = chat.prompt.locator('input[type="file"]');
    await input.setInputFiles({ name: 'office.kubeconfig', mimeType: '', buffer: Buffer.from(lines) });
    await chat.prompt.getByText('office.kubeconfig').waitFor();
    expect(await chat.prompt.innerHTML()).not.to.contain('sesame');
    expect(await chat.prompt.locator('input.input').count(), 'no field that would show it').to.equal(0);
    await chat.prompt.getByRole('button', { name: 'Remove it' }).click();
    expect(await chat.prompt.locator('input.input').inputValue()).to.equal('');
    await input.setInputFiles({ name: 'office.kubeconfig', mimeType: '', buffer: Buffer.from(lines) });
    await chat.prompt.getByText('office.kubeconfig').waitFor();
    await chat.done();
    expect(await answered()).to.include({ type: 'answer', value: lines });

    await asked(kubeconfig);
    await chat.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(lines)})`);
    await chat.prompt.locator('input.input').press('ControlOrMeta+V');
    await chat.prompt.locator('.chosen').waitFor();
    expect(await chat.page.evaluate(kept)).not.to.contain('sesame');
    await chat.done();
    expect(await answered()).to.include({ type: 'answer', value: lines });

    await asked(kubeconfig);
    const big = { name: 'big', mimeType: '', buffer: Buffer.alloc(60_000, 97) };
    await chat.prompt.locator('input[type="file"]').setInputFiles(big);
    await chat.prompt.getByText('at most 56 kB can be sent').waitFor();
    const odd = { name: 'odd', mimeType: '', buffer: Buffer.from([0xff, 0x00]) };
    await chat.prompt.locator('input[type="file"]').setInputFiles(odd);
    await chat.prompt.getByText('is not a text file').waitFor();
    expect(server.received).to.deep.equal([]);
  });

  it('sends a form as one answer', async () => {
    const prompt = await asked(form);
    await chat.fill('name', 'prod');
    await chat.fill('plan', 'Large');
    await chat.fill('farm', 'Vienna');
    await chat.fill('token', 's3cret');
    await chat.done();
    expect(await answered()).to.deep.equal({
      type: 'form',
      prompt,
      values: { name: 'prod', workers: 2, plan: 'l', farm: 'vienna', token: 's3cret' },
    });
  });

  it('ties what is wrong in a form to its field, and goes to the first one', async () => {
    const prompt = await asked(form);
    await chat.fill('name', '');
    await chat.done();
    const field = chat.prompt.locator('.field[data-slot="name"] input');
    expect(await field.getAttribute('aria-invalid')).to.equal('true');
    const described = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const texts = await Promise.all(described.map((id) => chat.page.locator(`[id="${id}"]`).innerText()));
    expect(texts.join(' ')).to.contain('Please give an answer.');
    expect(await chat.focus()).to.equal(`field-${prompt}-0`);
    await chat.prompt.getByRole('alert').filter({ hasText: '2 fields need another look.' }).waitFor();
  });

  it('shows what the server found wrong in a form, with what was typed', async () => {
    const wrong = form.fields.map((field) =>
      field.slot === 'name' ? { ...field, error: 'This name is taken.', default: 'prod' } : field,
    );
    await asked({ ...form, error: 'One answer is not right.', fields: wrong });
    expect(await chat.prompt.locator('.field[data-slot="name"] .wrong').innerText()).to.contain('This name is taken.');
    expect(await chat.prompt.locator('.field[data-slot="name"] input').inputValue()).to.equal('prod');
  });

  it('confirms a summary, or lets each row be edited', async () => {
    const prompt = await asked(confirm);
    await chat.prompt.getByRole('button', { name: 'Edit Workers' }).click();
    expect(await answered()).to.deep.equal({ type: 'edit', slot: 'workers', prompt });
    const again = await asked(confirm);
    await chat.confirm();
    expect(await answered()).to.deep.equal({ type: 'confirm', prompt: again, yes: true });
  });

  it('does a dangerous step only after the word was typed', async () => {
    const prompt = await asked(danger);
    await chat.prompt.locator('[data-answer="yes"]').click({ force: true });
    await chat.prompt.getByText('Please type demo exactly.').waitFor();
    expect(server.received).to.deep.equal([]);
    await chat.confirm('demo');
    expect(await answered()).to.deep.equal({ type: 'confirm', prompt, yes: true, typed: 'demo' });
  });

  it('declines without the word', async () => {
    const prompt = await asked(danger);
    await chat.decline();
    expect(await answered()).to.deep.equal({ type: 'confirm', prompt, yes: false });
  });

  it('offers ways out as buttons', async () => {
    const prompt = await asked(offers);
    await chat.press('Try another node');
    expect(await answered()).to.deep.equal({ type: 'offer', prompt, offer: 'retry' });
  });

  it('has the commands that work here, and unfolds the help in place', async () => {
    const prompt = await asked(questions.string);
    expect(await chat.prompt.locator('.commands button').allInnerTexts()).to.deep.equal([
      'Back',
      'Skip',
      'Help',
      'Menu',
      'Cancel',
    ]);
    await chat.press('Help');
    await chat.prompt.getByText('The name is part of its address.').waitFor();
    expect(server.received).to.deep.equal([]);
    await chat.press('Back');
    expect(await answered()).to.deep.equal({ type: 'command', command: 'back', prompt });
  });

  it('leaves an answered question without anything to press', async () => {
    const prompt = await asked(questions.choice);
    server.ackDelay = 600;
    await chat.choose('Large');
    const chip = chat.prompt.locator('.chip[data-value="large"]');
    expect(await chip.getAttribute('aria-disabled')).to.equal('true');
    expect(await chip.getAttribute('aria-checked')).to.equal('true');
    await chat.prompt.locator('.chip[data-value="small"]').click({ force: true });
    await answered();
    const old = chat.page.locator(`.prompt[data-prompt="${prompt}"]`);
    expect(await old.getAttribute('aria-disabled')).to.equal('true');
    expect(await old.locator('button, input').count()).to.equal(0);
    expect(server.received).to.have.length(1);
  });
});
