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

/** Large towns, and what people call what comes from a country. */
const within: Readonly<Record<string, readonly string[]>> = {
  AE: ['dubai', 'abu dhabi', 'دبي'],
  AT: ['vienna', 'vienne', 'austrian', 'فيينا'],
  AU: ['sydney', 'melbourne', 'australian'],
  BE: [
    'brussels',
    'bruxelles',
    'antwerp',
    'ghent',
    'gent',
    'liege',
    'bruges',
    'lochristi',
    'belgian',
    'belge',
    'بروكسل',
  ],
  BG: ['sofia', 'bulgarian'],
  BR: ['sao paulo', 'rio de janeiro', 'brazilian'],
  CA: ['toronto', 'montreal', 'vancouver', 'canadian'],
  CH: ['zurich', 'geneva', 'geneve', 'basel', 'bern', 'swiss', 'suisse', 'جنيف', 'زيورخ'],
  CZ: ['prague', 'czech'],
  DE: [
    'berlin',
    'frankfurt',
    'munich',
    'hamburg',
    'cologne',
    'falkenstein',
    'nuremberg',
    'german',
    'allemand',
    'برلين',
    'فرانكفورت',
  ],
  DK: ['copenhagen', 'danish'],
  EE: ['tallinn', 'estonian'],
  EG: ['cairo', 'egyptian', 'القاهرة'],
  ES: ['madrid', 'barcelona', 'valencia', 'spanish', 'مدريد', 'برشلونة'],
  FI: ['helsinki', 'finnish'],
  FR: [
    'paris',
    'lyon',
    'marseille',
    'toulouse',
    'lille',
    'french cluster',
    'french vdc',
    'french data center',
    'french soil',
    'باريس',
  ],
  GB: ['london', 'manchester', 'edinburgh', 'londres', 'british', 'لندن'],
  GR: ['athens', 'athenes', 'greek'],
  HR: ['zagreb', 'croatian'],
  HU: ['budapest', 'hungarian'],
  IE: ['dublin', 'irish'],
  IS: ['reykjavik', 'icelandic'],
  IN: ['mumbai', 'delhi', 'bangalore'],
  IT: ['rome', 'milan', 'turin', 'italian', 'روما'],
  JP: ['tokyo', 'osaka', 'japanese', 'طوكيو'],
  KE: ['nairobi'],
  LT: ['vilnius', 'lithuanian'],
  LU: ['luxembourg city'],
  LV: ['riga', 'latvian'],
  MT: ['valletta', 'maltese'],
  NL: ['amsterdam', 'rotterdam', 'the hague', 'dutch', 'أمستردام'],
  NO: ['oslo', 'norwegian'],
  PL: ['warsaw', 'krakow', 'polish'],
  PT: ['lisbon', 'porto', 'lisbonne', 'portuguese', 'لشبونة'],
  RO: ['bucharest', 'romanian'],
  SE: ['stockholm', 'gothenburg', 'swedish'],
  SG: ['singapore city'],
  SI: ['ljubljana', 'slovenian'],
  SK: ['bratislava', 'slovak'],
  TR: ['istanbul', 'ankara', 'turkish', 'اسطنبول'],
  UA: ['kyiv', 'kiev', 'ukrainian'],
  US: [
    'new york',
    'chicago',
    'dallas',
    'san francisco',
    'los angeles',
    'seattle',
    'miami',
    'american',
    'california',
    'texas',
  ],
  ZA: ['cape town', 'johannesburg'],
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
    for (const name of [...(also[code] ?? []), ...(within[code] ?? [])]) names.set(plainText(name), english);
  }
  known = names;
  return names;
}
