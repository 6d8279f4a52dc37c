import type { Problem } from '#src/chatflow/index.ts';

/** What a message of the YAML reader, or of an expression, mostly means to somebody who writes a flow. */
const meanings: readonly { code: string; message?: RegExp; here?: RegExp; fix: string }[] = [
  { code: 'yaml', message: /^Nested mappings/, fix: 'put a text with a colon in it in quotes' },
  { code: 'yaml', message: /^Tabs/, fix: 'indent with spaces' },
  {
    code: 'yaml',
    message: /without - indicator|same level|indent/i,
    fix: 'the keys of one step stand exactly under each other',
  },
  { code: 'yaml', message: /reserved character/, fix: 'put the text in quotes' },
  {
    code: 'yaml',
    message: /^Unexpected/,
    fix: 'put a text with `{`, `[`, `,` or quotes in it in quotes; in single ones if it holds double ones',
  },
  { code: 'tag', fix: 'put a condition that begins with `!` in quotes' },
  { code: 'syntax', here: /^\$\{\{/, fix: 'a condition stands without `${{ }}`' },
];

/** The problems of one file as an author needs them: one for each broken line, and with what to do. */
export function explained(problems: readonly Problem[], source: string): Problem[] {
  const lines = source.split('\n');
  const broken = new Set<number>();
  return problems.flatMap((problem): Problem[] => {
    const { code, line, column, message, fix } = problem;
    if (code === 'yaml') {
      // What follows in the same line comes from the first.
      if (broken.has(line)) return [];
      broken.add(line);
    }
    const rest = (lines[line - 1] ?? '').slice(column - 1);
    const meaning = meanings.find(
      (one) => one.code === code && (one.message?.test(message) ?? true) && (one.here?.test(rest) ?? true),
    );
    return [meaning && (fix === undefined || code === 'tag') ? { ...problem, fix: meaning.fix } : problem];
  });
}
