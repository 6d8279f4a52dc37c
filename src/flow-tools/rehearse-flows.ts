import { type Flow, type Problem } from '#src/chatflow/index.ts';
import { suggestion } from '#src/chatflow/parse/problems.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import type { Action } from '#src/provisioning/action.ts';

import { Coverage, type CoverageReport } from './coverage.ts';
import { type FreeCheckReport, freeChecks } from './free-checks.ts';
import { incompleteItems } from './incomplete-items.ts';
import { textOfFile } from './locale-files.ts';
import type { OpenedFlow } from './open-flows.ts';
import { placesIn } from './places-in.ts';
import { type Renderer, runTest, type TestResult } from './run-test.ts';
import { readTestFile, type TestFile } from './test-file.ts';
import { watchedFlow } from './watched-flow.ts';

export interface RehearseOptions {
  files: readonly OpenedFlow[];
  flows: ReadonlyMap<string, Flow>;
  actions: readonly Action<never>[];
  walks: number;
  seed: number;
  /** The channels the tests run on. */
  renderers: readonly Renderer[];
  onResult(result: FlowRehearsal): void;
}

/** What came out for one flow. */
export interface FlowRehearsal {
  path: string;
  passed: boolean;
  problems: Problem[];
  tests: TestResult[];
  walks?: FreeCheckReport;
  /** What the tests reach, and what the random walks do. */
  coverage?: CoverageReport;
  walked?: CoverageReport;
}

/** Runs the tests beside each flow, then the checks that every flow gets. */
export async function rehearseFlows(options: RehearseOptions): Promise<FlowRehearsal[]> {
  const results: FlowRehearsal[] = [];
  for (const file of options.files) {
    const result = await rehearse(file, options);
    results.push(result);
    options.onResult(result);
  }
  return results;
}

async function rehearse({ path, flow, problems: found }: OpenedFlow, options: RehearseOptions): Promise<FlowRehearsal> {
  const { flows, actions, renderers, walks, seed } = options;
  // A translation that cannot be read is told, and the flow goes on without it.
  const problems = found.filter(({ severity, code }) => severity === 'error' || code === 'translation');
  if (!flow || problems.some(isError)) return { path, passed: false, problems, tests: [] };
  const testPath = path.replace(/\.flow\.yaml$/, '.flow.test.yaml');
  const source = testPath === path ? undefined : await textOfFile(testPath);
  const read = readTestFile(source ?? '', testPath);
  problems.push(
    ...read.problems,
    ...(source === undefined ? [] : strangersIn(source, read.tests, testPath, flow, options)),
  );
  // What a test says actions answer has to be an answer, before anything is played with it.
  if (problems.some(isError)) return { path, passed: false, problems, tests: [] };
  const file = read.tests ?? { stubs: {}, answers: {}, tests: [] };
  const tests: TestResult[] = [];
  const coverage = new Coverage();
  const tested = watchedFlow(flow, coverage);
  for (const [index, test] of file.tests.entries()) {
    const lines = read.lines[index] ?? [];
    tests.push(await runTest(test, lines, file, { flow: tested, flows, actions }, renderers));
  }
  const walkCoverage = new Coverage();
  const report = await freeChecks({
    flow: watchedFlow(flow, walkCoverage),
    flows,
    actions,
    renderers,
    walks,
    seed,
    answers: file.answers,
    ...(file.inputs ? { inputs: file.inputs } : {}),
  });
  return {
    path,
    passed: !problems.some(isError) && tests.every(({ passed }) => passed) && report.flaws.length === 0,
    problems,
    tests,
    walks: report,
    coverage: coverage.report(),
    walked: walkCoverage.report(),
  };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** Names in a test file that nothing has: a stub for no action, answers for no question. */
function strangersIn(
  source: string,
  tests: TestFile | undefined,
  file: string,
  flow: Flow,
  { actions, flows }: Pick<RehearseOptions, 'actions' | 'flows'>,
): Problem[] {
  if (!tests) return [];
  const placeOf = placesIn(source);
  const names = actions.map(({ name }) => name);
  const problems: Problem[] = [];
  const refuse = (path: (string | number)[], name: string, known: readonly string[], what: string): void => {
    const fix = suggestion(name, known);
    const message = `there is no ${what} \`${name}\``;
    const place = placeOf(path);
    problems.push({ severity: 'error', code: 'test-file', file, ...place, message, ...(fix ? { fix } : {}) });
  };
  const check = (path: (string | number)[], given: object, known: readonly string[], what: string): void => {
    for (const name of Object.keys(given)) if (!known.includes(name)) refuse([...path, name], name, known, what);
  };
  const checkStubs = (path: (string | number)[], stubs: JsonObject): void => {
    check(path, stubs, names, 'action');
    for (const action of actions) {
      const message = incompleteItems(action, stubs[action.name] ?? null);
      const fix = `\`3bot flow actions ${action.name}\` shows all that one has`;
      if (message !== undefined)
        problems.push({ severity: 'error', code: 'test-file', file, ...placeOf([...path, action.name]), message, fix });
    }
  };
  checkStubs(['stubs'], tests.stubs);
  check(['answers'], tests.answers, [...flow.slots.keys()], 'question');
  for (const [index, test] of tests.tests.entries()) {
    checkStubs(['tests', index, 'stubs'], test.stubs);
    for (const [at, { expect, tap }] of test.steps.entries()) {
      const edited = tap?.startsWith('edit:') ? tap.slice('edit:'.length) : undefined;
      // The flows that it calls have questions of their own.
      if (edited !== undefined && ![flow, ...flows.values()].some(({ slots }) => slots.has(edited))) {
        refuse(['tests', index, 'steps', at, 'tap'], edited, [...flow.slots.keys()], 'question');
      }
      check(['tests', index, 'steps', at, 'expect', 'called'], expect?.called ?? {}, names, 'action');
      check(['tests', index, 'steps', at, 'expect', 'slots'], expect?.slots ?? {}, [...flow.slots.keys()], 'question');
    }
  }
  if (tests.flow !== undefined && tests.flow !== flow.id) {
    const message = `this file tests \`${tests.flow}\`, but lies beside \`${flow.id}\``;
    problems.push({ severity: 'error', code: 'test-file', file, ...placeOf(['flow']), message });
  }
  return problems;
}
