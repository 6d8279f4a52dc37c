import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { findOnPath } from '#src/setup/find-on-path.js';

import type { Figures } from './support/counting-reporter.ts';

/**
 * `npm test`: every suite in a process of its own, one after the other. `npm test -- browser` runs one of them,
 * `npm test -- test/config` the tests under a path. The last line has the figures; no test at all is a failure.
 * Where everything runs unattended (CI=true), a file in which something failed is run once more, by itself, and what failed
 * is named in either case: a machine that stood still for a moment is no fault of ours.
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
/** More files than these are no accident. */
const MOST_AGAIN = 5;
const figuresSchema = z.object({
  files: z.record(z.string(), z.object({ passed: z.int(), failed: z.int() })),
  failures: z.array(z.object({ title: z.string(), message: z.string() })),
  left: z.array(z.string()),
});

const asked = process.argv.slice(2);
const total = { passed: 0, failed: 0 };
const named: string[] = [];
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
for (const line of named) console.log(line);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function chosen(): Suite[] {
  const byName = suites.filter(({ name }) => asked.includes(name));
  const paths = asked.filter((word) => !suites.some(({ name }) => name === word));
  const own = paths.map((path) => (path.endsWith('.ts') ? path : join(path, '**/*.test.ts')));
  const others: Suite[] = own.length === 0 ? [] : [{ name: own.join(' '), files: own, minutes: 15 }];
  const picked = asked.length === 0 ? suites.filter(({ isSeparate }) => !isSeparate) : [...byName, ...others];
  return picked.map((suite) => {
    const exclude = [...(suite.without ?? []), '**/node_modules/**'];
    return { ...suite, files: globSync(suite.files, { cwd: root, exclude }).sort() };
  });
}

async function runSuite(suite: Suite): Promise<{ passed: number; failed: number }> {
  if (suite.files.length === 0) {
    console.log(`${suite.name}: there is no test file.`);
    return { passed: 0, failed: 1 };
  }
  const first = await runFiles(suite);
  const broken = Object.keys(first.files).filter((file) => first.files[file]?.failed !== 0);
  const isAccident = broken.length > 0 && broken.length <= MOST_AGAIN && broken.every((file) => file !== '');
  if (process.env['CI'] !== 'true' || !isAccident) {
    name('✘', suite, first);
    return sum(first);
  }
  name('↻ again by itself:', suite, first);
  const again = await runFiles({ ...suite, files: broken });
  name('✘', suite, again);
  // What the failed ones left open was theirs; what is left open now is seen by itself.
  return sum({ ...again, files: { ...first.files, ...again.files } });
}

function sum({ files, left }: Figures): { passed: number; failed: number } {
  const each = Object.values(files);
  return {
    passed: each.reduce((all, { passed }) => all + passed, 0),
    failed: each.reduce((all, { failed }) => all + failed, left.length > 0 ? 1 : 0),
  };
}

function name(mark: string, suite: Suite, { failures, left }: Figures): void {
  for (const { title, message } of failures) named.push(`${mark} ${suite.name}: ${title}: ${message.split('\n')[0]}`);
  if (left.length > 0) named.push(`${mark} ${suite.name}: kept alive by ${left.join(', ')}`);
}

async function runFiles(suite: Suite): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), '3bot-figures-'));
  const file = join(folder, 'figures.json');
  const reporter = join(root, 'test/support/counting-reporter.ts');
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/mocha/bin/mocha.js'), '--fail-zero', '--reporter', reporter, ...suite.files],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'test',
        TEST_FIGURES: file,
        TEST_REPORT: process.env['TEST_REPORT'] ?? (asked.length === 0 ? 'short' : 'long'),
      },
    },
  );
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, suite.minutes * 60_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(limit);
  const figures = readFigures(file);
  rmSync(folder, { recursive: true });
  // A process that died or could not begin has no figures, or good ones that are not the whole truth.
  if (code === 0 || sum(figures).failed > 0) return figures;
  const message = isLate ? `not done after ${suite.minutes} minutes, stopped` : `the process ended with ${code}`;
  const files = { ...figures.files, '': { passed: 0, failed: 1 } };
  return { ...figures, files, failures: [...figures.failures, { title: 'the tests', message }] };
}

function readFigures(file: string): Figures {
  try {
    return figuresSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { files: {}, failures: [], left: [] };
  }
}
