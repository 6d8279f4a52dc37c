import { expect } from 'chai';

import { flowCommand } from './command.ts';

describe('flow actions', function () {
  this.timeout(30_000);

  it('lists the actions, those with a word, and what one takes and gives', async () => {
    const all = await flowCommand(['actions']);
    expect(all.out)
      .to.match(/^vdc\.deploy +changes +\S/m)
      .and.match(/^catalog\.farms +reads +\S/m);
    const some = await flowCommand(['actions', 'vdc.d']);
    expect(some.out).to.include('vdc.delete').and.not.include('catalog.farms');
    const one = await flowCommand(['actions', 'vdc.deploy']);
    expect(one.out)
      .to.match(/^vdc\.deploy: /)
      .and.include('changes something');
    expect(one.out)
      .to.match(/with:\n {2}plan +string\n/)
      .and.match(/gives:\n[^]*^ {2}id +string/m);
  });

  it('shows what each one of a list has', async () => {
    const { out } = await flowCommand(['actions', 'vdc.list']);
    expect(out).to.match(/^ {2}items +array\n {4}each with:\n {6}id +string\n/m);
  });

  it('says what was probably meant', async () => {
    const { code, error } = await flowCommand(['actions', 'vdc.deplyo']);
    expect(code).to.equal(2);
    expect(error).to.include('There is no action "vdc.deplyo"; did you mean `vdc.deploy`?');
  });
});
