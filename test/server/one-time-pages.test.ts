import { expect } from 'chai';

import { oneTimePages } from '#src/server/one-time-pages.ts';

/** Markup aside. */
const text = (page: string): string => page.replace(/<[^>]+>/g, ' ');

describe('The pages behind one-time links', () => {
  it('speak the first language of the browser that they know', () => {
    expect(oneTimePages('fr-CA,fr;q=0.9,en;q=0.8').gone)
      .to.contain('<html lang="fr" dir="ltr">')
      .and.contain('Ce lien a déjà servi');
    expect(oneTimePages('sv, ar;q=0.7, en;q=0.3').secret).to.contain('<html lang="ar" dir="rtl">');
    for (const other of [undefined, '', '*', 'constructor', 'sv,nb']) {
      expect(oneTimePages(other).taken).to.contain('<html lang="en" dir="ltr">').and.contain('Thank you');
    }
  });

  it('say nothing in English where another language is asked for', () => {
    for (const language of ['ar', 'fr']) {
      const { secret, taken, gone, download } = oneTimePages(language);
      const english = oneTimePages('en');
      for (const [own, theirs] of [
        [secret, english.secret],
        [taken, english.taken],
        [gone, english.gone],
        [download('a.yaml'), english.download('a.yaml')],
      ] as const) {
        const lines = text(theirs)
          .split(/\s{2,}/)
          .filter((line) => line.length > 6 && !['3Bot', 'Secret', 'a.yaml'].includes(line));
        expect(lines.filter((line) => text(own).includes(line))).to.deep.equal([]);
        for (const mark of ['name="secret"', 'method="post"', '/page.css']) {
          expect(own.includes(mark), mark).to.equal(theirs.includes(mark));
        }
      }
    }
  });

  it('let no name of a file into the page as markup', () => {
    expect(oneTimePages('fr').download('<b>.yaml')).to.contain('>_b_.yaml<');
  });
});
