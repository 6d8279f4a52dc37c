import { expect } from 'chai';

import { openWorld } from '#test/provisioning/actions/world.ts';
import { testRedis } from '#test/support/redis.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { describeInBrowser } from './support/chromium.ts';
import { WidgetPage } from './support/widget-page.ts';

describeInBrowser('The timeline of an upgrade', function () {
  this.timeout(120_000);
  let wizard: TestWizard;

  before(async () => {
    const place = await testRedis();
    const world = await openWorld({ given: place });
    const plan = await world.plan('web1', { version: 'v1.34.1+k3s1', workers: 2 }, 'local');
    await world.operate('vdc.deploy', { plan }, 'local');
    await world.close();
    wizard = await startTestWizard((config) => ({
      ...config,
      redis: { ...config.redis, url: `unix://${place.url}`, prefix: place.prefix.replace(/:$/, '') },
    }));
  });
  after(() => wizard.stop());

  const places = {
    'on a desk': { options: { width: 1000, height: 1200 }, arabic: false },
    'in the dark': { options: { width: 1000, height: 1200, colorScheme: 'dark' }, arabic: false },
    'on a telephone, in Arabic': { options: { width: 375, height: 900, touch: true }, arabic: true },
  } as const;
  for (const [where, { options, arabic }] of Object.entries(places)) {
    it(`is a picture with all of it as text beside it, ${where}`, async () => {
      const widget = await WidgetPage.open(new URL('/icon.svg', wizard.address).href, options);
      if (arabic)
        await widget.page.addInitScript(
          `addEventListener('DOMContentLoaded', () => document.querySelector('threebot-chat')?.setAttribute('lang', 'ar'))`,
        );
      await widget.page.goto(wizard.address);
      await widget.prompt.first().waitFor({ timeout: 30_000 });
      await widget.type('/upgrade');
      await widget.prompt.filter({ hasText: 'Kubernetes' }).locator('.chip').first().waitFor({ timeout: 30_000 });
      await widget.choose(/Kubernetes/);
      await widget.waitForPrompt('v1.34.1+k3s1', 30_000);
      await widget.choose('v1.36.3');
      await widget.page.locator('[data-answer="yes"]').waitFor({ timeout: 60_000 });
      const picture = widget.page.locator('.picture img').last();
      await picture.scrollIntoViewIfNeeded();
      await widget.screenshot(`upgrade-timeline-${where.replaceAll(/\W+/g, '-')}`);
      expect(await picture.getAttribute('alt')).to.match(
        /controller-1 [→←] v1\.35\.6\+k3s1.*controller-1 [→←] v1\.36\.3\+k3s1/,
      );
      const box = await picture.boundingBox();
      expect(box?.width, 'it fits').to.be.at.most(options.width);
      expect(box?.width, 'and can be read').to.be.at.least(250);
      expect(await widget.breaches()).to.deep.equal([]);
      await widget.context.close();
    });
  }
});
