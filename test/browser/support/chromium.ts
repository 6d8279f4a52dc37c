import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where the browser is: `CHROME_PATH`, else the first one on PATH. */
export function findChromium(): string | undefined {
  const given = process.env['CHROME_PATH'];
  if (given) return given;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

const executablePath = findChromium();
let running: Promise<Browser> | undefined;

/** The one browser of this run. */
export function browser(): Promise<Browser> {
  running ??= chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--font-render-hinting=none',
    ],
  });
  return running;
}

/**
 * A suite that needs a browser. Without one it says so in a line and runs nothing; where `CI` is set that is a failure,
 * since a suite that nobody runs proves nothing.
 */
export function describeInBrowser(title: string, suite: (this: Mocha.Suite) => void): void {
  if (executablePath !== undefined) {
    describe(title, suite);
    return;
  }
  const sentence = `${title}: not run, there is no browser. Set CHROME_PATH, or install Debian's package "chromium".`;
  console.warn(sentence);
  if (process.env['CI'] === 'true') {
    describe(title, () => {
      it('has a browser to run in', () => {
        throw new Error(sentence);
      });
    });
  }
}

// Outside of a test run whoever asked for the browser ends it.
if (typeof after === 'function')
  after(async () => {
    await (await running)?.close();
  });
