import { createHash } from 'node:crypto';

import { expect } from 'chai';
import * as fc from 'fast-check';

import { fromCel, toCel } from '#src/chatflow/expressions/cel-values.ts';
import { compileExpression, ExpressionFailure, isProblem } from '#src/chatflow/expressions/expression.ts';
import { Money } from '#src/chatflow/expressions/money.ts';
import { escapeMarkdown, splitTemplate } from '#src/chatflow/expressions/template.ts';
import { canonical, fingerprint } from '#src/chatflow/fingerprint.ts';
import { sha256 } from '#src/chatflow/hash.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

const types: Readonly<Record<string, string>> = {
  a: 'int',
  x: 'double',
  s: 'string',
  yes: 'bool',
  l: 'list',
  m: 'map',
  d: 'dyn',
  big: 'list',
};
const values: JsonObject = {
  a: 3,
  x: 2.5,
  s: 'abc',
  yes: true,
  l: [1, 2, { id: 'k' }],
  m: { price: '12.50', inner: { n: 4 } },
  d: null,
  big: Array.from({ length: 250 }, (_, index) => index),
};

function run(source: string): Json {
  const scope = { typeOf: (name: string) => (Object.hasOwn(types, name) ? types[name] : undefined) };
  const compiled = compileExpression(source, scope);
  if (isProblem(compiled)) throw new Error(`${compiled.code}: ${compiled.message}`);
  return compiled.evaluate((name) => values[name]);
}

describe('expressions', () => {
  const rows: [string, Json][] = [
    ['a * 2', 6],
    ['a * x', 7.5],
    ['x * 2', 5],
    ['a + 0.5', 3.5],
    ['a > 2.5', true],
    ['a == 3.0', true],
    ['a / 2', 1],
    ['yes ? s : "no"', 'abc'],
    ['s + string(a)', 'abc3'],
    ['size(l)', 3],
    ['l.exists(i, i == 2)', true],
    ['l[2].id', 'k'],
    ['m.inner.n + 1', 5],
    ['m.missing', null],
    ['m.missing.further', null],
    ['m["price"]', '12.50'],
    ['d == null', true],
    ['either(d, "else")', 'else'],
    ['either(a, 9)', 3],
    ['[a, a + 1]', [3, 4]],
    ['{"n": a, "s": s}', { n: 3, s: 'abc' }],
    ['money(m.price) * 3', '37.50'],
    ['money(m.price) + money(1) > money("13.49")', true],
    ['string(money("0.1") + money("0.2"))', '0.30'],
    ['plural(a, {"one": "# node", "other": "# nodes"}, "en")', '3 nodes'],
    ['plural(1, {"one": "# node", "other": "# nodes"}, "en")', '1 node'],
    ['plural(3, {"few": "قليل", "other": "غير"}, "ar")', 'قليل'],
    ['cel.bind(t, a + 1, t * t)', 16],
    ['9007199254740993', '9007199254740993'],
  ];
  for (const [source, value] of rows) {
    it(`${source} is ${JSON.stringify(value)}`, () => expect(run(source)).to.deep.equal(value));
  }

  it('fail in one way only, and say where', () => {
    for (const source of ['d > 1', '1 / (a - 3)', 'money(s)', 'int(s)', 'd ? 1 : 2', 'l[9]', 's in d', 'd + 1']) {
      expect(() => run(source), source).to.throw(ExpressionFailure, source);
    }
  });

  it('never go over long lists in nested loops', () => {
    expect(() => run('big.all(i, big.exists(j, j == i))')).to.throw(ExpressionFailure, /more than 200 items/);
    expect(run('big.all(i, i < 250)')).to.equal(true);
  });

  it('are refused when they could be slow or reach out', () => {
    const refused = [
      's.matches("a+")',
      'l.all(x, l.all(y, l.all(z, true)))',
      '(l + l).all(x, l.all(y, true))',
      'x'.repeat(2_001),
    ];
    for (const source of refused) expect(() => run(source), source.slice(0, 40)).to.throw(/^refused/);
    for (const source of ['process', 'globalThis', 'constructor', 'toString', 'this', '__proto__'])
      expect(() => run(source), source).to.throw();
  });

  it('give back what they are given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        expect(fromCel(toCel(json))).to.deep.equal(json);
      }),
      { numRuns: 500 },
    );
  });
});

describe('amounts of money', () => {
  it('are exact', () => {
    const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        const text = (amount: bigint): string => {
          const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
          return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        };
        const sum = Money.parse(text(one))?.plus(Money.parse(text(other)) ?? new Money(0n));
        expect(sum?.toString()).to.equal(text(one + other));
      }),
    );
  });

  it('are read only when they are amounts', () => {
    for (const text of ['', 'abc', '1,5', '1.0000000001', '1e5', '0x1', '--1'])
      expect(Money.parse(text), text).to.equal(null);
    expect(String(Money.parse('0.123456789'))).to.equal('0.123456789');
  });
});

describe('texts with places', () => {
  it('are split at their places', () => {
    expect(splitTemplate('a ${{ b }} c')).to.deep.equal([
      { text: 'a ' },
      { expression: ' b ', start: 5 },
      { text: ' c' },
    ]);
    expect(splitTemplate('${{ {"a": "}}"}.a }}')).to.deep.equal([{ expression: ' {"a": "}}"}.a ', start: 3 }]);
    expect(splitTemplate('$${{ not a place }}')).to.deep.equal([{ text: '${{ not a place }}' }]);
    expect(splitTemplate('${{ open')).to.deep.equal([{ unclosed: 0 }]);
    expect(splitTemplate('plain')).to.deep.equal([{ text: 'plain' }]);
  });

  it('leave ordinary values alone when they are made safe', () => {
    for (const value of ['my-vdc', 'a_b', '12.50', 'ada@example.org', 'https://x.org/a?b=1', '1. first']) {
      expect(escapeMarkdown(value)).to.equal(value);
    }
    expect(escapeMarkdown('# heading')).to.equal('\\# heading');
    expect(escapeMarkdown('a\n\n- b')).to.equal('a - b');
    expect(escapeMarkdown('_em_')).to.equal('\\_em\\_');
  });
});

describe('names for values', () => {
  it('hash as SHA-256 does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        (text) => sha256(text) === createHash('sha256').update(text).digest('hex'),
      ),
    );
  });

  it('are equal for equal values', () => {
    expect(fingerprint({ a: 1, b: [2, { c: null }] })).to.equal(fingerprint({ b: [2, { c: null }], a: 1 }));
    expect(fingerprint({ a: 1 })).to.not.equal(fingerprint({ a: '1' }));
    expect(canonical({ b: 1, a: 2 })).to.equal('{"a":2,"b":1}');
  });
});
