import type { ASTNode } from '@marcbachmann/cel-js';

/** What an expression is made of, or why it is refused before anything looks at its types. */
export type Shape = { names: readonly string[]; nested: boolean } | { refused: string; start: number; end: number };

const macros = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind']);
const MOST_NESTED = 2;

/**
 * Walks the syntax tree: which names it reads, and whether it stays within what always ends quickly. Regular expressions
 * are refused (they belong into `pattern:`, which is linear), so are loops in loops in loops, and loops in loops over
 * computed lists.
 */
export function checkShape(root: ASTNode): Shape {
  const names = new Set<string>();
  let deepest = 0;
  let computedRange: ASTNode | undefined;
  let refusal: { refused: string; start: number; end: number } | undefined;

  const refuse = (node: ASTNode, message: string): void => {
    refusal ??= { refused: message, start: node.start, end: node.end };
  };

  const walk = (node: ASTNode, bound: ReadonlySet<string>, depth: number): void => {
    switch (node.op) {
      case 'id':
        if (!bound.has(node.args)) names.add(node.args);
        return;
      case 'value':
        return;
      case '.':
      case '.?':
        walk(node.args[0], bound, depth);
        return;
      case 'rcall': {
        const [name, receiver, values] = node.args;
        if (name === 'matches') refuse(node, 'matches() is not available: put the regular expression into `pattern:`');
        const variable = values[0];
        if (!macros.has(name) || variable?.op !== 'id') {
          for (const child of [receiver, ...values]) walk(child, bound, depth);
          return;
        }
        deepest = Math.max(deepest, depth + 1);
        if (name === 'bind') {
          const inner = new Set(bound).add(variable.args);
          if (values[1]) walk(values[1], bound, depth);
          if (values[2]) walk(values[2], inner, depth + 1);
          return;
        }
        if (!isPath(receiver)) computedRange ??= receiver;
        walk(receiver, bound, depth);
        const inner = new Set(bound).add(variable.args);
        for (const child of values.slice(1)) walk(child, inner, depth + 1);
        return;
      }
      case 'call': {
        const [name, values] = node.args;
        if (name === 'matches') refuse(node, 'matches() is not available: put the regular expression into `pattern:`');
        for (const child of values) walk(child, bound, depth);
        return;
      }
      default:
        for (const child of childrenOf(node)) walk(child, bound, depth);
    }
  };
  walk(root, new Set(), 0);

  if (deepest > MOST_NESTED) refuse(root, 'at most one loop may stand inside another');
  if (deepest === MOST_NESTED && computedRange) {
    refuse(computedRange, 'a loop with a loop inside may only go over a plain list: `name` or `name.field`');
  }
  return refusal ?? { names: [...names], nested: deepest === MOST_NESTED };
}

function isPath(node: ASTNode): boolean {
  if (node.op === 'id' || node.op === 'list') return true;
  if (node.op === '.' || node.op === '[]') return isPath(node.args[0]);
  return false;
}

/** The direct children of a node of any kind, found in its arguments. */
export function childrenOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    else if (isNode(value)) found.push(value);
  };
  collect(node.args);
  return found;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
