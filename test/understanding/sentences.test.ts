import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';
import { parse } from 'yaml';

import { figuresOf, judge, labelledSlots, sentencesSchema } from './judge-sentences.ts';
import { openSituations } from './situations.ts';

/** What the matcher is held to on the half it is tuned on; the other half is only reported (`npm run eval:understanding`). */
const aims: Readonly<Record<string, { intent: number; slots: number; wrong: number }>> = {
  en: { intent: 0.92, slots: 0.9, wrong: 0.015 },
  fr: { intent: 0.85, slots: 0.85, wrong: 0.015 },
  ar: { intent: 0.85, slots: 0.85, wrong: 0.015 },
};

describe('labelled sentences', function () {
  this.timeout(60_000);

  for (const [lang, aim] of Object.entries(aims)) {
    it(`are understood in ${lang}`, async () => {
      const scene = await openSituations();
      const file = join(import.meta.dirname, 'sentences/tuning.yaml');
      const sentences = sentencesSchema.parse(parse(readFileSync(file, 'utf8')));
      const { intent, slots, wrong } = figuresOf(
        sentences
          .filter((one) => one.lang === lang)
          .map((sentence) => judge(sentence, scene, labelledSlots(sentences))),
      );
      expect(intent).to.be.at.least(aim.intent);
      expect(slots).to.be.at.least(aim.slots);
      expect(wrong).to.be.at.most(aim.wrong);
    });
  }
});
