import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

import mocha from 'mocha';

import { followTimers } from './live-timers.ts';

const { Dot, Spec } = mocha.reporters;

/** How long a process may need to end by itself after its last test, before it counts as hanging. */
const LINGER_MS = 15_000;

/** What came of the tests of one process, as it stands in the file that TEST_FIGURES names. */
export interface Figures {
  /** By the file that the tests stand in. */
  files: Record<string, { passed: number; failed: number }>;
  failures: { title: string; message: string }[];
  /** What kept the process alive after the last test. */
  left: string[];
}

/**
 * What mocha shows, short or long, and besides the figures for the runner. A test process that does not end by itself has
 * left something open.
 */
export default class CountingReporter extends mocha.reporters.Base {
  readonly shown: mocha.reporters.Base;

  constructor(runner: mocha.Runner, options: mocha.MochaOptions) {
    super(runner, options);
    this.shown = process.env['TEST_REPORT'] === 'long' ? new Spec(runner, options) : new Dot(runner, options);
    const liveTimers = followTimers();
    const figures: Figures = { files: {}, failures: [], left: [] };
    const of = ({ file }: { file?: string | undefined }): { passed: number; failed: number } => {
      const name = file === undefined ? '' : relative(process.cwd(), file);
      return (figures.files[name] ??= { passed: 0, failed: 0 });
    };
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_RUN_END } = mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, (test: mocha.Test) => {
      of(test).passed += 1;
    });
    runner.on(EVENT_TEST_FAIL, (test: mocha.Test | mocha.Hook, error: Error) => {
      of(test).failed += 1;
      figures.failures.push({ title: test.fullTitle(), message: error.message });
    });
    runner.once(EVENT_RUN_END, () => {
      report(figures);
      setTimeout(() => {
        const left = [...process.getActiveResourcesInfo().filter((name) => name !== 'Timeout'), ...liveTimers()];
        console.error(`The tests are over, but something keeps the process alive: ${left.join(', ')}.`);
        report({ ...figures, left });
        process.exit(1);
      }, LINGER_MS).unref();
    });
  }
}

function report(figures: Figures): void {
  const file = process.env['TEST_FIGURES'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(figures));
}
