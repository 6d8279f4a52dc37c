import { RE2JS } from 're2js';

import type { Writing } from './writing.ts';
import type { Tree } from './yaml-tree.ts';

/** How much a pattern may be made of: the compiled size of one, of those in one step, and of all in a file. */
const sizes = { one: 2_500, step: 5_000, file: 20_000 } as const;

/** A pattern has to be one that always ends in linear time, and quickly. */
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
  const used = writing.patternSizes;
  // Said once: what comes after the limit is not even compiled.
  if (used.step > sizes.step || used.file > sizes.file) return false;
  const size = sizeOf(pattern);
  if (size === undefined) {
    const fix =
      'look-ahead, look-behind and back-references are not possible; everything else of regular expressions is';
    writing.problems.error('pattern', place, 'this is not a regular expression that can be used here', fix);
    return false;
  }
  used.step += size;
  used.file += size;
  if (size <= sizes.one && used.step <= sizes.step && used.file <= sizes.file) return true;
  const whose = size > sizes.one ? 'this pattern is' : 'the patterns here are, together,';
  writing.problems.error('pattern', place, `${whose} too large`, 'use smaller counts in `{…}`');
  return false;
}

function sizeOf(pattern: string): number | undefined {
  try {
    return RE2JS.compile(pattern).programSize();
  } catch {
    return undefined;
  }
}
