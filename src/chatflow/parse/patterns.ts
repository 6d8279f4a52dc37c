import { RE2JS } from 're2js';

import type { Writing } from './writing.ts';
import type { Tree } from './yaml-tree.ts';

/** A pattern has to be one that always ends in linear time. */
export function isPattern(writing: Writing, pattern: string, tree: Tree | undefined): boolean {
  const place = tree?.place ?? { line: 1, column: 1, offset: 0 };
  if (pattern.length > 500) {
    writing.problems.error('pattern', place, 'a pattern has at most 500 characters');
    return false;
  }
  // Counted repetition multiplies: what stands in nested braces would be written out.
  const repeats = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map((match) =>
    Math.max(Number(match[1]), Number(match[2] ?? 0)),
  );
  if (repeats.reduce((product, count) => product * Math.max(1, count), 1) > 1_000 * 10) {
    writing.problems.error(
      'pattern',
      place,
      'the repetitions of this pattern multiply too far',
      'use smaller counts in `{…}`',
    );
    return false;
  }
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    const fix =
      'look-ahead, look-behind and back-references are not possible; everything else of regular expressions is';
    writing.problems.error('pattern', place, 'this is not a regular expression that can be used here', fix);
    return false;
  }
}
