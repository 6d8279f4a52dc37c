import { type ASTNode, type Environment, EvaluationError, ParseError, TypeError } from '@marcbachmann/cel-js';

import type { Json } from '#src/protocol/index.ts';

import { fromCel, toCel } from './cel-values.ts';
import { baseEnvironment, expressionLimits } from './environment.ts';
import { checkShape } from './shape.ts';

/** Gives the value of a name; null while it is unset. */
export type Scope = (name: string) => Json | undefined;

/** The types of the names an expression may use where it stands. */
export interface ScopeTypes {
  /** The CEL type, or undefined for a name that means nothing here. */
  typeOf(name: string): string | undefined;
}

/** A compiled expression. It always ends, quickly, and never looks at anything but its names. */
export interface Expression {
  source: string;
  /** Its CEL type: `bool`, `int`, `string`, `dyn` … */
  type: string;
  names: readonly string[];
  ast: ASTNode;
  /** Null where a key is missing. Throws `ExpressionFailure` for anything else that goes wrong. */
  evaluate(scope: Scope): Json;
}

/** The expression could not be computed with these values: our bug or the author's, never the person's. */
export class ExpressionFailure extends Error {
  readonly source: string;
  /** Where it stands in its file; 0 where that is not known. */
  readonly line: number;

  constructor(source: string, summary: string, line = 0) {
    super(`${summary} in \`${source}\``);
    this.name = 'ExpressionFailure';
    this.source = source;
    this.line = line;
  }
}

/** What is wrong with an expression, and which characters of it. */
export interface ExpressionProblem {
  code: 'syntax' | 'unknown-name' | 'type' | 'refused';
  message: string;
  start: number;
  end: number;
  /** The unknown name, for suggestions. */
  name?: string;
}

/** Parses and type-checks a CEL expression that stands in a line of a file. Never throws. */
export function compileExpression(source: string, types: ScopeTypes, line = 0): Expression | ExpressionProblem {
  if (source.length > expressionLimits.length) {
    return refused(source, `an expression may have at most ${expressionLimits.length} characters`);
  }
  try {
    const { ast } = baseEnvironment.parse(source);
    const shape = checkShape(ast);
    if ('refused' in shape) return { code: 'refused', message: shape.refused, start: shape.start, end: shape.end };
    const environment = baseEnvironment.clone();
    for (const name of shape.names) {
      const type = types.typeOf(name);
      if (type !== undefined) environment.registerVariable(name, type);
    }
    const parsed = environment.parse(source);
    const checked = parsed.check();
    if (!checked.valid) return problemOf(source, checked.error);
    return compiled(source, environment, checked.type ?? 'dyn', shape, line);
  } catch (error) {
    return problemOf(source, error);
  }
}

export function isProblem(value: Expression | ExpressionProblem): value is ExpressionProblem {
  return 'code' in value;
}

function compiled(
  source: string,
  environment: Environment,
  type: string,
  shape: { names: readonly string[]; nested: boolean },
  line: number,
): Expression {
  const parsed = environment.parse(source);
  const { names } = shape;
  const most = shape.nested ? expressionLimits.nestedListItems : expressionLimits.listItems;
  return {
    source,
    type,
    names,
    ast: parsed.ast,
    evaluate(scope) {
      // A bare name is its value, also where nothing stands there because the flow went another way.
      if (source === names[0]) return scope(source) ?? null;
      const values = new Map<string, unknown>();
      for (const name of names) {
        const value = scope(name);
        if (Array.isArray(value) && value.length > most) {
          throw new ExpressionFailure(source, `\`${name}\` has more than ${most} items`, line);
        }
        values.set(name, toCel(value));
      }
      try {
        return fromCel(parsed(values));
      } catch (error) {
        if (error instanceof EvaluationError && error.code === 'no_such_key') return null;
        throw new ExpressionFailure(source, summaryOf(error), line);
      }
    },
  };
}

function problemOf(source: string, error: unknown): ExpressionProblem {
  if (!(error instanceof ParseError || error instanceof TypeError || error instanceof EvaluationError)) {
    return refused(source, summaryOf(error));
  }
  const start = error.range?.start ?? 0;
  const end = error.range?.end ?? source.length;
  if (error.code === 'unknown_variable') {
    const name = source.slice(start, end);
    return { code: 'unknown-name', message: `\`${name}\` is not known here`, start, end, name };
  }
  const code = error instanceof ParseError ? 'syntax' : 'type';
  return { code, message: plainly(error.summary), start, end };
}

/** What CEL says in words of its own trade, said plainly. */
const plainWords: readonly [RegExp, string][] = [
  [/^Unexpected token: EOF$/, 'the expression stops too early'],
  [/^Unexpected token: (\w+)$/, 'something is missing before the `$1`'],
  [/^Expected (\w+), got EOF$/, 'the expression stops before its `$1`'],
  [/^Expected (\w+), got (\w+)$/, 'a `$1` should stand here, not a `$2`'],
  [/^Unexpected character: '?(.)'?$/, '`$1` cannot stand here'],
  [/^Reserved identifier: (\w+)$/, '`$1` is a word that cannot be used as a name'],
  [/^no such overload: (.+) (\S+) (.+)$/, '`$2` cannot stand between $1 and $3'],
  [/^no such overload: (.+)$/, 'this does not work for $1'],
  [/^found no matching overload for '(.+)'$/, 'there is no function for `$1`'],
  [/^Ternary condition must be bool, got '(.+)'$/, 'a yes or no stands before the `?`, not $1'],
  [/^Expression of type '(.+)' cannot be range.*$/, 'a loop goes over a list, not over $1'],
  [/^\w+\(var, .*$/, 'a loop names each one first, as in `sizes.all(one, one > 3)`'],
  [/^Exceeded maxAstNodes \((\d+)\)$/, 'an expression has at most $1 parts'],
  [/^Exceeded maxDepth \((\d+)\)$/, 'an expression is nested at most $1 deep'],
  [/^Exceeded max\w+ \((\d+)\)$/, 'a list, a map or a call in an expression has at most $1 parts'],
];

const tokens: Readonly<Record<string, string>> = {
  LPAREN: '(',
  RPAREN: ')',
  LBRACKET: '[',
  RBRACKET: ']',
  LBRACE: '{',
  RBRACE: '}',
  COLON: ':',
  COMMA: ',',
  DOT: '.',
  QUESTION: '?',
  DIVIDE: '/',
  MULTIPLY: '*',
  PLUS: '+',
  MINUS: '-',
  IDENTIFIER: 'name',
};

function plainly(summary: string): string {
  const words = plainWords.find(([pattern]) => pattern.test(summary));
  const said = words ? summary.replace(words[0], words[1]) : summary;
  return said.replace(/`([A-Z]+)`/g, (whole, token: string) => (tokens[token] ? `\`${tokens[token]}\`` : whole));
}

function refused(source: string, message: string): ExpressionProblem {
  return { code: 'refused', message, start: 0, end: source.length };
}

function summaryOf(error: unknown): string {
  if (error instanceof EvaluationError || error instanceof TypeError || error instanceof ParseError)
    return error.summary;
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
