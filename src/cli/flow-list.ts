import { parseArgs } from 'node:util';

import { printProblem } from '#src/flow-tools/print-problems.ts';

import { flowsAt, paint, shortPath } from './flow-place.ts';

/** Lists the flows of the configured folders. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const { files, actionProblems } = await flowsAt(positionals);
  const rows = files.map(({ path, flow, problems }) => {
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    return {
      id: flow?.id ?? null,
      version: flow?.version ?? null,
      title: flow?.title ?? null,
      file: shortPath(path),
      errors,
      warnings: problems.length - errors,
    };
  });
  if (values.json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return 0;
  }
  const table = rows.map(({ id, version, title, file, errors, warnings }) => [
    id ?? '–',
    version === null ? '–' : `v${version}`,
    title ?? 'cannot be loaded',
    file,
    [
      ...(errors > 0 ? [paint.error(`errors: ${errors}`)] : []),
      ...(warnings > 0 ? [`warnings: ${warnings}`] : []),
    ].join(', '),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
  for (const problem of actionProblems) {
    process.stdout.write(`${printProblem(problem, shortPath(problem.file), undefined, paint)}\n`);
  }
  return 0;
}
