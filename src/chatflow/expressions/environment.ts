import { Environment } from '@marcbachmann/cel-js';

import { Money } from './money.ts';

/** Limits of one expression, so that no file can make a turn slow. */
export const expressionLimits = {
  nodes: 200,
  depth: 20,
  listItems: 1_000,
  nestedListItems: 200,
  length: 2_000,
} as const;

/** Where all expressions start from: CEL's own functions, whole and decimal numbers mixed, amounts of money, plurals. */
export const baseEnvironment = new Environment({
  homogeneousAggregateLiterals: false,
  limits: {
    maxAstNodes: expressionLimits.nodes,
    maxDepth: expressionLimits.depth,
    maxListElements: 100,
    maxMapEntries: 100,
    maxCallArguments: 8,
  },
});

baseEnvironment.registerType('money', { ctor: Money, fields: {} });

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};
for (const [operator, compute] of Object.entries(arithmetic)) {
  const mixed = (left: bigint | number, right: bigint | number): number => compute(Number(left), Number(right));
  baseEnvironment.registerOperator(`int ${operator} double: double`, mixed);
  baseEnvironment.registerOperator(`double ${operator} int: double`, mixed);
}
baseEnvironment.registerOperator('int == double', (left: bigint, right: number) => Number(left) === right);

baseEnvironment
  .registerOperator('money + money: money', (left: Money, right: Money) => left.plus(right))
  .registerOperator('money - money: money', (left: Money, right: Money) => left.minus(right))
  .registerOperator('money * int: money', (left: Money, right: bigint) => left.times(right))
  .registerOperator('money < money', (left: Money, right: Money) => left.compare(right) < 0)
  .registerOperator('money <= money', (left: Money, right: Money) => left.compare(right) <= 0)
  .registerOperator('money > money', (left: Money, right: Money) => left.compare(right) > 0)
  .registerOperator('money >= money', (left: Money, right: Money) => left.compare(right) >= 0);

const amount = (text: string): Money => {
  const parsed = Money.parse(text);
  if (!parsed) throw new RangeError('money() takes a decimal number such as "12.50"');
  return parsed;
};

baseEnvironment
  .registerFunction('money(string): money', amount)
  .registerFunction('money(int): money', (value: bigint) => amount(value.toString()))
  .registerFunction('money(double): money', (value: number) => amount(value.toFixed(9)))
  .registerFunction('string(money): string', String)
  .registerFunction('either(dyn, dyn): dyn', (first: unknown, second: unknown) => first ?? second)
  .registerFunction('plural(int, map, string): string', pluralOf);

/** `plural(n, {'one': '# node', 'other': '# nodes'}, locale)`: the form a language uses for this number. */
function pluralOf(count: bigint, forms: unknown, locale: string): string {
  const rule = new Intl.PluralRules(supported(locale)).select(Number(count));
  const form = pick(forms, rule) ?? pick(forms, 'other') ?? '';
  return form.replaceAll('#', () => new Intl.NumberFormat(supported(locale)).format(count));
}

function pick(forms: unknown, key: string): string | undefined {
  const value: unknown =
    forms instanceof Map
      ? forms.get(key)
      : typeof forms === 'object' && forms !== null && Object.hasOwn(forms, key)
        ? Reflect.get(forms, key)
        : undefined;
  return typeof value === 'string' ? value : undefined;
}

function supported(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

export type { Environment };
