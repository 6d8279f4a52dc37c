import { ar } from './lexicon/ar.ts';
import { en } from './lexicon/en.ts';
import { fr } from './lexicon/fr.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { PhraseBook } from './phrase-book.ts';
import { plainText } from './plain-words.ts';

/** Each language that is understood: a file and a line. */
export const lexicons: Readonly<Record<string, Lexicon>> = { en, fr, ar };

/** What all languages bring, ready for use: people mix them, so that none of them is chosen before it is read. */
export interface Language {
  numbers: PhraseBook<number>;
  fillers: PhraseBook<true>;
  corrections: PhraseBook<true>;
  having: PhraseBook<true>;
  wanting: PhraseBook<true>;
  excluding: PhraseBook<true>;
  editing: PhraseBook<true>;
  negations: PhraseBook<true>;
  refusing: PhraseBook<true>;
  joiners: PhraseBook<'strong' | 'weak'>;
  naming: PhraseBook<true>;
  named: PhraseBook<true>;
  placing: PhraseBook<true>;
  /** Other words for a word that slots are called by; both plain. */
  alsoCalled: ReadonlyMap<string, readonly string[]>;
  bounds: PhraseBook<'least' | 'most' | 'both'>;
  linking: ReadonlySet<string>;
  pronouns: ReadonlySet<string>;
  vague: ReadonlySet<string>;
  stopwords: ReadonlySet<string>;
}

let prepared: Language | undefined;

/** Prepared once. */
export function language(): Language {
  prepared ??= prepare(Object.values(lexicons));
  return prepared;
}

/** "twenty-one" and so on; the lexicons hold what these are made of. */
function twentyOneAndMore(): (readonly [string, number])[] {
  const { numbers } = en;
  const tens = Object.entries(numbers).filter(([, value]) => value >= 20 && value < 100);
  const ones = Object.entries(numbers).filter(([, value]) => value >= 1 && value < 10);
  return tens.flatMap(([ten, much]) =>
    ones.flatMap(([one, more]) => ['-', ' '].map((between) => [`${ten}${between}${one}`, much + more] as const)),
  );
}

function prepare(all: readonly Lexicon[]): Language {
  const book = (pick: (lexicon: Lexicon) => readonly string[]): PhraseBook<true> =>
    new PhraseBook(
      all.flatMap((lexicon) => pick(lexicon).map((phrase) => [phrase, true] as const)),
      { stems: false },
    );
  return {
    numbers: new PhraseBook(
      all
        .flatMap(({ numbers }) =>
          // Arabic writes "with" onto the number.
          Object.entries(numbers).flatMap(([word, value]) =>
            /^[ء-ي]/.test(word) ? [[word, value] as const, [`ب${word}`, value] as const] : [[word, value] as const],
          ),
        )
        .concat(twentyOneAndMore()),
      { stems: false },
    ),
    fillers: book(({ fillers }) => fillers),
    corrections: book(({ corrections }) => corrections),
    having: book(({ having }) => having),
    wanting: book(({ wanting }) => wanting),
    excluding: book(({ excluding }) => excluding),
    editing: book(({ editing }) => editing),
    negations: book(({ negations }) => negations),
    refusing: book(({ refusing }) => refusing),
    joiners: new PhraseBook(
      all.flatMap(({ joiners, joining }) => [
        ...joiners.map((phrase) => [phrase, 'strong'] as const),
        ...joining.map((phrase) => [phrase, 'weak'] as const),
      ]),
      { stems: false },
    ),
    naming: book(({ naming }) => naming),
    named: book(({ named }) => named),
    placing: book(({ placing }) => placing),
    alsoCalled: new Map(
      [...new Set(all.flatMap(({ alsoCalled }) => Object.keys(alsoCalled)))].map((word) => [
        word,
        all.flatMap(({ alsoCalled }) => (alsoCalled[word] ?? []).map(plainText)),
      ]),
    ),
    bounds: new PhraseBook(
      all.flatMap(({ bounds }) => [
        ...bounds.least.map((phrase) => [phrase, 'least'] as const),
        ...bounds.most.map((phrase) => [phrase, 'most'] as const),
        ...bounds.both.map((phrase) => [phrase, 'both'] as const),
      ]),
      { stems: false },
    ),
    linking: new Set(all.flatMap(({ linking }) => linking.map(plainText))),
    pronouns: new Set(all.flatMap(({ pronouns }) => pronouns.map(plainText))),
    vague: new Set(all.flatMap(({ vague }) => vague.map(plainText))),
    stopwords: new Set(all.flatMap(({ stopwords }) => stopwords.map(plainText))),
  };
}
