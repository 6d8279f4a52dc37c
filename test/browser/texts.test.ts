import { expect } from 'chai';

import { ar } from '../../web-widget/src/texts/ar.ts';
import { en } from '../../web-widget/src/texts/en.ts';
import { addLanguage, language, type TextKey, type Texts } from '../../web-widget/src/texts/texts.ts';

const forms = (text: Texts[TextKey]): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const values = (text: string): string[] => [...text.matchAll(/\{\w+\}/gu)].map(([place]) => place).sort();

describe('The sentences of the widget', () => {
  before(() => addLanguage('ar', ar));

  it('are complete in Arabic, with the same values', () => {
    expect(Object.keys(ar)).to.have.members(Object.keys(en));
    for (const key of Object.keys(en) as TextKey[]) {
      for (const form of forms(ar[key])) {
        expect(form.trim(), key).to.not.equal('');
        // A form for one or two may say its number in words.
        expect([...values(form), '{count}'], key).to.include.members(values(forms(en[key]).at(-1) ?? ''));
      }
      if (typeof en[key] !== 'string') expect(typeof ar[key], key).to.equal('object');
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
