import { expect } from 'chai';

import { nearest } from '#src/config/nearest.ts';

describe('the nearest name', () => {
  const known = ['start', 'worker', 'chat', 'token', 'help'];

  it('finds what was meant', () => {
    expect(nearest('strat', known)).to.equal('start');
    expect(nearest('Chats', known)).to.equal('chat');
    expect(nearest('workr', known)).to.equal('worker');
    expect(nearest('tokne', known)).to.equal('token');
  });

  it('does not guess when nothing is near', () => {
    expect(nearest('deployment', known)).to.equal(undefined);
    expect(nearest('', [])).to.equal(undefined);
  });
});
