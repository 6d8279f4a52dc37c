import { writeFileSync } from 'node:fs';

import mocha from 'mocha';

const { Dot, Spec } = mocha.reporters;

/** How long a process may need to end by itself after its last test, before it counts as hanging. */
const LINGER_MS = 15_000;

/**
 * What mocha shows, short or long, and besides the figures for the runner, in the file that TEST_FIGURES names. A test
 * process that does not end by itself has left something open: that is a failure, too.
 */
export default class CountingReporter extends mocha.reporters.Base {
  readonly shown: mocha.reporters.Base;

  constructor(runner: mocha.Runner, options: mocha.MochaOptions) {
    super(runner, options);
    this.shown = process.env['TEST_REPORT'] === 'long' ? new Spec(runner, options) : new Dot(runner, options);
    const again: string[] = [];
    runner.on(mocha.Runner.constants.EVENT_TEST_RETRY, (test: mocha.Test, error: Error) => {
      again.push(`  ${test.fullTitle()}: ${error.message}`);
    });
    runner.once(mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      if (again.length > 0) console.log(`Begun a second time after a failure:\n${again.join('\n')}`);
      report(passes, failures);
      setTimeout(() => {
        console.error(
          `The tests are over, but something keeps the process alive: ${process.getActiveResourcesInfo().join(', ')}.`,
        );
        report(passes, failures + 1);
        process.exit(1);
      }, LINGER_MS).unref();
    });
  }
}

function report(passed: number, failed: number): void {
  const file = process.env['TEST_FIGURES'];
  if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed }));
}
