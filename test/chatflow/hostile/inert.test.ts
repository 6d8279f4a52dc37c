import { expect } from 'chai';
import { matchesPattern } from '#src/chatflow/read-field.ts';
import { renderEntry } from '#src/cli/chat-render.ts';

import { type Block, parseMarkdown } from '#src/protocol/markdown.ts';
import { plainText } from '../../../web-widget/src/markdown/plain.ts';
import { Talk } from '../stand.ts';
import { steps } from './hostile-case.ts';

/** What a file may say, because it is shown as it stands wherever it comes out. */
const inert = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<svg/onload=alert(1)>',
  '</textarea><script>alert(1)</script>',
  '&lt;b&gt; &#60;script&#62; &amp;',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  "'; DROP TABLE flows; --",
  '$(rm -rf /) `reboot`',
  '{{constructor.constructor("return process")()}}',
  '#{7+7} <%= 7+7 %> ${7+7}',
  '%00 %0d%0aSet-Cookie: a=b',
  '../../../../etc/passwd',
];

/** Everything of a markdown tree that is not plain text. */
function marksIn(blocks: readonly Block[]): string[] {
  return [...JSON.stringify(blocks).matchAll(/"type":"(\w+)"/g)].map((found) => found[1] ?? '');
}

describe('what hostile flow files may say', () => {
  for (const text of inert) {
    it(`shows ${text} as it stands`, () => {
      const talk = new Talk(steps(`- say: ${JSON.stringify(text)}`));
      const [said = ''] = talk.said;
      expect(said).to.equal(text);
      // The page has no HTML in its markdown: what looks like a tag is a text, and no link leads anywhere.
      const strange = marksIn(parseMarkdown(said)).filter((mark) => !['paragraph', 'text', 'code'].includes(mark));
      expect(strange).to.deep.equal([]);
      const terminal = renderEntry({ id: '1.0', by: 'wizard', type: 'say', text: said }, 'https://wizard.example');
      expect(terminal).to.not.match(/[\u0000-\u0008\u000e-\u001a]/);
    });

    it(`shows ${text} as it stands, when a person typed it`, () => {
      const talk = new Talk(steps('- { ask: name, type: text }', '- say: "You wrote: ${{ name }}"')).answer(text);
      const blocks = parseMarkdown(talk.said[0] ?? '');
      expect(marksIn(blocks).filter((mark) => mark !== 'paragraph' && mark !== 'text')).to.deep.equal([]);
      expect(plainText(talk.said[0] ?? '')).to.equal(`You wrote: ${text}`);
    });
  }
});

describe('a pattern that computes much', () => {
  it('is not matched against a text that is too long for it', () => {
    const begun = process.threadCpuUsage();
    expect(matchesPattern('(?:a?){1000}', 'a'.repeat(900))).to.equal(true);
    expect(matchesPattern('(?:a?){1000}', 'a'.repeat(4_000))).to.equal(false);
    expect(matchesPattern('[a-z]+', 'a'.repeat(4_000))).to.equal(true);
    const { user, system } = process.threadCpuUsage(begun);
    expect((user + system) / 1_000, 'milliseconds').to.be.below(250);
  });
});
