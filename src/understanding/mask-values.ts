import type { Thing } from '#src/conversation/index.ts';

import { language } from './language.ts';

/** The words of a sentence without names and numbers, which say nothing about what is wanted; a thing stands as what it is. */
export function maskValues(all: readonly string[], things: readonly Thing[]): string[] {
  const { naming } = language();
  const words: string[] = [];
  for (let index = 0; index < all.length; index++) {
    const word = all[index] ?? '';
    const cue = naming.at(all, index);
    if (cue && index > 0 && index + cue.length < all.length && word !== 'name') {
      index += cue.length;
      continue;
    }
    const thing = things.find(({ name }) => name === word);
    if (thing) words.push(thing.kind);
    else if (/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(word)) words.push('domain');
    else if (/^[a-z0-9._-]+(?::\d+)?(?:\/[a-z0-9._-]+)*:[a-z0-9._-]+$|^[a-z0-9.-]+\/[a-z0-9._/-]+$/.test(word))
      words.push('image');
    else if (!/^\d+$/.test(word) || /^[45]\d\d$/.test(word)) words.push(word);
  }
  return words;
}
