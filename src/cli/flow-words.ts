import type { Problem } from '#src/chatflow/index.ts';
import { textOfFile } from '#src/flow-tools/locale-files.ts';
import { printProblem } from '#src/flow-tools/print-problems.ts';

import { paint, shortPath } from './flow-place.ts';

/** Problems as an author reads them, each with the line of the file it stands in. */
export async function problemLines(problems: readonly Problem[]): Promise<string> {
  const lines: string[] = [];
  for (const problem of problems) {
    const source = await textOfFile(problem.file).catch(() => undefined);
    lines.push(`${printProblem(problem, shortPath(problem.file), source, paint)}\n`);
  }
  return lines.join('');
}

/** `1 file`, `2 files`. */
export function countOf(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
