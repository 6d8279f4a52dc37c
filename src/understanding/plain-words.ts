/** A word of a sentence, made plain, and where it stood in what was typed. */
export interface Word {
  plain: string;
  from: number;
  to: number;
}

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\bwon['’]t\b/gi, 'will not'],
  [/\bcan['’]?t\b|\bcannot\b/gi, 'can not'],
  [/\b(\p{L}+)n['’]t\b/giu, '$1 not'],
  [/\b(do|does|did|is|was|has|have|would|could|should)nt\b/gi, '$1 not'],
  [/\bi['’]?m\b/gi, 'i am'],
  [/\b(\p{L}+)['’]ve\b/giu, '$1 have'],
  [/\b(\p{L}+)['’]ll\b/giu, '$1 will'],
  [/\b(\p{L}+)['’]re\b/giu, '$1 are'],
  [/\b(\p{L}+)['’]d\b/giu, '$1 would'],
  [/\blet['’]?s\b/gi, 'let us'],
  [/\b(what|where|who|how|that|it|there|here)['’]?s\b/gi, '$1 is'],
  [/\bgimme\b/gi, 'give me'],
  [/\bgonna\b/gi, 'going to'],
  [/\bwanna\b/gi, 'want to'],
  [/\bgotta\b/gi, 'have to'],
  [/\bu\b/gi, 'you'],
  [/\br\b/gi, 'are'],
  [/\btwice\b/gi, '2 times'],
];

/** A sentence with its contractions written out: `don't` becomes `do not`. For English; harmless elsewhere. */
export function writeOut(text: string): string {
  return contractions.reduce((written, [short, long]) => written.replace(short, long), text);
}

/** Lower case without accents; Arabic without vowel signs and with one form of each letter. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[’`´]/g, "'");
}

/** The words of a text. Names such as `web-1`, `nginx:1.27` and `v1.34.1+k3s1` stay whole. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[-_.:/@+'’][\p{L}\p{N}\p{M}]+)*%?/gu)) {
    const word = plain(match[0]);
    // French: d'un, l'application, c'est.
    const elided = /^(?:[cdjlmnst]|qu)'(.+)$/.exec(word);
    const place = { from: match.index, to: match.index + match[0].length };
    // Arabic: two of something is one word.
    const pair = /^(.{3,})(?:تين|تان)$/.exec(word) ?? /^(خادم|جهاز)(?:ين|ان)$/.exec(word);
    if (pair) words.push({ plain: '2', ...place });
    words.push({ plain: pair ? `${pair[1]}` : (elided?.[1] ?? word).replace(/^(.{2,})'s$/, '$1'), ...place });
  }
  return words;
}

/** A text as its plain words, with single spaces. */
export function plainText(text: string): string {
  return wordsOf(writeOut(text))
    .map(({ plain: word }) => word)
    .join(' ');
}

/** The word without its common endings and, in Arabic, without what is written onto its front. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = stemOf(word);
  if (stems.size >= MOST_STEMS) stems.clear();
  stems.set(word, made);
  return made;
}

const MOST_STEMS = 10_000;
const stems = new Map<string, string>();

function stemOf(word: string): string {
  if (/^[a-z]/.test(word)) {
    if (word.length > 5 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
    if (word.length > 4 && /(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
    if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
    return word;
  }
  const bare = word.length > 4 ? word.replace(/^(?:وال|بال|كال|فال|لل|ال)/, '') : word;
  return bare.length > 4 ? bare.replace(/(?:ات|ين|ون|ها|يه)$/, '') : bare;
}

/** How many letters differ (one swapped pair counts once); `most + 1` where it is more than that. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      let value = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) value = Math.min(value, (before[column - 2] ?? 0) + 1);
      line.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    before = above;
    above = line;
  }
  return above[other.length] ?? most + 1;
}

/** How many slips a word of this length may have and still be the same word. */
export function slipsIn(word: string): number {
  return word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
}
