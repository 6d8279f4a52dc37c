import { expect } from 'chai';

import { judge, remediesOf } from '#src/cluster/diagnosis/index.ts';
import { findingSentences as arabicFindings } from '#src/provisioning/texts/findings/ar.ts';
import { findingSentences as frenchFindings } from '#src/provisioning/texts/findings/fr.ts';
import { remedySentences as arabicRemedies } from '#src/provisioning/texts/remedies/ar.ts';
import { remedySentences as frenchRemedies } from '#src/provisioning/texts/remedies/fr.ts';
import { saidIn } from '#src/provisioning/texts/texts.ts';

import { broken } from './broken-clusters.ts';
import { snapshotOf } from './fixtures.ts';

interface Language {
  name: string;
  locale: 'ar' | 'fr';
  sentences: readonly (readonly [english: string, said: string])[];
  /** Whether a sentence is said in it at all. */
  says(english: string): boolean;
  /** English words of ours; what a cluster says, and names, stay as they are. */
  english: RegExp;
  /** What is ours of a finding: behind its last colon a cluster may speak. */
  ours(said: string): string;
}

const languages: readonly Language[] = [
  {
    name: 'French',
    locale: 'fr',
    sentences: [...frenchFindings, ...frenchRemedies],
    says: (english) => saidIn('fr', english) !== english,
    english: /\b(the|its|which|does not|cannot|because|there is|asks for|anew|with|times so far|of)\b/i,
    ours: (said) => said.split('\u00a0:').slice(0, -1).join(' ') || said,
  },
  {
    name: 'Arabic',
    locale: 'ar',
    sentences: [...arabicFindings, ...arabicRemedies],
    says: (english) => /[\u0600-\u06FF]{3,}/.test(saidIn('ar', english)),
    english:
      /\b(the|its|which|does not|cannot|because|there is|asks for|anew|with|times so far|of|container|service)\b/i,
    ours: (said) => said.split(':')[0] ?? '',
  },
];

/** Names stand in quotes. */
const withoutNames = (said: string): string => said.replace(/«[^»]*»/g, '');

for (const { name, locale, sentences, says, english: ENGLISH, ours } of languages) {
  describe(`Findings in ${name}`, () => {
    it('are said in it, with every name and number in them', () => {
      for (const { name: cluster, objects, log } of broken) {
        const [finding] = judge(snapshotOf(objects(), log)).findings;
        const english = finding?.summary ?? '';
        const said = saidIn(locale, english);
        expect(says(english), `${cluster}: ${english}`).to.equal(true);
        expect(said, cluster).not.to.match(/\{\w+\}/);
        for (const [, quoted = ''] of english.matchAll(/"([^"]+)"/g)) expect(said, english).to.contain(quoted);
        for (const [number] of english.matchAll(/(?<![\w.-])\d+(?![\w.-])/g)) expect(said, english).to.contain(number);
        expect(ours(withoutNames(said)), english).not.to.match(ENGLISH);
      }
    });

    it('have ways to mend that are said in it: what they do, what it risks, how to go back, what they ask', () => {
      const missing = new Set<string>();
      for (const { objects, log } of broken) {
        const snapshot = snapshotOf(objects(), log);
        for (const finding of judge(snapshot).findings) {
          for (const { title, warning, undo, question } of remediesOf(finding, snapshot)) {
            for (const english of [title, warning, undo, ...(question ? [question.text] : [])]) {
              const said = saidIn(locale, english);
              if (!says(english) || ENGLISH.test(withoutNames(said))) missing.add(`${english} → ${said}`);
            }
          }
        }
      }
      expect([...missing]).to.deep.equal([]);
    });

    it('have the same places in both languages', () => {
      const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => place).toSorted();
      for (const [english, said] of sentences) expect(places(said), english).to.deep.equal(places(english));
    });

    it('have each sentence once', () => {
      const all = sentences.map(([english]) => english);
      expect(all.filter((one, index) => all.indexOf(one) !== index)).to.deep.equal([]);
    });
  });
}
