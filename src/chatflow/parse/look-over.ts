import { Lexer } from 'yaml';

/** Bounds of a file, so that none can slow the service down. */
export const fileLimits = {
  bytes: 256 * 1_024,
  depth: 64,
  steps: 500,
  /** Pieces of YAML in a file: words, punctuation, blanks between them. */
  pieces: 30_000,
  /** Values in one step, or under one key of the flow. */
  values: 1_000,
  /** Characters of expressions in one step. */
  expressions: 10_000,
} as const;

/** Why a file is not even parsed, and at which character. */
export interface Excess {
  code: 'too-deep' | 'too-many';
  offset: number;
  message: string;
}

/**
 * Looks over the pieces of a file before anything is built of them: what is nested too deep, or has too many pieces, would
 * be slow to parse. Stops at the first such place.
 */
export function lookOver(source: string): Excess | undefined {
  let offset = 0;
  let pieces = 0;
  let brackets = 0;
  let dashes = 0;
  let inWord = false;
  let afterWord = false;
  for (const piece of new Lexer().lex(source)) {
    // Marks of the lexer itself, which stand for no character of the file; the last one begins a word.
    if (piece === '\u0002' || piece === '\u0018' || piece === '\u001f') {
      inWord = piece === '\u001f';
      continue;
    }
    pieces += 1;
    if (pieces > fileLimits.pieces) {
      return { code: 'too-many', offset, message: `the file has more than ${fileLimits.pieces} pieces` };
    }
    if (!inWord) {
      if (piece === '[' || piece === '{') brackets += 1;
      else if (piece === ']' || piece === '}') brackets = Math.max(0, brackets - 1);
      else if (piece === '\n' || piece === '\r\n') dashes = 0;
      // The colon behind a key opens no level of its own.
      else if (brackets === 0 && (piece === '-' || piece === '?' || (piece === ':' && !afterWord))) dashes += 1;
      if (brackets + dashes > fileLimits.depth) {
        return { code: 'too-deep', offset, message: `the file is nested deeper than ${fileLimits.depth} levels` };
      }
    }
    afterWord = inWord;
    inWord = false;
    offset += piece.length;
  }
  return undefined;
}
