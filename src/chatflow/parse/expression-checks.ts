import type { ASTNode } from '@marcbachmann/cel-js';

import type { JsonSchema } from '../catalogue.ts';
import { childrenOf } from '../expressions/shape.ts';
import type { ScopeAt } from './scope-types.ts';

/** Something wrong with a part of an expression. */
export interface Finding {
  code: 'maybe-unset' | 'unknown-field' | 'unknown-value';
  message: string;
  start: number;
  end: number;
  name: string;
  known?: readonly string[];
  fix?: string;
}

/**
 * What CEL's own checker cannot see: answers that may be missing where a value is needed, fields that an action's output
 * does not have, and comparisons of an answer with what it can never be.
 */
export function checkExpression(ast: ASTNode, scope: ScopeAt): Finding[] {
  return [...missingAnswers(ast, scope), ...unknownFields(ast, scope), ...impossibleAnswers(ast, scope)];
}

/** Answers that may be missing here, used where nothing would be an error: sums, comparisons, conditions. */
function missingAnswers(root: ASTNode, scope: ScopeAt): Finding[] {
  const guarded = new Set<string>();
  const collect = (node: ASTNode): void => {
    if (node.op === '==' || node.op === '!=') {
      const [left, right] = node.args;
      if (left.op === 'id' && right.op === 'value' && right.args === null) guarded.add(left.args);
      if (right.op === 'id' && left.op === 'value' && left.args === null) guarded.add(right.args);
    }
    for (const child of childrenOf(node)) collect(child);
  };
  collect(root);

  const found: Finding[] = [];
  const walk = (node: ASTNode, tolerated: boolean): void => {
    if (node.op === 'id') {
      if (tolerated || guarded.has(node.args) || !scope.meaning(node.args)?.unsure) return;
      const message = `\`${node.args}\` may have no answer here, because its question is not always asked`;
      found.push({ code: 'maybe-unset', message, start: node.start, end: node.end, name: node.args });
      return;
    }
    for (const [index, child] of childrenOf(node).entries()) walk(child, toleratesNull(node, index));
  };
  walk(root, true);
  return found;
}

function toleratesNull(node: ASTNode, index: number): boolean {
  switch (node.op) {
    case '==':
    case '!=':
    case 'list':
    case 'map':
      return true;
    case '?:':
      return index > 0;
    case 'in':
      return index === 0;
    case 'call':
      return node.args[0] === 'either' || node.args[0] === 'dyn';
    default:
      return false;
  }
}

/** The text an index is, where it is one. */
function textIn(node: ASTNode): string | undefined {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

/** Fields that the schema of a value does not have. */
function unknownFields(root: ASTNode, scope: ScopeAt): Finding[] {
  const found: Finding[] = [];
  const schemaOf = (node: ASTNode): JsonSchema | undefined => {
    if (node.op === 'id') return scope.meaning(node.args)?.schema;
    if (node.op !== '[]' && node.op !== '.') return undefined;
    const parent = schemaOf(node.args[0]);
    const named = node.op === '.' ? node.args[1] : textIn(node.args[1]);
    if (named === undefined) return typeof parent?.items === 'object' ? parent.items : undefined;
    const name = named;
    if (!parent?.properties) return undefined;
    if (Object.hasOwn(parent.properties, name)) return parent.properties[name];
    if (parent.additionalProperties === false) {
      const known = Object.keys(parent.properties);
      const message = `there is no \`${name}\` here`;
      const start = node.op === '.' ? node.end - name.length : node.args[1].start;
      found.push({ code: 'unknown-field', message, start, end: node.end, name, known });
    }
    return undefined;
  };
  const walk = (node: ASTNode): void => {
    if (node.op === '.' || node.op === '[]') {
      if (node.op === '[]') walk(node.args[1]);
      schemaOf(node);
      const [inner] = node.args;
      // The chain below has been looked at already; what stands inside its brackets or calls has not.
      for (const child of inner.op === '.' || inner.op === '[]' ? [] : childrenOf(inner)) walk(child);
      return;
    }
    for (const child of childrenOf(node)) walk(child);
  };
  walk(root);
  return found;
}

/** Answers compared with a text that is none of their choices, or that is no number, or neither yes nor no. */
function impossibleAnswers(root: ASTNode, scope: ScopeAt): Finding[] {
  const found: Finding[] = [];
  const compare = (answer: ASTNode, literal: ASTNode): void => {
    const text = textIn(literal);
    if (answer.op !== 'id' || text === undefined) return;
    const { args: slot } = answer;
    const at = { code: 'unknown-value', start: literal.start, end: literal.end, name: text } as const;
    const type = scope.answerType(slot);
    const possible = scope.possible(slot);
    if (possible && !possible.includes(text)) {
      found.push({ ...at, message: `\`${slot}\` is never \`${text}\``, known: possible });
    } else if (type === 'bool') {
      const message = `\`${slot}\` is yes or no, and never a text`;
      found.push({ ...at, message, fix: `write \`${slot} == true\` or \`${slot} == false\`` });
    } else if (type === 'int' || type === 'number' || type === 'rating') {
      found.push({
        ...at,
        message: `\`${slot}\` is a number, and never a text`,
        fix: 'write the number without quotes',
      });
    }
  };
  const walk = (node: ASTNode): void => {
    if (node.op === '==' || node.op === '!=') {
      const [left, right] = node.args;
      compare(left, right);
      compare(right, left);
    }
    if (node.op === 'in') {
      const [answer, list] = node.args;
      if (list.op === 'list') for (const item of list.args) compare(answer, item);
    }
    for (const child of childrenOf(node)) walk(child);
  };
  walk(root);
  return found;
}
