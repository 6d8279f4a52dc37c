import { expect } from 'chai';

import { wrapText } from '#src/cli/wrap-text.ts';

describe('text at a terminal', () => {
  it('breaks between words', () => {
    expect(wrapText('one two three four', 9).split('\n')).to.deep.equal(['one two', 'three', 'four']);
    expect(wrapText('fits', 9)).to.equal('fits');
    expect(wrapText('a\n\nbb cc', 4)).to.equal('a\n\nbb\ncc');
  });

  it('goes on below what it belongs to, where there is room', () => {
    const row = '  Good to know  This grid is simulated, and nothing is charged.';
    expect(wrapText(row, 44).split('\n')).to.deep.equal([
      '  Good to know  This grid is simulated, and',
      '                nothing is charged.',
    ]);
    expect(wrapText(row, 30).split('\n')[1]).to.equal('  simulated, and nothing is');
    expect(wrapText('- one two three four five six seven', 28)).to.equal('- one two three four five\n  six seven');
    expect(wrapText('1. one two three four five six seven', 28)).to.equal('1. one two three four five\n   six seven');
  });

  it('counts columns, not bytes: colours take none, wide characters two', () => {
    expect(wrapText('\u001b[31mone two\u001b[39m three', 8)).to.equal('\u001b[31mone two\u001b[39m\nthree');
    expect(wrapText('日本 日本', 8)).to.equal('日本\n日本');
  });

  it('keeps whole what people copy', () => {
    const command = "  curl -X POST -o shop.yaml 'http://127.0.0.1:3000/once/abcdefgh'";
    const fence = '```\nkubectl get pods --all-namespaces\n```';
    for (const text of [command, fence, 'x'.repeat(50)]) expect(wrapText(text, 20)).to.equal(text);
  });
});
