import type { SlotType } from '#src/protocol/index.ts';

import type { JsonSchema } from '../catalogue.ts';
import { slotTypeDefinitions } from '../slot-types/index.ts';
import type { Outline } from './outline.ts';
import type { Tree } from './yaml-tree.ts';

/** What a name means at one point of a flow. */
export interface NameMeaning {
  /** The CEL type. */
  type: string;
  /** It may hold nothing here. */
  unsure: boolean;
  secret: boolean;
  schema?: JsonSchema;
}

/** The names an expression may use where it stands. */
export class ScopeAt {
  readonly #outline: Outline;
  readonly #index: number;
  readonly #when: string | undefined;
  readonly #locals: Readonly<Record<string, JsonSchema | string>>;
  readonly #anywhere: boolean;

  /** `index` is the step the expression stands in; slots of earlier steps are known there. */
  constructor(
    outline: Outline,
    index: number,
    when?: string,
    locals: Readonly<Record<string, JsonSchema | string>> = {},
    anywhere = false,
  ) {
    this.#anywhere = anywhere;
    this.#outline = outline;
    this.#index = index;
    this.#when = when;
    this.#locals = locals;
  }

  /** Whatever point a flow has come to: every name is known, and none is sure. */
  static anywhere(outline: Outline): ScopeAt {
    return new ScopeAt(outline, outline.steps.length, undefined, {}, true);
  }

  /** The same point with further names, for example `it` in a list of choices. */
  with(locals: Readonly<Record<string, JsonSchema | string>>): ScopeAt {
    return new ScopeAt(this.#outline, this.#index, this.#when, { ...this.#locals, ...locals }, this.#anywhere);
  }

  meaning(name: string): NameMeaning | undefined {
    if (Object.hasOwn(this.#locals, name)) return this.#local(name);
    const slot = this.#outline.slots.get(name);
    if (slot) {
      if (slot.step.index >= this.#index) return undefined;
      const sure = this.#isSure(slot.step.index, slot.sure, slot.step.when);
      const { cel } = slotTypeDefinitions[slot.type];
      return { type: sure ? cel : 'dyn', unsure: !sure, secret: slot.type === 'secret' };
    }
    const save = this.#outline.saves.get(name);
    if (save) {
      if (save.step.index >= this.#index) return undefined;
      return { type: 'dyn', unsure: false, secret: false, ...(save.schema ? { schema: save.schema } : {}) };
    }
    const schema = builtIn(name, this.#outline);
    return schema && { type: schema.type === 'string' ? 'string' : 'map', unsure: false, secret: false, schema };
  }

  typeOf(name: string): string | undefined {
    return this.meaning(name)?.type;
  }

  /** What an answer can be, where the file lists it; undefined where anything else may come. */
  possible(name: string): readonly string[] | undefined {
    if (Object.hasOwn(this.#locals, name) || this.#outline.slots.get(name)?.type !== 'choice') return undefined;
    const given: Tree[] = [];
    for (const { slots } of this.#outline.steps) {
      for (const { tree } of slots.filter((slot) => slot.name === name)) {
        const choices = tree.entries.get('choices')?.tree;
        if (choices?.kind !== 'list') return undefined;
        for (const choice of choices.items) {
          const value = choice.kind === 'map' ? choice.entries.get('value')?.tree : choice;
          if (value) given.push(value);
        }
        const other = tree.entries.get('else')?.tree;
        if (other) given.push(other);
      }
    }
    const values = given.flatMap((tree) => (tree.kind === 'scalar' ? [String(tree.value)] : []));
    return values.length === given.length && !values.some((value) => value.includes('${{')) ? values : undefined;
  }

  /** The type of the answer to a question. */
  answerType(name: string): SlotType | undefined {
    return Object.hasOwn(this.#locals, name) ? undefined : this.#outline.slots.get(name)?.type;
  }

  /** Why a name means nothing here, when it does elsewhere. */
  laterLine(name: string): number | undefined {
    const step = this.#outline.slots.get(name)?.step ?? this.#outline.saves.get(name)?.step;
    return step && step.index >= this.#index ? step.tree.place.line : undefined;
  }

  /** All names that mean something here, for suggestions. */
  names(): string[] {
    const known = [...this.#outline.slots.keys(), ...this.#outline.saves.keys(), ...builtInNames];
    const means = (name: string): boolean => {
      const step = this.#outline.slots.get(name)?.step ?? this.#outline.saves.get(name)?.step;
      return step === undefined || step.index < this.#index;
    };
    return [...Object.keys(this.#locals), ...known.filter(means)];
  }

  #local(name: string): NameMeaning {
    const local = this.#locals[name] ?? 'any';
    if (typeof local === 'string') return { type: local === 'any' ? 'dyn' : local, unsure: false, secret: false };
    return { type: 'dyn', unsure: false, secret: false, schema: local };
  }

  /**
   * An answer is sure when its question is always asked, or under the same condition, no jump leads around it, and, for
   * the output of the flow, no `end: done` comes before it.
   */
  #isSure(asked: number, sure: boolean, when: string | undefined): boolean {
    const sameCondition = when !== undefined && when === this.#when;
    if (this.#anywhere || (!sure && !sameCondition)) return false;
    const { steps, jumps, ends } = this.#outline;
    if (this.#index === steps.length && ends.some((end) => end < asked)) return false;
    // An offer may lead back here from further down, past the question as well.
    const reach = jumps.reduce(
      (most, { from, to }) => (to > asked && to <= this.#index ? Math.max(most, from) : most),
      this.#index,
    );
    return !jumps.some(({ from, to }) => from < asked && to > asked && to <= reach);
  }
}

const text: JsonSchema = { type: 'string' };
const closed = { additionalProperties: false };
const builtInNames = ['user', 'flow', 'labels', 'vars', 'remembered', 'inputs', 'channel', 'locale', 'today', 'now'];

function builtIn(name: string, outline: Outline): JsonSchema | undefined {
  switch (name) {
    case 'user':
      return { type: 'object', properties: { id: text, name: text, roles: { type: 'array', items: text } }, ...closed };
    case 'flow':
      return {
        type: 'object',
        properties: { id: text, title: text, run: text, version: { type: 'integer' } },
        ...closed,
      };
    case 'labels':
      return {
        type: 'object',
        properties: Object.fromEntries([...outline.slots.keys()].map((slot) => [slot, text])),
        ...closed,
      };
    case 'inputs':
      return {
        type: 'object',
        properties: Object.fromEntries([...outline.inputs.keys()].map((input) => [input, {}])),
        ...closed,
      };
    case 'vars':
    case 'remembered':
      return { type: 'object' };
    case 'channel':
    case 'locale':
    case 'today':
    case 'now':
      return text;
    default:
      return undefined;
  }
}
