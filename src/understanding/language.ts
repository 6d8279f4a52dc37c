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
  editing: PhraseBook<true>;
  negations: PhraseBook<true>;
  joiners: PhraseBook<'strong' | 'weak'>;
  naming: PhraseBook<true>;
  placing: PhraseBook<true>;
  linking: ReadonlySet<string>;
  stopwords: ReadonlySet<string>;
}

let prepared: Language | undefined;

/** Prepared once. */
export function language(): Language {
  prepared ??= prepare(Object.values(lexicons));
  return prepared;
}

function prepare(all: readonly Lexicon[]): Language {
  const book = (pick: (lexicon: Lexicon) => readonly string[]): PhraseBook<true> =>
    new PhraseBook(
      all.flatMap((lexicon) => pick(lexicon).map((phrase) => [phrase, true] as const)),
      { stems: false },
    );
  return {
    numbers: new PhraseBook(
      all.flatMap(({ numbers }) => Object.entries(numbers)),
      { stems: false },
    ),
    fillers: book(({ fillers }) => fillers),
    corrections: book(({ corrections }) => corrections),
    editing: book(({ editing }) => editing),
    negations: book(({ negations }) => negations),
    joiners: new PhraseBook(
      all.flatMap(({ joiners, joining }) => [
        ...joiners.map((phrase) => [phrase, 'strong'] as const),
        ...joining.map((phrase) => [phrase, 'weak'] as const),
      ]),
      { stems: false },
    ),
    naming: book(({ naming }) => naming),
    placing: book(({ placing }) => placing),
    linking: new Set(all.flatMap(({ linking }) => linking.map(plainText))),
    stopwords: new Set(all.flatMap(({ stopwords }) => stopwords.map(plainText))),
  };
}
