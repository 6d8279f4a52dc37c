import type { Problem } from '#src/chatflow/index.ts';

/** How words are set off: colours in a terminal, nothing elsewhere. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  dim(text: string): string;
}

/** A problem as an author reads it: where, what, the line itself with a mark under it, and what to do. */
export function printProblem(problem: Problem, path: string, source: string | undefined, paint: Paint): string {
  const { line, column, severity, message, fix } = problem;
  const head = `${path}:${line}:${column} ${paint[severity](severity)} ${message}${fix === undefined ? '' : ` (${fix})`}`;
  // The very beginning stands for the file as a whole.
  const whole = line === 1 && column === 1;
  const text = whole ? undefined : source?.split('\n')[line - 1];
  if (text === undefined || text.trim() === '') return head;
  const number = String(line);
  const shown = text.length > 160 ? `${text.slice(0, 159)}…` : text;
  // A tab keeps its width under the line above.
  const lead = text.slice(0, Math.min(column, 160) - 1).replaceAll(/[^\t]/g, ' ');
  return [
    head,
    `  ${paint.dim(`${number} |`)} ${shown}`,
    `  ${paint.dim(`${' '.repeat(number.length)} |`)} ${lead}${paint[severity]('^')}`,
  ].join('\n');
}
