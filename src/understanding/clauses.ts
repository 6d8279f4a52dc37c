import type { Scene } from '#src/conversation/index.ts';
import { matchIntents } from './intents.ts';
import { language } from './language.ts';
import { maskValues } from './mask-values.ts';
import { plainText, wordsOf } from './plain-words.ts';

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
  const intentOf = (part: string, kind: keyof typeof OWN_WISH): string | undefined => {
    const { matches } = matchIntents(maskValues(plainText(part).split(' '), scene.things), scene.flows);
    const [best] = matches;
    return best && best.score >= OWN_WISH[kind] && best.intent.startsWith('flow:') ? best.intent : undefined;
  };
  const parts: string[] = [];
  let rest = text;
  let cut = 0;
  for (const { from, to, kind } of marks) {
    const [left, right] = [rest.slice(0, from - cut), rest.slice(to - cut)];
    // "Between 2 and 5 workers" is one wish.
    if (/^\s*\d/.test(right) || /\d\s*$/.test(left)) continue;
    const [before, after] = [intentOf(left, kind), intentOf(right, kind)];
    if (before === undefined || after === undefined || before === after) continue;
    parts.push(left.replace(/[,\s]+$/, ''));
    rest = right;
    cut = to;
  }
  return [...parts, rest];
}
