import { parseArgs } from 'node:util';

import { type FlowRehearsal, rehearseFlows } from '#src/flow-tools/rehearse-flows.ts';

import { flowsAt, paint, shortPath } from './flow-place.ts';
import { renderers } from './flow-renderers.ts';
import { countOf } from './flow-words.ts';
import { UsageError } from './usage-error.ts';

/** Runs the tests beside flows, and the checks that every flow gets. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      walks: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
    },
  });
  const paths = positionals.map((path) => path.replace(/\.flow\.test\.yaml$/, '.flow.yaml'));
  const { files, flows, actions } = await flowsAt(paths);
  const results = await rehearseFlows({
    files,
    flows,
    actions,
    walks: wholeNumber('--walks', values.walks),
    seed: wholeNumber('--seed', values.seed),
    renderers,
    onResult: (result) => {
      if (!values.json) process.stdout.write(report(result));
    },
  });
  const passed = results.every((result) => result.passed);
  if (values.json) {
    const listed = results.map((result) => ({ ...result, path: shortPath(result.path) }));
    process.stdout.write(`${JSON.stringify({ ok: passed, flows: listed }, null, 2)}\n`);
  } else {
    const tests = results.flatMap((result) => result.tests);
    const failed = results.filter((result) => !result.passed).length;
    const said = `${countOf(results.length, 'flow')}, ${countOf(tests.length, 'test')}: ${failed === 0 ? 'all passed' : `${countOf(failed, 'flow')} failed`}`;
    process.stdout.write(`${failed === 0 ? said : paint.error(said)}\n`);
  }
  return passed ? 0 : 1;
}

function report({ path, problems, tests, walks, coverage, walked }: FlowRehearsal): string {
  const lines = [shortPath(path)];
  for (const { file, line, column, severity, message, fix } of problems) {
    lines.push(
      `  ${shortPath(file)}:${line}:${column} ${paint[severity](severity)} ${message}${fix ? ` (${fix})` : ''}`,
    );
  }
  for (const { name, passed, failures } of tests) {
    lines.push(`  ${passed ? '✓' : paint.error('✗')} ${name}`);
    for (const { line, message, channels } of failures) {
      const where = channels ? `line ${line}, on ${channels.join(' and ')}:` : `line ${line}:`;
      lines.push(`      ${paint.dim(where)} ${message}`);
    }
  }
  if (walks) {
    const { flaws, stuck, turns, places } = walks;
    const what = `${walks.walks} random walks, ${turns} turns; cancel, back, restart and nonsense at ${places} places`;
    lines.push(`  ${flaws.length === 0 ? '✓' : paint.error('✗')} ${what}`);
    for (const { what, seed, steps } of flaws) {
      lines.push(`      ${paint.error(what)}`, `      again with: --walks 1 --seed ${seed}; the way there:`);
      lines.push(
        ...steps
          .trimEnd()
          .split('\n')
          .map((step) => `        ${step}`),
      );
    }
    for (const place of stuck) {
      lines.push(`      ${paint.warning('no walk got past')} ${place}: give \`answers:\` for it in the test file`);
    }
  }
  if (coverage && walked) {
    const { steps, branches, missed } = coverage;
    const share = ({ reached, all }: { reached: number; all: number }): string => `${reached} of ${all}`;
    lines.push(
      `  tests reach ${share(steps)} steps and ${share(branches)} branches, the walks ${share(walked.steps)} and ${share(walked.branches)}`,
    );
    if (tests.length > 0)
      for (const { line, what } of missed.slice(0, 8)) lines.push(paint.dim(`    line ${line}: ${what}`));
  }
  return `${lines.join('\n')}\n`;
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`${name} should be a whole number, but is "${text}".`);
}
