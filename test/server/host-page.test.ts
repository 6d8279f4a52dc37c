import { readFile } from 'node:fs/promises';

import { expect } from 'chai';

import { hostPage } from '#src/server/host-page.ts';

describe("the wizard's own page", () => {
  let english: string;

  before(async () => {
    english = await readFile(new URL('../../web-widget/page/index.html', import.meta.url), 'utf8');
  });

  it('speaks the language that the browser asks for, and so the chat in it does', () => {
    expect(hostPage(english, undefined)).to.equal(english);
    expect(hostPage(english, 'en-GB,ar;q=0.5')).to.equal(english);
    expect(hostPage(english, 'sv,ar;q=0.8')).to.contain('<html lang="ar" dir="rtl">');
    expect(hostPage(english, 'fr-CA')).to.contain('<html lang="fr" dir="ltr">');
  });

  it('says nothing in English then, but its name', () => {
    const words = (page: string): string[] =>
      [...page.replace(/<code[^]*?<\/code>/g, ' ').matchAll(/content="([A-Z][^"]+)"|>([^<]*[a-z][^<]*)</g)]
        .map(([, content, text]) => (content ?? text ?? '').trim())
        .filter((text) => text !== '3Bot Chat Wizard');
    const said = words(english);
    expect(said).to.have.length.of.at.least(3);
    for (const language of ['ar', 'fr']) {
      expect(
        words(hostPage(english, language)).filter((text) => said.includes(text)),
        language,
      ).to.deep.equal([]);
    }
  });
});
