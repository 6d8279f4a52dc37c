import { plainText } from './plain-words.ts';

/** Languages in which people may name a country. */
const languages = ['en', 'fr', 'ar'];

const also: Readonly<Record<string, readonly string[]>> = {
  US: ['usa', 'america', 'the states', 'united states of america'],
  GB: ['uk', 'england', 'britain', 'great britain'],
  AE: ['uae', 'emirates', 'dubai'],
  NL: ['holland', 'the netherlands'],
  CZ: ['czech republic'],
  KR: ['korea'],
  TR: ['turkey'],
};

let known: ReadonlyMap<string, string> | undefined;

/**
 * Names of countries in the languages of the wizard, plain, to the English name that engines list. From the Unicode CLDR
 * of the runtime (`Intl.DisplayNames`).
 */
export function countries(): ReadonlyMap<string, string> {
  if (known) return known;
  const names = new Map<string, string>();
  const writers = languages.map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }));
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((one) => letters.map((other) => one + other))) {
    const english = writers[0]?.of(code);
    if (english === undefined || new Intl.Locale(`und-${code}`).region !== code) continue;
    for (const writer of writers) {
      const name = writer.of(code);
      if (name !== undefined) names.set(plainText(name), english);
    }
    for (const name of also[code] ?? []) names.set(plainText(name), english);
  }
  known = names;
  return names;
}
