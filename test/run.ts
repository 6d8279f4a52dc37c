import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { findOnPath } from '#src/setup/find-on-path.js';

/**
 * `npm test`: every suite in a process of its own, one after the other. `npm test -- browser` runs one of them,
 * `npm test -- test/config` the tests under a path. The last line has the figures; no test at all is a failure.
 * Where everything runs unattended (CI=true), a test that failed is begun once more and named: a machine that stood still
 * for a moment is no fault of ours.
 */
const suites: Suite[] = [
  {
    name: 'units and contracts',
    files: ['test/**/*.test.ts', 'web-widget/**/*.test.ts'],
    without: ['test/{setup,journeys,browser,chaos,bench,architecture,cluster,matrix}/**'],
    minutes: 30,
  },
  { name: 'set-up and architecture', files: ['test/{setup,architecture}/**/*.test.ts'], minutes: 10 },
  { name: 'journeys', files: ['test/journeys/**/*.test.ts'], minutes: 10 },
  { name: 'browser', files: ['test/browser/**/*.test.ts'], minutes: 10 },
  { name: 'chaos', files: ['test/chaos/*.test.ts'], minutes: 15 },
  { name: 'chaos in full', files: ['test/chaos/full/*.test.ts'], minutes: 45, isSeparate: true },
  { name: 'cluster', files: ['test/cluster/*.test.ts'], minutes: 30, isSeparate: true },
  { name: 'matrix', files: ['test/matrix/*.test.ts'], minutes: 10, isSeparate: true },
  { name: 'cluster in full', files: ['test/cluster/full/*.test.ts'], minutes: 60, isSeparate: true },
];

interface Suite {
  name: string;
  files: string[];
  without?: string[];
  /** Longer than this is a failure. */
  minutes: number;
  /** Runs only when it is asked for. */
  isSeparate?: boolean;
}

const root = join(import.meta.dirname, '..');
const figuresSchema = z.object({ passed: z.int(), failed: z.int() });

const asked = process.argv.slice(2);
const total = { passed: 0, failed: 0 };
for (const suite of chosen()) {
  const begin = performance.now();
  const { passed, failed } = await runSuite(suite);
  const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
  console.log(`${failed === 0 ? '✔' : '✘'} ${suite.name}: ${passed} passed, ${failed} failed (${seconds} s)\n`);
  total.passed += passed;
  total.failed += failed;
}
if (asked.length === 0) {
  const go = findOnPath(['go'], process.env) === undefined ? ', for which Go has to be installed' : '';
  console.log(`The suites on a real Kubernetes control plane are separate: npm run test:cluster${go}.`);
  const python = findOnPath(['python3'], process.env) === undefined ? ', for which Python has to be installed' : '';
  console.log(`Those on a real Matrix homeserver are, too: npm run test:matrix${python}.`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function chosen(): Suite[] {
  const named = suites.filter(({ name }) => asked.includes(name));
  const paths = asked.filter((word) => !suites.some(({ name }) => name === word));
  const own = paths.map((path) => (path.endsWith('.ts') ? path : join(path, '**/*.test.ts')));
  const others: Suite[] = own.length === 0 ? [] : [{ name: own.join(' '), files: own, minutes: 15 }];
  const picked = asked.length === 0 ? suites.filter(({ isSeparate }) => !isSeparate) : [...named, ...others];
  return picked.map((suite) => {
    const exclude = [...(suite.without ?? []), '**/node_modules/**'];
    return { ...suite, files: globSync(suite.files, { cwd: root, exclude }).sort() };
  });
}

async function runSuite(suite: Suite): Promise<z.infer<typeof figuresSchema>> {
  if (suite.files.length === 0) {
    console.log(`${suite.name}: there is no test file.`);
    return { passed: 0, failed: 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), '3bot-figures-'));
  const figures = join(folder, 'figures.json');
  const reporter = join(root, 'test/support/counting-reporter.ts');
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/mocha/bin/mocha.js'),
      '--fail-zero',
      '--retries',
      process.env['CI'] === 'true' ? '1' : '0',
      '--reporter',
      reporter,
      ...suite.files,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'test',
        TEST_FIGURES: figures,
        TEST_REPORT: process.env['TEST_REPORT'] ?? (asked.length === 0 ? 'short' : 'long'),
      },
    },
  );
  const limit = setTimeout(() => {
    console.log(`${suite.name}: not done after ${suite.minutes} minutes, stopped.`);
    child.kill('SIGKILL');
  }, suite.minutes * 60_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(limit);
  const { passed, failed } = readFigures(figures);
  rmSync(folder, { recursive: true });
  // A process that died or could not begin has no figures, or good ones that are not the whole truth.
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
}

function readFigures(file: string): z.infer<typeof figuresSchema> {
  try {
    return figuresSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
}
