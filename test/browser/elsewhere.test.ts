import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';

import { expect } from 'chai';

import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import { describeInBrowser } from './support/chromium.ts';
import { WidgetPage } from './support/widget-page.ts';

describeInBrowser('A page elsewhere that holds the widget of a real server', function () {
  this.timeout(90_000);
  let elsewhere: Server;
  let port: number;
  let wizard: TestWizard;

  before(async () => {
    elsewhere = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        `<!doctype html><html lang="en"><title>Shop</title><body style="height: 90vh"><script src="${wizard.address}/widget.js" defer></script>` +
          '<threebot-chat mode="inline" style="display: block; height: 100%"></threebot-chat></body></html>',
      );
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const address = elsewhere.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    wizard = await startTestWizard((config) => ({
      ...config,
      web: { ...config.web, allowedOrigins: [`http://localhost:${port}`] },
    }));
  });

  after(async () => {
    elsewhere.close();
    elsewhere.closeAllConnections();
    await wizard.stop();
  });

  it('gets the file that works once', async () => {
    const widget = await WidgetPage.open(`http://localhost:${port}/`);
    await widget.waitForPrompt('What can I do for you');
    await widget.choose('Deploy a data center');
    await widget.waitForPrompt('What shall your virtual data center be called');
    await widget.type('elsewhere');
    await widget.waitForPrompt('How big');
    await widget.choose('Small');
    await widget.waitForPrompt('This is your plan');
    await widget.confirm();
    const button = widget.page.getByRole('button', { name: /elsewhere\.kubeconfig\.yaml/ });
    await button.waitFor();
    const [file] = await Promise.all([widget.page.waitForEvent('download'), button.click()]);
    expect(await readFile(await file.path(), 'utf8')).to.include('kind: Config');
    await widget.close();
  });

  it('is told why, when it may not connect, and asks nobody for a token', async () => {
    const widget = await WidgetPage.open(`http://127.0.0.1:${port}/`);
    const strip = widget.page.locator('[data-banner="refused"]');
    await strip.getByText('add its origin to web.allowedOrigins').waitFor();
    expect(await strip.locator('input').count()).to.equal(0);
    await widget.close();
  });
});
