import type { Question } from '#src/protocol/index.ts';

import { emptyField, type Field } from './field.ts';
import { readJson, type Storage } from './storage.ts';

/** What is typed and not sent yet: the composer's text and the fields of open questions. Survives a reload. */
export class Drafts {
  readonly #storage: Storage;
  readonly #fields = new Map<string, { question: Question; field: Field }>();
  readonly #kept: { [key: string]: Partial<Field> };
  #composer: string;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#composer = storage.get('draft') ?? '';
    this.#kept = readJson(storage, 'fields', isObject) ?? {};
  }

  get composer(): string {
    return this.#composer;
  }

  set composer(text: string) {
    this.#composer = text;
    if (text === '') this.#storage.remove('draft');
    else this.#storage.set('draft', text);
  }

  /** What stands in the field of a question of this prompt. */
  field(prompt: string, question: Question): Field {
    const key = `${prompt}/${question.slot}`;
    const known = this.#fields.get(key);
    if (known) return known.field;
    const kept = question.type === 'secret' || question.type === 'file' ? {} : this.#kept[key];
    const field = { ...emptyField(question), ...kept };
    this.#fields.set(key, { question, field });
    return field;
  }

  /** Keeps what was typed. Secrets and files stay in this page's memory. */
  save(): void {
    const kept = [...this.#fields]
      .filter(([, { question }]) => question.type !== 'secret' && question.type !== 'file')
      .map(([key, { field }]) => [key, { text: field.text, picked: field.picked, pairs: field.pairs }]);
    this.#storage.set('fields', JSON.stringify(Object.fromEntries(kept)));
  }

  /** Forgets the fields of every prompt but the open one. */
  keepOnly(prompt: string | null): void {
    for (const key of this.#fields.keys())
      if (prompt === null || !key.startsWith(`${prompt}/`)) this.#fields.delete(key);
    if (this.#fields.size === 0) this.#storage.remove('fields');
    else this.save();
  }
}

function isObject(value: unknown): value is { [key: string]: Partial<Field> } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
