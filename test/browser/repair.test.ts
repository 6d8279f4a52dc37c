import { expect } from 'chai';

import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { describeInBrowser } from './support/chromium.ts';
import { WidgetPage } from './support/widget-page.ts';

describeInBrowser('Repair, in a real browser on the real server', function () {
  this.timeout(300_000);
  let wizard: TestWizard;

  beforeEach(async () => {
    wizard = await startTestWizard();
  });

  afterEach(async () => {
    await wizard.stop();
  });

  it('goes from broken to well and back, on a desk', async () => {
    const widget = await WidgetPage.open(wizard.address);
    await widget.waitForPrompt('What can I do for you');
    await widget.type('/deploy');
    await widget.waitForPrompt('What shall your virtual data center be called');
    await widget.type('demo');
    await widget.waitForPrompt('How big');
    await widget.choose('Small');
    await widget.waitForPrompt('This is your plan');
    await widget.confirm();
    await widget.waitForPrompt('What next', 30_000);
    await widget.type('/break');
    await widget.waitForPrompt('What shall break', 30_000);
    await widget.screenshot('repair-break');
    await widget.choose('The image of an app is gone');
    await widget.waitForPrompt('And now?', 40_000);
    await widget.choose('Leave it broken');
    await widget.type('/break');
    await widget.waitForPrompt('What shall break', 30_000);
    await widget.choose('The last backup failed');
    await widget.waitForPrompt('And now?', 40_000);
    await widget.choose('Find and mend it');
    await widget.waitForPrompt('2 things need attention', 30_000);
    await widget.screenshot('repair-found');
    expect(await widget.breaches()).to.deep.equal([]);
    await widget.choose('nginx:does-not-exist was not found');
    await widget.waitForPrompt('How shall I mend it', 30_000);
    await widget.screenshot('repair-explained');
    expect(await widget.breaches()).to.deep.equal([]);
    await widget.choose('Go back to what ran before');
    await widget.waitForPrompt('Do it', 30_000);
    await widget.screenshot('repair-planned');
    await widget.confirm();
    await widget.waitForText('I looked again: it is well', 60_000);
    await widget.waitForPrompt('What next', 30_000);
    await widget.screenshot('repair-well');
    await widget.choose('Undo this');
    await widget.waitForText('is undone: everything is as it was before', 60_000);
    expect(widget.problems).to.deep.equal([]);
    expect(await widget.violations()).to.deep.equal([]);
    await widget.close();
  });

  it('mends all that is safe at once: in Arabic, on a telephone, in the dark', async () => {
    const options = { width: 375, height: 740, colorScheme: 'dark', touch: true } as const;
    const widget = await WidgetPage.open(new URL('/icon.svg', wizard.address).href, options);
    await widget.page.addInitScript(
      `addEventListener('DOMContentLoaded', () => document.querySelector('threebot-chat')?.setAttribute('lang', 'ar'))`,
    );
    await widget.page.goto(wizard.address);
    await widget.waitForPrompt('بماذا يمكنني أن أساعدك؟');
    await widget.type('/deploy');
    await widget.waitForPrompt('ما اسم مركز بياناتك الافتراضي؟');
    await widget.type('demo');
    await widget.waitForPrompt('ما حجم أجهزته؟');
    await widget.choose(/^صغير\s*$|صغير(?! جدًا)/);
    await widget.waitForPrompt('هذه خطتك');
    await widget.confirm();
    await widget.waitForPrompt('ماذا بعد؟', 30_000);
    for (const fault of ['تتعطل بوابة الويب', 'يموت خادم عامل']) {
      await widget.type('/break');
      await widget.waitForPrompt('ما الذي يتعطل', 40_000);
      await widget.choose(fault);
      await widget.waitForPrompt('والآن؟', 40_000);
      await widget.choose('اتركه معطلًا');
    }
    await widget.type('/repair');
    await widget.waitForPrompt('أمور تحتاج إلى عناية', 30_000);
    await widget.screenshot('repair-arabic-found');
    expect(await widget.breaches()).to.deep.equal([]);
    await widget.choose('دفعة واحدة');
    await widget.waitForPrompt('أستطيع إصلاح', 30_000);
    await widget.screenshot('repair-arabic-plan');
    await widget.confirm();
    await widget.waitForText('تم، وكل شيء على ما يرام', 60_000);
    await widget.screenshot('repair-arabic-well');
    expect(await widget.breaches()).to.deep.equal([]);
    expect(widget.problems).to.deep.equal([]);
    await widget.close();
  });
});
