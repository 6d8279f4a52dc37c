import { parseArgs } from 'node:util';

import { textOfFile } from '#src/flow-tools/locale-files.ts';
import { printProblem } from '#src/flow-tools/print-problems.ts';

import { flowsAt, paint, shortPath } from './flow-place.ts';

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
  for (const { path, problems } of files) {
    const source = problems.length > 0 ? await textOfFile(path) : undefined;
    for (const problem of problems) {
      process.stdout.write(`${printProblem(problem, shortPath(path), source, paint)}\n`);
    }
  }
  process.stdout.write(`${summaryText(summary)}\n`);
  return errors === 0 ? 0 : 1;
}

function summaryText({ files, errors, warnings }: { files: number; errors: number; warnings: number }): string {
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${count(files, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}`;
}
