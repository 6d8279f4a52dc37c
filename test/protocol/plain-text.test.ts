import { expect } from 'chai';

import { plainText } from '#src/protocol/index.ts';

describe('plain text', () => {
  it('has no marks, and what was meant literally', () => {
    expect(plainText('Shall we **build** `a-bridge`?')).to.equal('Shall we build a-bridge?');
    expect(plainText('2 \\* 3, \\*\\*not bold\\*\\*')).to.equal('2 * 3, **not bold**');
  });
});
