import { commands, type JsonObject, type Prompt, type Reply } from '#src/protocol/index.ts';

/** What a person types in a terminal, as replies: a form is answered one field after another. */
export class TypedWords {
  #form: { prompt: string; values: JsonObject } = { prompt: '', values: {} };

  /** The reply, or nothing yet while a form has further fields. */
  reply(words: string, prompt: Prompt | undefined): Reply | undefined {
    const text = words.trim();
    if (prompt?.kind !== 'form' || commands.some((command) => command === text.toLowerCase())) {
      return { type: 'text', text };
    }
    const { values } = this.#of(prompt);
    const field = this.next(prompt);
    if (field) values[field.slot] = text === '-' || text === '' ? null : text;
    return this.next(prompt) ? undefined : { type: 'form', prompt: prompt.id, values };
  }

  /** The field of an open form that is typed next. */
  next(prompt: Extract<Prompt, { kind: 'form' }>): { slot: string } | undefined {
    const { values } = this.#of(prompt);
    return prompt.fields.find(({ slot }) => !Object.hasOwn(values, slot));
  }

  /** What was typed so far into an open form. */
  typed(prompt: Prompt): JsonObject {
    return this.#of(prompt).values;
  }

  #of(prompt: Prompt): { values: JsonObject } {
    if (this.#form.prompt !== prompt.id) this.#form = { prompt: prompt.id, values: {} };
    return this.#form;
  }
}
