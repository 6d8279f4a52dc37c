import { expect } from 'chai';

import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { describeInBrowser } from './support/chromium.ts';
import { WidgetPage } from './support/widget-page.ts';

/** Names and values that are the same in every language, and what a machine is called. */
const sameEverywhere =
  /kubectl --kubeconfig <file> get nodes|kubeconfig(\.yaml)?|Kubernetes|vCPU|GiB|TFT|USD|VDCs?|IPv4|IP|SSH|3Bot|https?:\S+|v\d[\w.+]*|[a-z]+(-[a-z0-9]+)+|demo[\w.-]*|vdc_\w+/g;

describeInBrowser('In Arabic', function () {
  this.timeout(90_000);
  let wizard: TestWizard;

  before(async () => {
    wizard = await startTestWizard((config) => ({
      ...config,
      engines: { ...config.engines, simulated: { ...config.engines.simulated, speed: 20 } },
    }));
  });

  after(async () => {
    await wizard.stop();
  });

  it('goes from the first word to a kubeconfig, from right to left', async () => {
    const widget = await WidgetPage.open(new URL('/icon.svg', wizard.address).href);
    // Before the chat comes to life, as a page in Arabic has it.
    await widget.page.addInitScript(
      `addEventListener('DOMContentLoaded', () => document.querySelector('threebot-chat')?.setAttribute('lang', 'ar'))`,
    );
    await widget.page.goto(wizard.address);

    await widget.waitForPrompt('بماذا يمكنني أن أساعدك؟');
    const root = widget.page.locator('threebot-chat .root');
    expect([await root.getAttribute('dir'), await root.getAttribute('lang')]).to.deep.equal(['rtl', 'ar']);
    expect(await widget.composer.getAttribute('placeholder')).to.match(/\p{Script=Arabic}/u);
    await widget.screenshot('arabic-welcome');
    await widget.choose('نشر مركز بيانات افتراضي');
    await widget.waitForPrompt('ما اسم مركز بياناتك الافتراضي؟');
    await widget.type('Not A Name');
    await widget.type('demo');
    await widget.waitForPrompt('ما حجم أجهزته؟');
    await widget.screenshot('arabic-size');
    await widget.choose(/^صغير\s*$|صغير(?! جدًا)/);
    await widget.waitForPrompt('هذه خطتك');
    expect(await widget.breaches()).to.deep.equal([]);
    await widget.screenshot('arabic-summary');
    await widget.confirm();
    await widget.waitForPrompt('ماذا بعد؟', 30_000);
    await widget.screenshot('arabic-done');
    expect(await widget.breaches()).to.deep.equal([]);

    const english = (await widget.texts())
      .filter((text) => text !== 'Not A Name')
      .map((text) => text.replace(sameEverywhere, ''))
      .filter((text) => /[A-Za-z]{3,}/.test(text));
    // Cities and countries come from the grid, under the names it has for them.
    const grid = /\p{Lu}\p{L}+/gu;
    expect(english.filter((text) => /[A-Za-z]{3,}/.test(text.replace(grid, '')))).to.deep.equal([]);
    expect(widget.problems).to.deep.equal([]);
    await widget.close();
  });
});
