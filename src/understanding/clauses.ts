import type { Scene } from '#src/conversation/index.ts';
import { intentIndex } from './intents.ts';
import { language } from './language.ts';
import { plainText } from './plain-words.ts';

/** Below this, a part of a sentence is no wish of its own. */
const OWN_WISH = 0.42;

/**
 * A sentence in the parts that are wishes of their own: "deploy a cluster and then install Grafana". An "and" only divides
 * where both sides ask for something different.
 */
export function splitClauses(text: string, scene: Scene): string[] {
  const { joiners } = language();
  const marks: { from: number; to: number; kind: 'strong' | 'weak' }[] = [];
  const typed = text.split(/(\s+)/);
  const offsets: number[] = [];
  const words: string[] = [];
  let at = 0;
  for (const part of typed) {
    if (/\S/.test(part)) {
      offsets.push(at);
      words.push(plainText(part).replace(/ .*/, ''));
    }
    at += part.length;
  }
  for (let index = 1; index < words.length - 1; index++) {
    const found = joiners.at(words, index);
    if (!found) continue;
    const from = offsets[index] ?? 0;
    const to = offsets[index + found.length] ?? text.length;
    marks.push({ from, to, kind: found.means.includes('strong') ? 'strong' : 'weak' });
    index += found.length - 1;
  }
  for (const match of text.matchAll(/[;.!]\s+(?=\S)/g))
    marks.push({ from: match.index, to: match.index + match[0].length, kind: 'weak' });
  marks.sort((one, other) => one.from - other.from);
  const index = intentIndex(scene.flows);
  const intentOf = (part: string): string | undefined => {
    const [best] = index.match(plainText(part).split(' '));
    return best && best.score >= OWN_WISH && best.intent.startsWith('flow:') ? best.intent : undefined;
  };
  const parts: string[] = [];
  let rest = text;
  let cut = 0;
  for (const { from, to } of marks) {
    const [left, right] = [rest.slice(0, from - cut), rest.slice(to - cut)];
    const [before, after] = [intentOf(left), intentOf(right)];
    if (before === undefined || after === undefined || before === after) continue;
    parts.push(left.replace(/[,\s]+$/, ''));
    rest = right;
    cut = to;
  }
  return [...parts, rest];
}
