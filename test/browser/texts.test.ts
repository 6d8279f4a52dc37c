import { expect } from 'chai';

import { ar } from '../../web-widget/src/texts/ar.ts';
import { en } from '../../web-widget/src/texts/en.ts';
import { fr } from '../../web-widget/src/texts/fr.ts';
import { addLanguage, language, type TextKey, type Texts } from '../../web-widget/src/texts/texts.ts';

const forms = (text: Texts[TextKey]): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const values = (text: string): string[] => [...text.matchAll(/\{\w+\}/gu)].map(([place]) => place).sort();

describe('The sentences of the widget', () => {
  before(() => addLanguage('ar', ar));

  for (const [name, table] of Object.entries({ Arabic: ar, French: fr })) {
    it(`are complete in ${name}, with the same values`, () => {
      expect(Object.keys(table)).to.have.members(Object.keys(en));
      for (const key of Object.keys(en) as TextKey[]) {
        for (const form of forms(table[key])) {
          expect(form.trim(), key).to.not.equal('');
          // A form for one or two may say its number in words.
          expect([...values(form), '{count}'], key).to.include.members(values(forms(en[key]).at(-1) ?? ''));
        }
        if (typeof en[key] !== 'string') expect(typeof table[key], key).to.equal('object');
      }
    });
  }

  it('are set as French is', () => {
    for (const form of Object.values(fr).flatMap(forms)) {
      expect(form).to.not.match(/['"]| [;:!?»]|« /u);
      expect(form).to.not.match(/[^\u202f\s][;!?](?=\s|$)/u);
    }
  });

  it('count as each language does', () => {
    const { t, dir } = language('ar-EG');
    expect(dir).to.equal('rtl');
    expect([0, 1, 2, 3, 11, 100].map((count) => t('search.found', { count }))).to.deep.equal([
      'لا نتائج',
      'نتيجة واحدة',
      'نتيجتان',
      '3 نتائج',
      '11 نتيجة',
      '100 نتيجة',
    ]);
    expect(language('en').t('search.found', { count: 1 })).to.equal('1 match');
  });

  it('are English where a language is not spoken yet, in the direction of that language', () => {
    const { t, dir, tag } = language('he');
    expect([t('prompt.send'), dir, tag]).to.deep.equal(['Send', 'rtl', 'he']);
  });
});
