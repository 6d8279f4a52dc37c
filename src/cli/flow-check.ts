import { parseArgs } from 'node:util';

import { printProblem } from '#src/flow-tools/print-problems.ts';

import { flowsAt, paint, shortPath } from './flow-place.ts';
import { countOf, problemLines } from './flow-words.ts';

/** Says what is wrong with flow files. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, 'read-only': { type: 'boolean', default: false } },
  });
  const { files, actionProblems } = await flowsAt(
    positionals,
    values['read-only'] ? ({ kind }) => kind === 'read' : undefined,
  );
  const problems = [...actionProblems, ...files.flatMap((file) => file.problems)];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const summary = { files: files.length, errors, warnings: problems.length - errors };
  if (values.json) {
    const listed = problems.map((problem) => ({ ...problem, file: shortPath(problem.file) }));
    process.stdout.write(`${JSON.stringify({ ok: errors === 0, ...summary, problems: listed }, null, 2)}\n`);
    return errors === 0 ? 0 : 1;
  }
  for (const problem of actionProblems) {
    process.stdout.write(`${printProblem(problem, shortPath(problem.file), undefined, paint)}\n`);
  }
  for (const { problems } of files) process.stdout.write(await problemLines(problems));
  process.stdout.write(`${summaryText(summary)}\n`);
  return errors === 0 ? 0 : 1;
}

function summaryText({ files, errors, warnings }: { files: number; errors: number; warnings: number }): string {
  return `${countOf(files, 'file')} checked: ${countOf(errors, 'error')}, ${countOf(warnings, 'warning')}`;
}
