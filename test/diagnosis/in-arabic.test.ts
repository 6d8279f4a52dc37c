import { expect } from 'chai';

import { judge, remediesOf } from '#src/cluster/diagnosis/index.ts';
import { findingSentences } from '#src/provisioning/texts/findings/ar.ts';
import { remedySentences } from '#src/provisioning/texts/remedies/ar.ts';
import { saidIn } from '#src/provisioning/texts/texts.ts';

import { broken } from './broken-clusters.ts';
import { snapshotOf } from './fixtures.ts';

/** Words of ours; what a cluster says, and names, stay as they are. */
const ENGLISH = /\b(the|its|which|does not|cannot|because|there is|container|service|times so far)\b/i;

describe('Findings in Arabic', () => {
  it('are said in Arabic, with every name and number in them', () => {
    for (const { name, objects, log } of broken) {
      const [finding] = judge(snapshotOf(objects(), log)).findings;
      const english = finding?.summary ?? '';
      const arabic = saidIn('ar', english);
      expect(arabic, `${name}: ${english}`).to.match(/[\u0600-\u06FF]{3,}/);
      expect(arabic, name).not.to.match(/\{\w+\}/);
      for (const [, quoted = ''] of english.matchAll(/"([^"]+)"/g)) expect(arabic, english).to.contain(quoted);
      for (const [number] of english.matchAll(/(?<![\w.-])\d+(?![\w.-])/g)) expect(arabic, english).to.contain(number);
      // After the last colon it may be the cluster that speaks.
      const [ours = ''] = arabic.split(':');
      expect(ours.replace(/«[^»]*»/g, ''), english).not.to.match(ENGLISH);
    }
  });

  it('have ways to mend that are said in Arabic: what they do, what it risks, how to go back, what they ask', () => {
    const missing = new Set<string>();
    for (const { objects, log } of broken) {
      const snapshot = snapshotOf(objects(), log);
      for (const finding of judge(snapshot).findings) {
        for (const { title, warning, undo, question } of remediesOf(finding, snapshot)) {
          for (const english of [title, warning, undo, ...(question ? [question.text] : [])]) {
            const arabic = saidIn('ar', english);
            if (!/[\u0600-\u06FF]{3,}/.test(arabic) || ENGLISH.test(arabic)) missing.add(`${english} → ${arabic}`);
          }
        }
      }
    }
    expect([...missing]).to.deep.equal([]);
  });

  it('have the same places in both languages', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => place).toSorted();
    for (const [english, arabic] of [...findingSentences, ...remedySentences])
      expect(places(arabic), english).to.deep.equal(places(english));
  });

  it('have each sentence once', () => {
    const all = [...findingSentences, ...remedySentences].map(([english]) => english);
    expect(all.filter((one, index) => all.indexOf(one) !== index)).to.deep.equal([]);
  });
});
