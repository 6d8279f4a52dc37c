import type { Json } from '#src/protocol/index.ts';

import type { Expression, ExpressionFailure, Scope } from './expressions/expression.ts';
import { renderTemplate, type TemplatePart, type ValueWriter } from './expressions/template.ts';
import { phrase } from './phrases/index.ts';

/** A text of a flow file, in its own language and in those it was translated to. */
export interface Text {
  /** `step.field`: its key in `locales/<lang>/<flow>.yaml`. */
  key: string;
  source: string;
  parts: readonly TemplatePart[];
  translated: ReadonlyMap<string, readonly TemplatePart[]>;
}

/** A value of a flow file: a literal, one expression, a text with values in it, or a tree of these. */
export type Value =
  | { kind: 'literal'; value: Json }
  | { kind: 'expression'; expression: Expression }
  | { kind: 'template'; parts: readonly TemplatePart[] }
  | { kind: 'list'; items: readonly Value[] }
  | { kind: 'map'; entries: readonly (readonly [string, Value])[] };

/** Computes a value. Throws `ExpressionFailure` where an expression cannot be computed. */
export function evaluateValue(value: Value, scope: Scope): Json {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'expression':
      return value.expression.evaluate(scope);
    case 'template':
      return renderTemplate(value.parts, scope, writeRaw, 'plain');
    case 'list':
      return value.items.map((item) => evaluateValue(item, scope));
    case 'map': {
      const entries = value.entries.map(([key, item]) => [key, evaluateValue(item, scope)] as const);
      return Object.fromEntries(entries);
    }
    default:
      return value satisfies never;
  }
}

/**
 * Writes a text for a person, in their language where it was translated. A place that cannot be computed reads as a dash,
 * and `onFailure` is told why.
 */
export function renderText(
  text: Text,
  locale: string,
  scope: Scope,
  mode: 'markdown' | 'plain',
  onFailure: (error: ExpressionFailure) => void,
): string {
  const parts =
    text.translated.size === 0
      ? text.parts
      : (text.translated.get(locale) ?? text.translated.get(locale.split('-')[0] ?? '') ?? text.parts);
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'string') return only;
  return renderTemplate(
    parts,
    scope,
    (value) => writeForPeople(value, locale),
    mode,
    (error) => {
      onFailure(error);
      return '–';
    },
  );
}

/** How a value reads in a sentence of a language. */
export function writeForPeople(value: Json, locale: string): string {
  if (typeof value === 'boolean') return phrase(locale, value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((item) => writeForPeople(item, locale)).join(', ');
  return writeRaw(value);
}

const writeRaw: ValueWriter = (value) => {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.map(writeRaw).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
