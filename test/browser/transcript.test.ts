import { expect } from 'chai';

import type { OperationView, Show } from '#src/protocol/index.ts';

import { describeInBrowser } from './support/chromium.ts';
import { operation, question, questions, shows } from './support/gallery.ts';
import { ask, type Line, ScriptedServer, said, say } from './support/scripted-server.ts';
import { WidgetPage } from './support/widget-page.ts';

describeInBrowser('What is said and shown', function () {
  this.timeout(30_000);
  let server: ScriptedServer;
  let chat: WidgetPage;

  before(async () => {
    server = await ScriptedServer.start((reply) => [said(reply.type), say('Noted.')]);
    chat = await WidgetPage.open(server.url);
    await chat.waitForText('Welcome.');
  });

  after(async () => {
    expect(await chat.violations()).to.deep.equal([]);
    expect(chat.problems).to.deep.equal([]);
    await chat.close();
    await server.stop();
  });

  /** Shows these lines and gives the message of the last one. */
  async function told(...lines: Line[]) {
    const turn = server.tell(...lines);
    const message = chat.page.locator(`[data-entry="${turn.revision}.${lines.length - 1}"]`);
    await message.waitFor();
    return message;
  }

  const show = (value: Show): Line => ({ by: 'wizard', type: 'show', show: value });

  it('draws every kind of thing there is to show', async () => {
    await told(...shows);
    const texts = (await chat.texts()).join('\n');
    for (const part of [
      'kubectl get nodes',
      'https://demo.vdc.example.org:6443',
      'NotReady',
      'Private access',
      'demo.kubeconfig.yaml',
      'Open the dashboard',
      'flannel: link down',
      'All is well again.',
    ]) {
      expect(texts).to.contain(part);
    }
  });

  it('shows where a link leads, and opens it without giving the page away', async () => {
    const message = await told(say('Read [the manual](https://docs.example.org/start?a=1).'));
    const link = message.getByRole('link');
    expect(await link.getAttribute('href')).to.equal('https://docs.example.org/start?a=1');
    expect(await link.getAttribute('rel')).to.contain('noopener');
    expect(await message.innerText()).to.contain('(docs.example.org)');
  });

  it('lets no text become anything but text', async () => {
    const attacks = [
      '<img src=x onerror="globalThis.pwned = 1">',
      '<script>globalThis.pwned = 1</script>',
      '[click](javascript:globalThis.pwned=1)',
      '[click](data:text/html,<script>globalThis.pwned=1</script>)',
      '`</code><svg onload=globalThis.pwned=1>`',
      '![x](javascript:globalThis.pwned=1)',
      '${globalThis.pwned = 1}',
      '"><style>*{display:none}</style>',
    ];
    const hostile = attacks.join('\n\n');
    await told(
      say(hostile),
      show({
        as: 'card',
        title: hostile,
        badge: hostile,
        status: { text: hostile, tone: 'error' },
        fields: [{ label: hostile, value: hostile, copy: true }],
      }),
    );
    await told(
      show({ as: 'table', title: hostile, columns: [hostile], rows: [[hostile]] }),
      show({ as: 'log', title: hostile, lines: attacks }),
    );
    await told(
      show({ as: 'picture', src: 'javascript:globalThis.pwned=1', alt: hostile }),
      show({ as: 'picture', src: 'https://tracker.example/x.png', alt: 'Elsewhere' }),
    );
    await told(show({ as: 'link', href: 'javascript:globalThis.pwned=1', label: 'Click me' }), said(hostile));
    await told(
      ask(
        question('choice', {
          text: hostile,
          hint: hostile,
          error: hostile,
          choices: [{ value: 'a', label: hostile, description: hostile }],
        }),
      ),
    );
    expect(await chat.page.evaluate('globalThis.pwned')).to.equal(undefined);
    expect(
      await chat.page
        .locator(
          '.message script, .message style, .message img[src^="http"], .message a[href^="javascript"], .message a[href^="data"]',
        )
        .count(),
    ).to.equal(0);
    expect((await chat.texts()).join(' ')).to.contain('<script>globalThis.pwned = 1</script>');
    await chat.page.getByText('Click me: This address is not safe to open.').waitFor();
  });

  it('shows nothing that reorders or hides text', async () => {
    const message = await told(say('Download invoice\u202efdp.exe and go to pay\u200bpal'));
    expect(await message.locator('.body').innerText()).to.equal('Download invoicefdp.exe and go to paypal');
  });

  it('copies a value, a code block, and says so', async () => {
    await chat.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const message = await told(
      show({ as: 'card', title: 'demo', fields: [{ label: 'API', value: 'https://10.0.0.1', copy: true }] }),
    );
    await message.getByRole('button', { name: 'Copy API' }).click();
    await message.getByText('Copied').waitFor();
    expect(await chat.page.evaluate('navigator.clipboard.readText()')).to.equal('https://10.0.0.1');
    expect(await chat.announced()).to.include('Copied');
  });

  it('fetches a one-time file once, saves it, and says that it is used up', async () => {
    server.downloads.set('/download/one', 'apiVersion: v1\n');
    const message = await told(
      show({
        as: 'download',
        href: '/download/one',
        filename: 'demo.yaml',
        once: true,
        expiresAt: '2030-01-01T00:00:00Z',
      }),
    );
    await message.getByText('Works one time only.').waitFor();
    const [download] = await Promise.all([chat.page.waitForEvent('download'), message.getByRole('button').click()]);
    expect(download.suggestedFilename()).to.equal('demo.yaml');
    await message.getByText('Downloaded. This link is used up now.').waitFor();
    await message.getByRole('button').click({ force: true });
    expect(server.posted).to.deep.equal(['POST /download/one']);
  });

  it('says so when a one-time file is gone, and fetches nothing from elsewhere', async () => {
    const gone = await told(show({ as: 'download', href: '/download/used', filename: 'demo.yaml', once: true }));
    await gone.getByRole('button').click();
    await gone.getByText('This download was used already or has expired.').waitFor();
    const elsewhere = await told(show({ as: 'download', href: 'https://evil.example/x', filename: 'x', once: true }));
    await elsewhere.getByRole('button').click();
    await elsewhere.getByText('This address is not on the wizard’s server').waitFor();
  });

  it('follows an operation, stage by stage, and never goes back to an older view', async () => {
    const view = (sequence: number, more: Partial<OperationView> = {}): OperationView => ({
      ...operation(sequence),
      id: 'op-a',
      ...more,
    });
    const message = await told({ by: 'wizard', type: 'operation', operation: view(1) });
    const progress = message.getByRole('progressbar');
    expect(await progress.getAttribute('aria-valuenow')).to.equal('62');
    expect(await message.getByText('simulated').count()).to.equal(1);
    const stages = view(2).stages.map((stage) => ({ ...stage, state: 'done' as const }));
    server.progress(view(3, { stages, state: 'Succeeded', endedAt: Date.now(), cancellable: false }));
    await message.locator('.operation[data-state="Succeeded"]').waitFor();
    server.progress(view(2));
    server.tell(say('And on.'));
    await chat.waitForText('And on.');
    expect(await message.locator('.operation').getAttribute('data-state')).to.equal('Succeeded');
    expect(await message.getByRole('progressbar').count()).to.equal(0);
  });

  it('counts the time of what runs', async () => {
    const message = await told({
      by: 'wizard',
      type: 'operation',
      operation: { ...operation(1), id: 'op-b', startedAt: Date.now() - 61_000 },
    });
    await message.getByText(/Time: 1:0[1-3]/u).waitFor();
    await message.getByText(/Time: 1:0[4-9]/u).waitFor();
  });

  it('stops an operation after asking back', async () => {
    const message = await told({ by: 'wizard', type: 'operation', operation: { ...operation(1), id: 'op-c' } });
    await message.getByRole('button', { name: 'Stop' }).click();
    expect(await chat.focus()).to.equal('Keep going');
    await message.getByRole('button', { name: 'Keep going' }).click();
    expect(server.cancelled).to.deep.equal([]);
    await message.getByRole('button', { name: 'Stop' }).click();
    await message.getByRole('button', { name: 'Yes, stop' }).click();
    await message.getByText('Stopping…').waitFor();
    expect(server.cancelled).to.deep.equal(['op-c']);
  });

  it('lets an answer be edited from its bubble, and marks answers that fell', async () => {
    const prompt = await told(ask(questions.choice));
    const id = (await prompt.getAttribute('data-entry')) ?? '';
    const size = await told(said('Large', { slot: 'size', prompt: id }));
    const workers = await told(said('3', { slot: 'workers' }));
    server.received.length = 0;
    await size.hover();
    await size.getByRole('button', { name: 'Edit your answer “Large”' }).click();
    await chat.waitForText('Noted.');
    for (let tries = 0; tries < 50 && server.received.length === 0; tries += 1) await chat.page.waitForTimeout(20);
    expect(server.received[0]?.reply).to.deep.equal({ type: 'edit', slot: 'size', prompt: id });
    server.tell({ by: 'wizard', type: 'changed', slots: ['size', 'workers'] }, said('Small', { slot: 'size' }));
    await workers.getByText('changed').waitFor();
    expect(await size.getByText('changed').count()).to.equal(1);
    expect(await size.getByRole('button').count()).to.equal(0);
    expect(await workers.getByRole('button').count()).to.equal(0);
  });

  it('says in words what was answered to an old question', async () => {
    const prompt = await told(ask(questions.choice));
    const id = (await prompt.getAttribute('data-entry')) ?? '';
    await told(said('Large', { slot: 'size', prompt: id }));
    await prompt.locator('.prompt[aria-disabled="true"]').waitFor();
    expect(await prompt.locator('.prompt').textContent()).to.contain('Answered: Large');
  });
});
