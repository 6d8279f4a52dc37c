import type { Json } from '#src/protocol/index.ts';

import { type Expression, ExpressionFailure, type Scope } from './expression.ts';

/** A piece of a text: what the author wrote, or a value put in. */
export type TemplatePart = string | Expression;

/** Splits a text at its `${{ … }}` places. `$${{` stands for the characters `${{` themselves. */
export function splitTemplate(
  source: string,
): ({ text: string } | { expression: string; start: number } | { unclosed: number })[] {
  const parts: ({ text: string } | { expression: string; start: number } | { unclosed: number })[] = [];
  let text = '';
  let position = 0;
  while (position < source.length) {
    const open = source.indexOf('${{', position);
    if (open < 0) break;
    if (source[open - 1] === '$') {
      text += `${source.slice(position, open - 1)}\${{`;
      position = open + 3;
      continue;
    }
    const close = closing(source, open + 3);
    if (close < 0) {
      parts.push({ unclosed: open });
      return parts;
    }
    text += source.slice(position, open);
    if (text !== '') parts.push({ text });
    text = '';
    parts.push({ expression: source.slice(open + 3, close), start: open + 3 });
    position = close + 2;
  }
  text += source.slice(position);
  if (text !== '' || parts.length === 0) parts.push({ text });
  return parts;
}

/** The `}}` that ends a place, not one inside quotes or a map. */
function closing(source: string, from: number): number {
  let quote = '';
  let depth = 0;
  for (let index = from; index < source.length; index += 1) {
    const character = source[index];
    if (quote !== '') {
      if (character === '\\') index += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '{') {
      depth += 1;
    } else if (character === '}') {
      if (depth > 0) depth -= 1;
      else if (source[index + 1] === '}') return index;
    }
  }
  return -1;
}

/** How a value reads inside a text. */
export type ValueWriter = (value: Json) => string;

/**
 * Puts values into a text. In Markdown they are escaped, so that what a person or a cluster wrote never becomes markup;
 * inside a code span only the backtick could end it, so only that one is taken out.
 */
export function renderTemplate(
  parts: readonly TemplatePart[],
  scope: Scope,
  write: ValueWriter,
  mode: 'markdown' | 'plain',
  /** What stands in for a value that cannot be computed; without it the failure is thrown. */
  otherwise?: (error: ExpressionFailure) => Json,
): string {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'string') return only;
  let text = '';
  let ticks = 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      if (mode === 'markdown') ticks += countTicks(part);
      continue;
    }
    const value = write(evaluate(part, scope, otherwise));
    text += mode === 'plain' ? value : ticks % 2 === 1 ? value.replace(/[`\n\r]/g, ' ') : escapeMarkdown(value);
  }
  return text;
}

function evaluate(
  expression: Expression,
  scope: Scope,
  otherwise: ((error: ExpressionFailure) => Json) | undefined,
): Json {
  try {
    return expression.evaluate(scope);
  } catch (error) {
    if (otherwise && error instanceof ExpressionFailure) return otherwise(error);
    throw error;
  }
}

/** Makes a value read as itself in Markdown: no emphasis, no link, no code, no heading, one line. */
export function escapeMarkdown(value: string): string {
  return value
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/[\\`*[]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(\s*)([#>+-])(?=\s)/, '$1\\$2');
}

function countTicks(text: string): number {
  let count = 0;
  for (const character of text) if (character === '`') count += 1;
  return count;
}
