import { expect } from 'chai';

import { judge, remediesOf } from '#src/cluster/diagnosis/index.ts';
import { findingSentences } from '#src/provisioning/texts/findings/fr.ts';
import { remedySentences } from '#src/provisioning/texts/remedies/fr.ts';
import { saidIn } from '#src/provisioning/texts/texts.ts';

import { broken } from './broken-clusters.ts';
import { snapshotOf } from './fixtures.ts';

/** Words of ours; what a cluster says, and names, stay as they are. */
const ENGLISH = /\b(the|its|which|does not|cannot|because|there is|asks for|anew|with|times so far|of)\b/i;

/** What is ours of a sentence: names in quotes are not, nor is what stands behind its last colon, where a cluster may speak. */
const ours = (french: string): string =>
  french
    .replace(/«[^»]*»/g, '')
    .split('\u00a0:')
    .slice(0, -1)
    .join(' ') || french.replace(/«[^»]*»/g, '').replace(/\u00a0:.*/s, '');

describe('Findings in French', () => {
  it('are said in French, with every name and number in them', () => {
    for (const { name, objects, log } of broken) {
      const [finding] = judge(snapshotOf(objects(), log)).findings;
      const english = finding?.summary ?? '';
      const french = saidIn('fr', english);
      expect(french, name).not.to.equal(english);
      expect(french, name).not.to.match(/\{\w+\}/);
      for (const [, quoted = ''] of english.matchAll(/"([^"]+)"/g)) expect(french, english).to.contain(quoted);
      for (const [number] of english.matchAll(/(?<![\w.-])\d+(?![\w.-])/g)) expect(french, english).to.contain(number);
      expect(ours(french), english).not.to.match(ENGLISH);
    }
  });

  it('have ways to mend that are said in French: what they do, what it risks, how to go back, what they ask', () => {
    const missing = new Set<string>();
    for (const { objects, log } of broken) {
      const snapshot = snapshotOf(objects(), log);
      for (const finding of judge(snapshot).findings) {
        for (const { title, warning, undo, question } of remediesOf(finding, snapshot)) {
          for (const english of [title, warning, undo, ...(question ? [question.text] : [])]) {
            const french = saidIn('fr', english);
            if (french === english || ENGLISH.test(french.replace(/«[^»]*»/g, '')))
              missing.add(`${english} → ${french}`);
          }
        }
      }
    }
    expect([...missing]).to.deep.equal([]);
  });

  it('have the same places in both languages', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => place).toSorted();
    for (const [english, french] of [...findingSentences, ...remedySentences]) {
      expect(places(french), english).to.deep.equal(places(english));
    }
  });
});
