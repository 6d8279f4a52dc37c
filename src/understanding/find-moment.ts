import * as english from 'chrono-node/en';
import * as french from 'chrono-node/fr';

import type { Surroundings } from '#src/chatflow/index.ts';

/**
 * The moment that a sentence names ("tomorrow at nine", "vendredi à 14 h"), as an answer is stored: a day, or a moment in
 * UTC. Undefined where it names none. Days without an hour are no moments.
 */
export function findMoment(text: string, kind: 'date' | 'datetime', { now, locale }: Surroundings): string | undefined {
  if (!mayName.test(text)) return undefined;
  const reference = { instant: new Date(now), timezone: 0 };
  // As telephones write it: "aujourd’hui".
  const plain = text.replaceAll('’', "'");
  for (const reader of locale.startsWith('fr') ? [french, english] : [english, french]) {
    const [found] = reader.parse(plain, reference, { forwardDate: true });
    if (!found) continue;
    const iso = found.start.date().toISOString();
    if (kind === 'date') return iso.slice(0, 10);
    if (found.start.isCertain('hour')) return iso;
  }
  return undefined;
}

/** A look before the readers are asked, who take their time: only what holds one of these can name a moment. */
const mayName =
  /\d|to(?:day|night|morrow)|noon|midnight|morning|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)day|next|week|demain|soir|matin|midi|minuit|aujourd|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|prochain/iu;
