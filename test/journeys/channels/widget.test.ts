import { describeInBrowser } from '#test/browser/support/chromium.ts';
import { WidgetPage } from '#test/browser/support/widget-page.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { journeys, tell } from './journeys.ts';
import { WidgetSurface } from './widget-surface.ts';

describeInBrowser('the journeys in the widget', function () {
  this.timeout(240_000);
  let wizard: TestWizard;
  let widget: WidgetPage;
  let surface: WidgetSurface;

  before(async () => {
    wizard = await startTestWizard();
    widget = await WidgetPage.open(wizard.address);
    surface = new WidgetSurface(widget);
  });

  after(async () => {
    await widget.close();
    await wizard.stop();
  });

  for (const journey of journeys) {
    it(`goes as written: ${journey}`, () => tell('widget', journey, surface));
  }
});
