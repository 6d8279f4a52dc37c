import { expect } from 'chai';

import { sentJson } from '#src/protocol/sent-json.ts';

describe('JSON that a client sent', () => {
  const fits = (value: unknown): boolean => sentJson.safeParse(value).success;

  it('is taken as it is', () => {
    const value = { list: [1, -2.5, 'text', true, null, { deep: [[]] }], text: '' };
    expect(sentJson.parse(value)).to.equal(value);
    for (const plain of [null, 0, '', false, [], {}]) expect(fits(plain)).to.equal(true);
  });

  it('is nothing but JSON', () => {
    for (const other of [undefined, Number.NaN, 1n, new Date(), Buffer.from('x'), new Map(), () => 1, [undefined]]) {
      expect(fits(other), String(other)).to.equal(false);
    }
  });

  it('is refused when it is deep or has many values, at once', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(fits(nested(30))).to.equal(true);
    for (const much of [nested(34), nested(1_000_000), Array.from({ length: 6_000 }, () => 0)]) {
      expect(fits(much)).to.equal(false);
    }
  });
});
