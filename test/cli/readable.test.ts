import { expect } from 'chai';

import { readable } from '#src/cli/readable.ts';

describe('what a terminal is given to show', () => {
  it('holds no orders to the terminal, and nothing that reorders it', () => {
    for (const [wild, tame] of [
      ['\u001b[2J\u001b[1;31mpod\u001b[0m crashed', 'pod crashed'],
      ['\u001b]52;c;cm0gLXJmIC8=\u0007copied', 'copied'],
      ['\u001b]0;title\u001b\\told', 'told'],
      ['\u009b31mC1', 'C1'],
      ['over\rwritten\b\b', 'overwritten'],
      ['\u001b', ''],
      ['a\u202egpj.exe', 'agpj.exe'],
      ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
      ['مرحبا 👩‍👩‍👧 é', 'مرحبا 👩‍👩‍👧 é'],
    ] as const) {
      expect(readable(wild), JSON.stringify(wild)).to.equal(tame);
    }
  });

  it('at any depth, but not in what goes back as an answer', () => {
    const choices = [{ value: 'a\u001b[0m', label: 'A\u001b[0m' }];
    expect(readable({ prompt: { question: { choices, default: ['\u0007'] } } })).to.deep.equal({
      prompt: { question: { choices: [{ value: 'a\u001b[0m', label: 'A' }], default: ['\u0007'] } },
    });
    expect(
      readable({ fields: [{ label: 'Image', value: 'nginx\u0007' }], rows: [['\u001b[Acell', 3, null]] }),
    ).to.deep.equal({ fields: [{ label: 'Image', value: 'nginx' }], rows: [['cell', 3, null]] });
  });

  it('in no time, however it is made', () => {
    const begin = performance.now();
    readable(`${'\u001b]'.repeat(30_000)}${'\u001b['.repeat(30_000)}`);
    expect(performance.now() - begin).to.be.below(5_000);
  });
});
