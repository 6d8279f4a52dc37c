import { readFileSync } from 'node:fs';

import { parse } from 'yaml';
import { z } from 'zod';

import type { Json, JsonObject, Prompt, Question, Reply } from '#src/protocol/index.ts';

import { UsageError } from './usage-error.ts';

/** The question of the menu: there, a run by a file is over unless the file goes on. */
const MENU = 'wish';

const fileSchema = z.record(z.string(), z.json());

/** Why a run by a file ended before its end, with the exit code that says so. */
export class AnswersFailure extends Error {
  readonly code: 'ANSWER_MISSING' | 'ANSWER_REFUSED';

  constructor(code: 'ANSWER_MISSING' | 'ANSWER_REFUSED', message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Answers written down before, by slot. `confirm` and `offers` answer what has no slot. What is asked more than once takes
 * a list, one after the other; several choices at once are a list in that list.
 */
export class ChatAnswers {
  readonly #left = new Map<string, Json[]>();
  readonly #several = new Map<string, Json>();
  readonly #file: string;
  #last: string | undefined;

  constructor(answers: JsonObject, file = 'the file') {
    this.#file = file;
    for (const [name, value] of Object.entries(answers)) {
      if (value === undefined) continue;
      this.#left.set(name, Array.isArray(value) ? [...value] : [value]);
      this.#several.set(name, value);
    }
  }

  /** Reads a file of answers; a mistake in it is said before anything is asked. */
  static read(path: string): ChatAnswers {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      throw new UsageError(`There is no file ${path} to take answers from.`);
    }
    let content: unknown;
    try {
      content = parse(text, { maxAliasCount: 0, uniqueKeys: true });
    } catch (error) {
      throw new UsageError(
        `${path} is no YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      );
    }
    const answers = fileSchema.safeParse(content);
    if (!answers.success) throw new UsageError(`${path} should hold answers by slot, such as "name: shop".`);
    return new ChatAnswers(answers.data, path);
  }

  /** Answers that nobody asked for. */
  get unused(): string[] {
    return [...this.#left].filter(([, left]) => left.length > 0).map(([name]) => name);
  }

  /** The reply to a prompt; null where the run is over. Throws where the file has none, or the last one was not taken. */
  replyTo(prompt: Prompt): Reply | null {
    const error = errorOf(prompt);
    const name = nameOf(prompt);
    if (error !== undefined && this.#last === name) {
      throw new AnswersFailure('ANSWER_REFUSED', `The answer to \`${name}\` in ${this.#file} was not taken: ${error}`);
    }
    this.#last = name;
    switch (prompt.kind) {
      case 'ask': {
        const value = this.#take(prompt.question);
        if (value !== undefined) return { type: 'answer', prompt: prompt.id, value };
        if (prompt.question.slot === MENU && this.unused.length === 0) return null;
        if (prompt.question.optional === true || prompt.question.default !== undefined) {
          return { type: 'command', command: 'skip', prompt: prompt.id };
        }
        throw this.#missing(
          prompt.question.slot,
          prompt.question.text,
          prompt.question.choices?.map(({ value: one }) => one),
        );
      }
      case 'form': {
        const values: JsonObject = {};
        for (const field of prompt.fields) {
          const value = this.#take(field);
          if (value !== undefined) values[field.slot] = value;
          else if (field.optional !== true && field.default === undefined) throw this.#missing(field.slot, field.text);
        }
        return { type: 'form', prompt: prompt.id, values };
      }
      case 'confirm': {
        const given = this.#next('confirm');
        if (given === undefined) {
          const how = prompt.typed === undefined ? ['true', 'false'] : [prompt.typed];
          throw this.#missing('confirm', prompt.text, how);
        }
        const typed = typeof given === 'string' ? { typed: given } : {};
        return { type: 'confirm', prompt: prompt.id, yes: given !== false, ...typed };
      }
      case 'offers': {
        const given = this.#next('offers');
        const labels = prompt.offers.map(({ label }) => label);
        if (given === undefined) {
          // A conversation that ends in offers is over when the file is.
          if (this.unused.length === 0 && prompt.offers.every(({ offer }) => offer.startsWith('start:'))) return null;
          throw this.#missing('offers', prompt.text, labels);
        }
        const found = prompt.offers.find(({ offer, label }) => offer === given || label === given);
        if (found) return { type: 'offer', prompt: prompt.id, offer: found.offer };
        throw new AnswersFailure(
          'ANSWER_REFUSED',
          `"${String(given)}" in ${this.#file} is not among what is offered: ${labels.join(', ')}.`,
        );
      }
      default:
        return prompt satisfies never;
    }
  }

  #take({ slot, type }: Question): Json | undefined {
    const whole = this.#several.get(slot);
    // A plain list answers one question with several choices.
    if (type === 'multichoice' && Array.isArray(whole) && !whole.some(Array.isArray)) {
      if ((this.#left.get(slot) ?? []).length === 0 && whole.length > 0) return undefined;
      this.#left.set(slot, []);
      return whole;
    }
    return this.#next(slot);
  }

  #next(name: string): Json | undefined {
    return this.#left.get(name)?.shift();
  }

  #missing(name: string, text: string, possible: readonly string[] = []): AnswersFailure {
    const list =
      possible.length === 0
        ? ''
        : ` Possible: ${possible.slice(0, 12).join(', ')}${possible.length > 12 ? ', …' : ''}.`;
    const rest = this.unused.length === 0 ? '' : ` Not asked for so far: ${this.unused.join(', ')}.`;
    return new AnswersFailure(
      'ANSWER_MISSING',
      `${this.#file} has no answer to \`${name}\` ("${text.replace(/\s+/g, ' ').slice(0, 120)}").${list}${rest}`,
    );
  }
}

function nameOf(prompt: Prompt): string {
  return prompt.kind === 'ask' ? prompt.question.slot : prompt.kind === 'form' ? prompt.title : prompt.kind;
}

function errorOf(prompt: Prompt): string | undefined {
  if (prompt.kind === 'ask') return prompt.question.error;
  if (prompt.kind === 'form') {
    const field = prompt.fields.find(({ error }) => error !== undefined);
    return field === undefined ? prompt.error : `${field.slot}: ${field.error ?? ''}`;
  }
  return prompt.kind === 'confirm' ? prompt.error : undefined;
}
