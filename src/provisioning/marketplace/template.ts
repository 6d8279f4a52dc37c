import { compileExpression, type Expression, isProblem } from '#src/chatflow/expressions/expression.ts';
import { renderTemplate, splitTemplate } from '#src/chatflow/expressions/template.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { Template } from './solution.ts';

/** The names that a template may use, and what they hold. */
export interface TemplateScope {
  name: string;
  /** The namespace: CEL keeps that word for itself. */
  space: string;
  /** Null where it is not to be reached from outside. */
  host: string | null;
  url: string | null;
  size: { id: string; cpu: string; memory: string; disk?: string };
  answers: JsonObject;
  /** Made up or entered. What is computed from these is secret itself. */
  secrets: { [id: string]: string };
}

/** What a template became: what may be read by everybody, and beside it what may not. */
export interface Filled {
  open: JsonObject;
  secret: JsonObject;
}

const types: { readonly [name: string]: string } = {
  name: 'string',
  space: 'string',
  host: 'dyn',
  url: 'dyn',
  size: 'dyn',
  answers: 'dyn',
  secrets: 'dyn',
};

/** What is wrong with a text of a template, in a sentence; undefined when it can be computed. */
export function templateProblem(source: string): string | undefined {
  try {
    partsOf(source);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A text of a template with its values in it. */
export function fillText(source: string, scope: TemplateScope): string {
  const value = fillLeaf(source, scope);
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

/**
 * Fills a template. Values are put into the tree, never into the text of a file, so that nothing typed can become
 * structure. A place that is null is left out; a list with a secret in it is secret as a whole.
 */
export function fillTemplate(template: { readonly [key: string]: Template }, scope: TemplateScope): Filled {
  const open: JsonObject = {};
  const secret: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    if (typeof value === 'object' && value !== null && !isList(value)) {
      const filled = fillTemplate(value, scope);
      if (Object.keys(filled.secret).length > 0) secret[key] = filled.secret;
      if (Object.keys(filled.open).length > 0 || Object.keys(value).length === 0) open[key] = filled.open;
    } else {
      const filled = fillValue(value, scope);
      if (filled === null && value !== null) continue;
      if (isSecret(value)) secret[key] = filled;
      else open[key] = filled;
    }
  }
  return { open, secret };
}

function fillValue(value: Template, scope: TemplateScope): Json {
  if (typeof value === 'string') return fillLeaf(value, scope);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((item) => fillValue(item, scope));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillValue(item, scope)]));
}

function isSecret(value: Template): boolean {
  if (typeof value === 'string') {
    return partsOf(value).some((part) => typeof part !== 'string' && part.names.includes('secrets'));
  }
  if (typeof value !== 'object' || value === null) return false;
  return (isList(value) ? value : Object.values(value)).some(isSecret);
}

function isList(value: Template): value is readonly Template[] {
  return Array.isArray(value);
}

function fillLeaf(source: string, scope: TemplateScope): Json {
  const parts = partsOf(source);
  const values = { ...scope } as { [name: string]: Json };
  const lookUp = (name: string): Json | undefined => values[name];
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') return only.evaluate(lookUp);
  return renderTemplate(parts, lookUp, (value) => (typeof value === 'string' ? value : JSON.stringify(value)), 'plain');
}

const compiled = new Map<string, (string | Expression)[]>();

function partsOf(source: string): (string | Expression)[] {
  const known = compiled.get(source);
  if (known) return known;
  const parts = splitTemplate(source).map((part) => {
    if ('text' in part) return part.text;
    if ('unclosed' in part) throw new Error(`\`\${{\` without its \`}}\` in ${JSON.stringify(source)}`);
    const expression = compileExpression(part.expression.trim(), { typeOf: (name) => types[name] });
    if (isProblem(expression)) throw new Error(`${expression.message} in \`${part.expression.trim()}\``);
    return expression;
  });
  compiled.set(source, parts);
  return parts;
}
