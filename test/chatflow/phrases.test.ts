import { expect } from 'chai';

import { ar } from '#src/chatflow/phrases/ar.ts';
import { en } from '#src/chatflow/phrases/en.ts';
import { fr } from '#src/chatflow/phrases/fr.ts';
import { languageOf, languages, type PhraseTable, phrase } from '#src/chatflow/phrases/index.ts';

const tables: { [language: string]: PhraseTable } = { en, ar, fr };
const values = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe('The sentences of the wizard', () => {
  it('are tried in every language there is', () => {
    expect(Object.keys(tables)).to.have.members([...languages]);
  });

  for (const [language, table] of Object.entries(tables)) {
    it(`are complete in ${language}, with the same values in each`, () => {
      expect(Object.keys(table)).to.have.members(Object.keys(en));
      for (const key of Object.keys(en) as (keyof typeof en)[]) {
        expect(table[key].trim(), key).to.not.equal('');
        expect(values(table[key]), key).to.deep.equal(values(en[key]));
      }
    });

    it(`know words that each mean one thing in ${language}`, () => {
      const lists = Object.entries(table).filter(([key]) => key.startsWith('turn.words.'));
      const words = lists.flatMap(([, list]) => list.split('|'));
      expect(words.every((word) => word === word.trim().toLowerCase() && word !== '' && word.length <= 40)).to.equal(
        true,
      );
      expect(words).to.have.length(new Set(words).size);
    });

    it(`name in ${language} the words that are said to be understood`, () => {
      const commands = {
        'turn.nothing-asked': 'menu',
        'turn.confirm.type': 'cancel',
        'flow.locked.undo': 'cancel',
      } as const;
      for (const [key, command] of Object.entries(commands) as [keyof typeof commands, 'menu' | 'cancel'][]) {
        const said = /\*\*([^*{]+)\*\*/.exec(table[key].replace('**{word}**', ''))?.[1] ?? '';
        expect(table[`turn.words.${command}`].split('|'), key).to.include(said);
      }
    });
  }

  it('fall back to the main language, then to English', () => {
    expect(languageOf('ar-EG')).to.equal('ar');
    expect(languageOf('xx')).to.equal('en');
    expect(phrase('ar', 'yes')).to.equal('نعم');
    expect(phrase('ar', 'turn.said.edit', { slot: 'الاسم' })).to.equal('تغيير: الاسم');
  });
});
