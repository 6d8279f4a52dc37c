import type { Scene } from '#src/conversation/index.ts';
import { intentIndex, matchIntents } from './intents.ts';
import { language } from './language.ts';
import { maskValues } from './mask-values.ts';
import { withoutFillers } from './open-answer.ts';
import { plainText, wordsOf } from './plain-words.ts';
import { readSlots } from './read-slots.ts';
import { Sentence } from './sentence.ts';

/** Below this, a part of a sentence is no wish of its own: after "and then", and after a mere "and", which joins much else. */
const OWN_WISH = { strong: 0.55, weak: 0.75 };

/**
 * A sentence in the parts that are wishes of their own: "deploy a cluster and then install Grafana". An "and" only divides
 * where both sides ask for something different.
 */
export function splitClauses(text: string, scene: Scene): string[] {
  const { joiners } = language();
  const marks: { from: number; to: number; kind: 'strong' | 'weak' }[] = [];
  const found = wordsOf(text);
  const words = found.map(({ plain }) => plain);
  const offsets = found.map(({ from }) => from);
  for (let index = 1; index < words.length - 1; index++) {
    const joiner = joiners.at(words, index);
    if (!joiner) continue;
    const from = offsets[index] ?? 0;
    const to = offsets[index + joiner.length] ?? text.length;
    marks.push({ from, to, kind: joiner.means.includes('strong') ? 'strong' : 'weak' });
    index += joiner.length - 1;
  }
  for (const match of text.matchAll(/[;.!]\s+(?=\S)/g))
    marks.push({ from: match.index, to: match.index + match[0].length, kind: 'weak' });
  marks.sort((one, other) => one.from - other.from);
  const { stopwords, pronouns } = language();
  const intentOf = (part: string, kind: keyof typeof OWN_WISH): string | undefined => {
    const said = plainText(part).split(' ');
    // "All of it." adds nothing to what was wished before.
    const telling = said.filter((word) => !stopwords.has(word) && !pronouns.has(word));
    if (telling.length < 2 && intentIndex(scene.flows).conceptsIn(telling).size === 0) return undefined;
    const [best] = matchIntents(maskValues(said, scene.things), scene.flows).matches;
    return best && best.score >= OWN_WISH[kind] && best.intent.startsWith('flow:') ? best.intent : undefined;
  };
  const parts: string[] = [];
  let rest = text;
  let cut = 0;
  for (const { from, to, kind } of marks) {
    const [left, right] = [rest.slice(0, from - cut), rest.slice(to - cut)];
    // "Between 2 and 5 workers" is one wish; "web1" is no number.
    if (/^\s*\d/.test(right) || /(?:^|\s)\d+\s*$/.test(left)) continue;
    const [before, after] = [intentOf(left, kind), intentOf(right, kind)];
    if (before === undefined || after === undefined || before === after) continue;
    if (isAnswerOf(before, right, scene)) continue;
    parts.push(left.replace(/[,\s]+$/, ''));
    rest = right;
    cut = to;
  }
  return [...parts, rest];
}

/** "Deploy a cluster, and it needs a public address": what follows is an answer of the flow that was wished before. */
function isAnswerOf(intent: string, text: string, { flows, surroundings, things }: Scene): boolean {
  const flow = flows.find(({ id }) => intent === `flow:${id}`);
  if (!flow) return false;
  const sentence = new Sentence(text, language());
  const { slots } = readSlots(sentence, { flow, surroundings, things });
  const isNew = Object.keys(slots).some((slot) => !things.some(({ kind }) => kind === slot));
  const { stopwords, pronouns } = language();
  const left = withoutFillers(sentence.rest).filter((word) => !stopwords.has(word) && !pronouns.has(word));
  return isNew && left.length <= 1;
}
