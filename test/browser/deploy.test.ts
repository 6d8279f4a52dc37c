import { readFile } from 'node:fs/promises';

import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { expect } from 'chai';

import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { describeInBrowser } from './support/chromium.ts';
import { WidgetPage } from './support/widget-page.ts';

describeInBrowser('the whole deployment, in a real browser on the real server', function () {
  this.timeout(90_000);
  let wizard: TestWizard;

  before(async () => {
    // Slow enough to be watched, fast enough for a test.
    wizard = await startTestWizard((config) => ({
      ...config,
      engines: { ...config.engines, simulated: { ...config.engines.simulated, speed: 6 } },
    }));
  });

  after(async () => {
    await wizard.stop();
  });

  it('goes from the first page to a kubeconfig that opens the cluster', async () => {
    const widget = await WidgetPage.open(wizard.address);
    await widget.waitForPrompt('What can I do for you');
    await widget.choose('Deploy a data center');

    await widget.waitForPrompt('What shall your virtual data center be called');
    await widget.type('Not A Name');
    await widget.waitForText(/lower-case letters/);
    await widget.type('demo');
    await widget.waitForPrompt('How big');
    await widget.choose('Small');
    const summary = await widget.waitForPrompt('This is your plan');
    expect(await summary.innerText()).to.match(/TFT per month/);
    await widget.screenshot('deploy-summary');
    await widget.confirm();

    await widget.waitForText('Boot the controllers');
    // Work that runs outlives the page: what was going on is still there after a reload.
    await widget.page.reload();
    await widget.waitForText('Boot the workers', 20_000);
    await widget.waitForPrompt('What next', 30_000);
    const texts = await widget.texts();
    expect(texts.some((text) => text.includes('simulated'))).to.equal(true);
    expect(await widget.breaches()).to.deep.equal([]);
    expect(await widget.violations()).to.deep.equal([]);
    await widget.screenshot('deploy-done');

    const [download] = await Promise.all([widget.page.waitForEvent('download'), widget.press(/download/i)]);
    const kubeconfig = new KubeConfig();
    kubeconfig.loadFromString(await readFile(await download.path(), 'utf8'));
    const { items } = await kubeconfig.makeApiClient(CoreV1Api).listNode();
    expect(items.map(({ metadata }) => metadata?.name)).to.have.length(2);
    expect(widget.problems).to.deep.equal([]);
    await widget.close();
  });
});
