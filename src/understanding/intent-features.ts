import { lexicons } from './language.ts';
import { PhraseBook } from './phrase-book.ts';
import { plainText, stem } from './plain-words.ts';
import { Vocabulary } from './vocabulary.ts';

/** How much each kind of feature counts before training. */
const weights = { word: 1, pair: 0.8, concept: 1.2, concepts: 0.7, letters: 0.4, start: 0.8, length: 0.4, whole: 1 };

let prepared: { concepts: PhraseBook<string>; stopwords: ReadonlySet<string> } | undefined;

/** Prepared once. */
function lexicon(): { concepts: PhraseBook<string>; stopwords: ReadonlySet<string> } {
  if (prepared) return prepared;
  const all = Object.values(lexicons);
  prepared = {
    concepts: new PhraseBook(
      all.flatMap(({ concepts }) =>
        Object.entries(concepts).flatMap(([concept, words]) => words.map((word) => [word, concept] as const)),
      ),
    ),
    stopwords: new Set(all.flatMap(({ stopwords }) => stopwords.map(plainText))),
  };
  return prepared;
}

/** The words a trained model knows besides those it was trained on. */
export function lexiconWords(): string[] {
  return Object.values(lexicons).flatMap(({ concepts, stopwords }) =>
    [...Object.values(concepts).flat(), ...stopwords].flatMap((phrase) => plainText(phrase).split(' ')),
  );
}

let vocabulary: Vocabulary | undefined;

/** The words of the lexicons. Prepared once. */
export function lexiconVocabulary(): Vocabulary {
  vocabulary ??= new Vocabulary(lexiconWords());
  return vocabulary;
}

/** The things that these words name, by the lexicons alone. */
export function conceptsIn(words: readonly string[]): ReadonlySet<string> {
  return new Set(
    lexicon()
      .concepts.find(words)
      .map(({ means }) => means),
  );
}

/**
 * What a sentence is judged by, each with its weight: words and pairs of neighbours, the things they stand for and pairs of
 * those (so that "delete" with "app" differs from "delete" with "disk"), runs of letters, how it begins, how long it is.
 * Of length 1 together. `words` are plain.
 */
export function intentFeatures(words: readonly string[]): Map<string, number> {
  const { concepts: book, stopwords } = lexicon();
  const features = new Map<string, number>();
  const note = (key: string, weight: number): void => {
    if (weight > (features.get(key) ?? 0)) features.set(key, weight);
  };
  const stems = words.map(stem);
  stems.forEach((form, index) => {
    const little = stopwords.has(words[index] ?? '');
    note(form, little ? weights.word / 2 : weights.word);
    note(`${form} ${stems[index + 1] ?? '$'}`, weights.pair);
    if (little) return;
    const framed = `^${form}$`;
    for (let at = 0; at + 3 <= framed.length; at++) note(`~${framed.slice(at, at + 3)}`, weights.letters);
    for (let at = 0; at + 4 <= framed.length; at++) note(`~${framed.slice(at, at + 4)}`, weights.letters);
  });
  const concepts = [...new Set(book.find(words).map(({ means }) => means))].sort();
  concepts.forEach((one, index) => {
    note(`#${one}`, weights.concept);
    for (const other of concepts.slice(index + 1)) note(`#${one}+${other}`, weights.concepts);
  });
  note(`<${stems[0] ?? ''}`, weights.start);
  note(`<${stems.slice(0, 2).join(' ')}`, weights.start);
  note(
    `=${words.length <= 3 ? words.length : words.length <= 6 ? '6' : words.length <= 12 ? '12' : 'long'}`,
    weights.length,
  );
  if (words.length <= 4) note(`=${stems.join(' ')}`, weights.whole);
  const length = Math.hypot(...features.values()) || 1;
  for (const [key, weight] of features) features.set(key, weight / length);
  return features;
}
