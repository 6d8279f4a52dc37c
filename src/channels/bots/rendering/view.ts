import type { Choice, JsonObject, Prompt, Question } from '#src/protocol/index.ts';

/** How far somebody has looked and picked in an open prompt, before it is an answer. Kept beside the delivered messages. */
export interface View {
  page: number;
  /** Values of a multichoice that are on. */
  picked: string[];
  /** Further choices that were fetched, behind those that came with the question. */
  further: Choice[];
  /** Pages of them, and whether there are more. */
  fetched: number;
  more?: boolean;
  /** Fields of a form that were answered, where a form is asked one by one. */
  values: JsonObject;
}

/** The most further choices that are kept. */
export const MOST_FURTHER = 200;

/** A prompt as nobody has touched it yet: a form that came back keeps what was right. */
export function freshView(prompt: Prompt): View {
  const values: JsonObject = {};
  if (prompt.kind === 'form' && prompt.fields.some(({ error }) => error !== undefined)) {
    for (const { slot, error, default: known } of prompt.fields) {
      if (error === undefined && known !== undefined) values[slot] = known;
    }
  }
  const picked = prompt.kind === 'ask' && Array.isArray(prompt.question.default) ? prompt.question.default : [];
  return { page: 0, picked: picked.map(String), further: [], fetched: 0, values };
}

/** The question that stands there now: of a form the first field without an answer. */
export function questionOf(prompt: Prompt, view: View): Question | undefined {
  if (prompt.kind === 'ask') return prompt.question;
  if (prompt.kind !== 'form') return undefined;
  return prompt.fields.find(({ slot }) => !Object.hasOwn(view.values, slot));
}

/** Everything that can be picked: what came with the question, and what was fetched since. */
export function choicesOf(question: Question, view: View): readonly Choice[] {
  return [...(question.choices ?? []), ...view.further];
}
