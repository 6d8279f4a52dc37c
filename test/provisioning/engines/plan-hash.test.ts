import { expect } from 'chai';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';

import { canonicalJson } from '#src/provisioning/plan-hash.ts';

describe('canonical JSON', () => {
  it('is one text for one value, in whatever order its keys were written', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).to.equal('{"a":true,"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson({ a: 1, b: 2 })).to.equal(canonicalJson({ b: 2, a: 1 }));
  });

  it('says the same as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(plain))).to.deep.equal(plain);
      }),
    );
  });

  for (const [what, value] of [
    ['undefined', { a: undefined }],
    ['a Map', new Map([['a', 1]])],
    ['a Date', new Date()],
    ['half a surrogate pair', '\ud800'],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a BigInt', 1n],
  ] as const) {
    it(`refuses ${what} instead of dropping it`, () => expect(() => canonicalJson(value)).to.throw(TypeError));
  }
});
