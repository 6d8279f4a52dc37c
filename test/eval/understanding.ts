import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { prepareUnderstanding } from '#src/understanding/prepare-understanding.ts';

import { figuresOf, type Judgement, judge, labelledSlots, sentencesSchema } from '../understanding/judge-sentences.ts';
import { openSituations } from '../understanding/situations.ts';

/**
 * `npm run eval:understanding`: labelled sentences through the offline matcher, the half it is tuned on and the half that
 * is only reported. Prints accuracy by language, what was taken for what, and how long it takes; `--verbose` lists the
 * misses among those it is tuned on; of the others only the totals are ever printed.
 */
const loud = process.argv.includes('--verbose');
const scene = await openSituations();
prepareUnderstanding();

for (const half of ['tuning', 'held-out']) {
  const file = join(import.meta.dirname, `../understanding/sentences/${half}.yaml`);
  const sentences = sentencesSchema.parse(parse(readFileSync(file, 'utf8')));
  // The first sentence prepares the index.
  const labelled = labelledSlots(sentences);
  for (const sentence of sentences.slice(0, 1)) judge(sentence, scene, labelled);
  const judgements = sentences.map((sentence) => judge(sentence, scene, labelled));
  for (const lang of ['en', 'fr', 'ar']) {
    const own = judgements.filter(({ sentence }) => sentence.lang === lang);
    if (own.length === 0) continue;
    const { intent, slots, wrong, asked } = figuresOf(own);
    console.log(
      `${half} ${lang}: ${own.length} sentences, intent ${percent(intent)}, slots ${percent(slots)}, ` +
        `wrong changing intent ${percent(wrong)}, asked back ${percent(asked)}`,
    );
  }
  printConfusions(judgements);
  if (loud && half === 'tuning') printMisses(judgements);
  const times = judgements.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  console.log(`${half}: p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms\n`);
}

function printConfusions(judgements: readonly Judgement[]): void {
  const pairs = new Map<string, number>();
  for (const { expected, got } of judgements) {
    if (expected !== got) pairs.set(`${expected} → ${got}`, (pairs.get(`${expected} → ${got}`) ?? 0) + 1);
  }
  for (const [pair, count] of [...pairs].sort(([, one], [, other]) => other - one)) console.log(`  ${count} × ${pair}`);
}

function printMisses(judgements: readonly Judgement[]): void {
  for (const { sentence, expected, got, slots } of judgements) {
    if (expected === got && slots.right === slots.all) continue;
    const answers = slots.right < slots.all ? ` (answers ${slots.right} of ${slots.all})` : '';
    console.log(`  ✘ [${sentence.in}] ${sentence.text}\n      ${expected} → ${got}${answers}`);
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}
