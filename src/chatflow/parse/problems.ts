import type { Problem } from '../problem.ts';
import { codePoint } from './code-point.ts';

/** A place in a file. Line and column count from 1, the offset from 0. */
export interface Place {
  line: number;
  column: number;
  offset: number;
}

const MOST = 100;

/** So much is wrong with a file that reading on helps nobody. */
class TooManyProblems extends Error {}

/** Works until there are too many problems; undefined then. */
export function untilTooMany<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooManyProblems) return undefined;
    throw error;
  }
}

/** Collects what is wrong with one file: at most a hundred errors, then it breaks off. */
export class Problems {
  readonly list: Problem[] = [];
  readonly #file: string;
  #errors = 0;
  #warnings = 0;

  constructor(file: string) {
    this.#file = file;
  }

  error(code: string, place: Place, message: string, fix?: string): void {
    this.#add('error', code, place, message, fix);
    this.#errors += 1;
    if (this.#errors >= MOST) throw new TooManyProblems();
  }

  warning(code: string, place: Place, message: string, fix?: string): void {
    this.#warnings += 1;
    if (this.#warnings <= MOST) this.#add('warning', code, place, message, fix);
  }

  get failed(): boolean {
    return this.#errors > 0;
  }

  #add(severity: Problem['severity'], code: string, place: Place, message: string, fix: string | undefined): void {
    const { line, column } = place;
    this.list.push({ severity, code, file: this.#file, line, column, message, ...(fix === undefined ? {} : { fix }) });
  }
}

/** The known word a mistyped one probably meant. */
export function closest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = word.length <= 4 ? 2 : 3;
  for (const candidate of known) {
    const distance = differences(word.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return (
    best ??
    [...known].find(
      (candidate) =>
        candidate.length >= 3 && (word.startsWith(candidate) || (word.length >= 3 && candidate.startsWith(word))),
    )
  );
}

/** "Did you mean …?", or what there is. */
export function suggestion(word: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  const meant = closest(word, names);
  const strange = [...word].find((character) => character > '~');
  if (meant !== undefined && strange !== undefined) {
    return `did you mean \`${meant}\`? \`${strange}\` only looks like one of its letters (${codePoint(strange)})`;
  }
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  if (names.length === 0) return undefined;
  const shown = names.slice(0, 30).map((name) => `\`${name}\``);
  return `known are ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`;
}

/** Edits between two words, a swap of neighbours counting as one, up to a bound. */
function differences(one: string, other: string, bound: number): number {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) >= bound || one.length > 60) return bound;
  let older: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, (older[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    older = previous;
    previous = current;
  }
  return previous[other.length] ?? bound;
}
