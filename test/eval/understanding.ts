import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import type { Understanding, Understood } from '#src/conversation/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { understand } from '#src/understanding/index.ts';

import { openSituations } from '../understanding/situations.ts';

/**
 * `npm run eval:understanding`: labelled sentences through the offline matcher, the half it is tuned on and the half that
 * is only reported. Prints accuracy by language, what was taken for what, and how long it takes.
 */
const sentenceSchema = z.strictObject({
  text: z.string(),
  lang: z.enum(['en', 'fr', 'ar']).default('en'),
  in: z.string().default('home'),
  start: z.string().optional(),
  slots: z.record(z.string(), z.json()).optional(),
  set: z.record(z.string(), z.json()).optional(),
  edit: z.string().optional(),
  say: z.string().optional(),
  several: z.array(z.string()).optional(),
  want: z.string().optional(),
});
type Sentence = z.infer<typeof sentenceSchema>;

interface Result {
  sentence: Sentence;
  expected: string;
  got: string;
  slots: { right: number; all: number };
  milliseconds: number;
  wrongChange: boolean;
}

const loud = process.argv.includes('--verbose');
const scene = await openSituations();
const lasting = new Set(
  scene('home', '', 'en')
    .flows.filter((flow) => flow.lasting)
    .map(({ id }) => id),
);

const total: { half: string; lang: string; intent: number; slots: number; wrong: number }[] = [];
for (const half of ['tuning', 'held-out']) {
  const file = join(import.meta.dirname, `../understanding/sentences/${half}.yaml`);
  const sentences = z.array(sentenceSchema).parse(parse(readFileSync(file, 'utf8')));
  const results = sentences.map(evaluate);
  for (const lang of ['en', 'fr', 'ar']) {
    const own = results.filter((result) => result.sentence.lang === lang);
    if (own.length === 0) continue;
    const right = own.filter(({ expected, got }) => expected === got).length;
    const asked = own.filter(({ got }) => got === 'clarify').length;
    const slots = own.reduce(
      (sum, result) => ({ right: sum.right + result.slots.right, all: sum.all + result.slots.all }),
      { right: 0, all: 0 },
    );
    const wrong = own.filter(({ wrongChange }) => wrongChange).length;
    total.push({
      half,
      lang,
      intent: right / own.length,
      slots: slots.right / Math.max(1, slots.all),
      wrong: wrong / own.length,
    });
    console.log(
      `${half} ${lang}: ${own.length} sentences, intent ${percent(right, own.length)}, slots ${percent(slots.right, slots.all)} of ${slots.all}, ` +
        `wrong changing intent ${percent(wrong, own.length)}, asked back ${percent(asked, own.length)}`,
    );
  }
  const missed = results.filter(({ expected, got, slots }) => expected !== got || slots.right < slots.all);
  if (loud || half === 'held-out') printConfusions(results);
  if (loud)
    for (const { sentence, expected, got, slots } of missed)
      console.log(
        `  ✘ [${sentence.in}] ${sentence.text}\n      ${expected} → ${got}${slots.right < slots.all ? ` (slots ${slots.right}/${slots.all})` : ''}`,
      );
  const times = results.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  console.log(`${half}: p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms\n`);
}

function evaluate(sentence: Sentence): Result {
  const place = scene(sentence.in, sentence.text, sentence.lang);
  understand(place);
  const begin = performance.now();
  const understanding = understand(place);
  const milliseconds = performance.now() - begin;
  const expected = labelOf(sentence);
  const got = labelIn(understanding);
  const started = understanding.commands.filter((command) => command.type === 'start').map(({ flow }) => flow);
  const meant = sentence.several ?? (sentence.start === undefined ? [] : [sentence.start]);
  return {
    sentence,
    expected,
    got,
    slots: compare(sentence.slots ?? sentence.set ?? {}, slotsIn(understanding)),
    milliseconds,
    wrongChange: started.some((flow) => lasting.has(flow) && !meant.includes(flow)),
  };
}

function labelOf({ start, set, edit, say, several, want }: Sentence): string {
  if (several) return `start ${several.join(' + ')}`;
  if (start !== undefined) return `start ${start}`;
  if (set) return 'set';
  if (edit !== undefined) return `edit ${edit}`;
  return say === undefined ? (want ?? 'unknown') : `say ${say}`;
}

function labelIn({ commands }: Understanding): string {
  const starts = commands.filter((command) => command.type === 'start').map(({ flow }) => flow);
  if (starts.length > 0) return `start ${starts.join(' + ')}`;
  const [first] = commands;
  return first === undefined ? 'unknown' : nameOf(first);
}

function nameOf(command: Understood): string {
  switch (command.type) {
    case 'edit':
      return `edit ${command.slot}`;
    case 'chitchat':
      return `say ${command.about}`;
    case 'locale':
      return `locale:${command.locale}`;
    // A question without an answer in the documentation is one we cannot answer.
    case 'ask':
      return command.answer === undefined ? 'unknown' : 'ask';
    default:
      return command.type;
  }
}

function slotsIn({ commands }: Understanding): JsonObject {
  return Object.assign(
    {},
    ...commands.map((command) => (command.type === 'set' || command.type === 'start' ? command.slots : {})),
  );
}

/** Slots that are as expected, of all that were expected or read. */
function compare(expected: JsonObject, got: JsonObject): { right: number; all: number } {
  const names = new Set([...Object.keys(expected), ...Object.keys(got)]);
  const right = [...names].filter((name) => String(expected[name]) === String(got[name])).length;
  return { right, all: names.size };
}

function printConfusions(results: readonly Result[]): void {
  const pairs = new Map<string, number>();
  for (const { expected, got } of results)
    if (expected !== got) pairs.set(`${expected} → ${got}`, (pairs.get(`${expected} → ${got}`) ?? 0) + 1);
  for (const [pair, count] of [...pairs].sort(([, one], [, other]) => other - one)) console.log(`  ${count} × ${pair}`);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}
