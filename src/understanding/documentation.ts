import { readFileSync } from 'node:fs';

import { IntentIndex } from './intent-index.ts';
import { lexicons } from './language.ts';
import { plainText } from './plain-words.ts';

/** An answer from the documentation, and where it stands. */
export interface Answer {
  text: string;
  source: string;
}

/** Nearer than this, a question is one of those that are answered there; what does not ask has to be nearly the same. */
const NEAR = 0.5;
const THE_SAME = 0.85;

/** How questions begin, also without a question mark. */
const asking = new Set(
  [
    'who what whose which where when why how can could do does did is are am was will would should may must has have',
    'qui que quoi quel quelle quels quelles où quand pourquoi comment combien est peut peux puis faut y',
    'من ما ماذا هل كيف متى أين لماذا كم أي',
  ]
    .flatMap((words) => words.split(' '))
    .map(plainText),
);

/** Answers general questions from a page of ours whose headings are questions: in its words, and never in any other. */
export class Documentation {
  readonly #answers: readonly Answer[];
  readonly #index: IntentIndex;

  constructor(page: string, name: string) {
    const sections = page.split(/^## /m).slice(1);
    this.#answers = sections.map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const text = lines
        .join('\n')
        .trim()
        .replace(/(?<!\n)\n(?!\n)/g, ' ');
      return { text, source: `${name}, “${(heading.split('?')[0] ?? heading).trim()}?”` };
    });
    const examples = sections.flatMap((section, index) =>
      (section.split('\n')[0] ?? '').split(/(?<=\?)\s+/).map((question) => ({ intent: String(index), text: question })),
    );
    const all = Object.values(lexicons);
    this.#index = new IntentIndex(
      examples,
      all.flatMap(({ concepts }) =>
        Object.entries(concepts).flatMap(([concept, words]) => words.map((word) => [word, concept] as const)),
      ),
      all.flatMap(({ stopwords }) => stopwords),
    );
  }

  /** Reads a page of the documentation. */
  static read(file: URL, name: string): Documentation {
    return new Documentation(readFileSync(file, 'utf8'), name);
  }

  /** The answer to a question, where the page has one. */
  answer(question: string): Answer | undefined {
    const words = plainText(question).split(' ');
    const asks = /[?؟]/.test(question) || words.slice(0, 2).some((word) => asking.has(word));
    const [best] = this.#index.match(words);
    return best && best.score >= (asks ? NEAR : THE_SAME) ? this.#answers[Number(best.intent)] : undefined;
  }
}
