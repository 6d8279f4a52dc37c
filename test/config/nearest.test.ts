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

  it('takes the one that begins alike where two are as near', () => {
    expect(nearest('sped', ['seed', 'speed'])).to.equal('speed');
    expect(nearest('sped', ['speed', 'seed'])).to.equal('speed');
  });

  it('does not guess when nothing is near', () => {
    expect(nearest('deployment', known)).to.equal(undefined);
    expect(nearest('', [])).to.equal(undefined);
  });
});
