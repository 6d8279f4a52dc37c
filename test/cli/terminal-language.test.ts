import { expect } from 'chai';

import { terminalLanguage } from '#src/cli/terminal-language.ts';

describe('The language of a terminal', () => {
  it('is what its environment says', () => {
    expect(terminalLanguage({ LANG: 'fr_BE.UTF-8' })).to.equal('fr-BE');
    expect(terminalLanguage({ LANG: 'ar' })).to.equal('ar');
    expect(terminalLanguage({ LANG: 'de_DE@euro', LC_MESSAGES: 'fr_FR.UTF-8' })).to.equal('fr-FR');
    expect(terminalLanguage({ LANG: 'fr_FR.UTF-8', LC_ALL: 'C.UTF-8' })).to.equal(undefined);
    expect(terminalLanguage({ LANG: 'fr_FR.UTF-8', LC_ALL: '' })).to.equal('fr-FR');
  });

  it('is none where the environment names none', () => {
    for (const LANG of [undefined, '', 'C', 'POSIX', 'C.UTF-8', '../fr', 'français']) {
      expect(terminalLanguage({ LANG }), LANG).to.equal(undefined);
    }
  });
});
