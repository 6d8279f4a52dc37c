import { type SlotType, slotTypes } from '#src/protocol/index.ts';

import type { Catalogue, InputSignature, JsonSchema } from '../catalogue.ts';
import { type Verb, verbs } from '../step.ts';
import { stepKeys, verbKeys } from './keys.ts';
import { fileLimits } from './look-over.ts';
import { type Problems, suggestion } from './problems.ts';
import { reservedNames } from './reserved-names.ts';
import type { MapTree, Tree } from './yaml-tree.ts';

/** One step as far as others have to know it: what it is called, what it asks for, what it saves, where it jumps. */
export interface StepOutline {
  index: number;
  verb: Verb;
  id: string;
  tree: MapTree;
  /** The value beside the verb. */
  subject: Tree;
  when?: string;
  slots: { name: string; type: SlotType; sure: boolean; tree: MapTree }[];
  saves: { name: string; schema?: JsonSchema; sure: boolean }[];
  goto?: string;
  /** Steps that its offers lead to, once something did not work. */
  offered: string[];
}

/** The whole flow in outline: expressions are checked against it. */
export interface Outline {
  steps: StepOutline[];
  /** Slot → the step that asks for it first. */
  slots: Map<string, { step: StepOutline; type: SlotType; sure: boolean }>;
  saves: Map<string, { step: StepOutline; schema?: JsonSchema }>;
  inputs: Map<string, InputSignature>;
  ids: Map<string, StepOutline>;
  /** From where to where `goto:`, and offers of it, lead. */
  jumps: { from: number; to: number }[];
  /** Where the flow may end well before its last step. */
  ends: number[];
}

const identifier = /^[a-z][a-z0-9_]{0,39}$/;
export const stepName = /^[a-z][a-z0-9_-]{0,39}$/;

/** Reads the outline of all steps. What has no verb, or two, is reported and left out. */
export function outlineOf(list: readonly Tree[], catalogue: Catalogue, problems: Problems): Outline {
  const outline: Outline = {
    steps: [],
    slots: new Map(),
    saves: new Map(),
    inputs: new Map(),
    ids: new Map(),
    jumps: [],
    ends: [],
  };
  for (const tree of list) {
    if (tree.kind !== 'map') {
      problems.error('step', tree.place, 'a step is a map such as `- ask: name`');
      continue;
    }
    if (valuesIn(tree) > fileLimits.values) {
      problems.error(
        'too-many',
        tree.place,
        `one step has at most ${fileLimits.values} values`,
        'a long list of choices comes from an action: `choices: { from: …, search: true }`',
      );
      continue;
    }
    const verb = verbOf(tree, problems);
    if (verb) addStep(outline, tree, verb, catalogue, problems);
  }
  for (const { index, goto, offered, verb, subject } of outline.steps) {
    for (const name of goto === undefined ? offered : [goto, ...offered]) {
      const to = outline.ids.get(name)?.index;
      if (to !== undefined) outline.jumps.push({ from: index, to });
    }
    if (verb === 'end' && subject.kind === 'scalar' && subject.value === 'done') outline.ends.push(index);
  }
  return outline;
}

function verbOf(tree: MapTree, problems: Problems): Verb | undefined {
  const keys = [...tree.entries.keys()];
  const found = verbs.filter((verb) => tree.entries.has(verb));
  if (found.length === 1) return found[0];
  if (found.length > 1) {
    // `show` stands in a confirm, `wait` and others never do: the verb is the one whose keys cover the rest.
    const main = found.find((verb) => found.every((other) => other === verb || verbKeys[verb].includes(other)));
    if (main) return main;
    problems.error(
      'two-verbs',
      tree.place,
      `a step has one verb, here are ${found.map((verb) => `\`${verb}\``).join(' and ')}`,
      'make two steps of it',
    );
    return undefined;
  }
  const first = keys.find((key) => !stepKeys.some((common) => common === key)) ?? keys[0];
  const place = (first !== undefined && tree.entries.get(first)?.key) || tree.place;
  problems.error('no-verb', place, 'this step has no verb', first === undefined ? undefined : suggestion(first, verbs));
  return undefined;
}

function addStep(outline: Outline, tree: MapTree, verb: Verb, catalogue: Catalogue, problems: Problems): void {
  const index = outline.steps.length;
  const subject = tree.entries.get(verb)?.tree ?? tree;
  const id = idOf(tree, verb, subject, index, problems);
  const when = textOf(tree, 'when');
  const step: StepOutline = {
    index,
    verb,
    id,
    tree,
    subject,
    slots: [],
    saves: [],
    offered: offersIn(tree).flatMap((offer) => (offer.startsWith('goto:') ? [offer.slice('goto:'.length)] : [])),
    ...(when === undefined ? {} : { when }),
  };
  if (outline.ids.has(id)) {
    const other = outline.ids.get(id);
    problems.error(
      'duplicate-id',
      tree.place,
      `there is a step \`${id}\` already, in line ${other?.tree.place.line}`,
      'give this one another `id:`',
    );
    return;
  }
  outline.ids.set(id, step);
  outline.steps.push(step);
  readSlots(step, problems);
  readSaves(step, catalogue);
  if (verb === 'goto' && subject.kind === 'scalar') step.goto = String(subject.value);
  for (const slot of step.slots) addSlot(outline, step, slot, problems);
  for (const save of step.saves) addSave(outline, step, save, problems);
}

function idOf(tree: MapTree, verb: Verb, subject: Tree, index: number, problems: Problems): string {
  const given = tree.entries.get('id')?.tree;
  const fallback = `${verb}-${index + 1}`;
  if (given) {
    const value = given.kind === 'scalar' ? String(given.value) : '';
    if (stepName.test(value)) return value;
    problems.error(
      'id',
      given.place,
      'an id has lower-case letters, digits, dashes and underscores, and begins with a letter',
    );
    return fallback;
  }
  if (subject.kind !== 'scalar' || typeof subject.value !== 'string') return fallback;
  if (verb === 'run' || verb === 'call')
    return (
      subject.value
        .toLowerCase()
        .replace(/[^a-z0-9_]+/g, '-')
        .slice(0, 40) || fallback
    );
  const named = verb === 'ask' || verb === 'form' || verb === 'confirm' || verb === 'approve';
  if (!named) return fallback;
  if (stepName.test(subject.value)) return subject.value;
  if (verb !== 'ask')
    problems.error(
      'id',
      subject.place,
      `\`${verb}:\` is followed by a name: lower-case letters, digits, dashes and underscores`,
    );
  return fallback;
}

function readSlots(step: StepOutline, problems: Problems): void {
  const sure = step.when === undefined || step.tree.entries.has('else');
  if (step.verb === 'ask') {
    const name = step.subject.kind === 'scalar' ? String(step.subject.value ?? '') : '';
    step.slots.push({ name, type: typeOf(step.tree, problems), sure: sure && isAnswered(step.tree), tree: step.tree });
  }
  if (step.verb !== 'form') return;
  const fields = step.tree.entries.get('fields')?.tree;
  for (const field of fields?.kind === 'list' ? fields.items : []) {
    if (field.kind !== 'map' || !field.entries.has('slot')) continue;
    const name = textOf(field, 'slot') ?? '';
    const always = sure && (!field.entries.has('when') || field.entries.has('else')) && isAnswered(field);
    step.slots.push({ name, type: typeOf(field, problems), sure: always, tree: field });
  }
}

function readSaves(step: StepOutline, catalogue: Catalogue): void {
  const sure = step.when === undefined;
  if (step.verb === 'set' && step.subject.kind === 'map') {
    for (const name of step.subject.entries.keys()) step.saves.push({ name, sure });
  }
  const name = textOf(step.tree, 'save');
  if (name === undefined) return;
  const action =
    step.verb === 'run' && step.subject.kind === 'scalar'
      ? catalogue.actions.get(String(step.subject.value))
      : undefined;
  step.saves.push({ name, sure, ...(action ? { schema: action.output } : {}) });
}

function addSlot(outline: Outline, step: StepOutline, slot: StepOutline['slots'][number], problems: Problems): void {
  const place = step.verb === 'ask' ? step.subject.place : slot.tree.place;
  if (!identifier.test(slot.name)) {
    problems.error(
      'slot-name',
      place,
      'a slot is named with lower-case letters, digits and underscores, and begins with a letter',
      'for example `ask: node_count`',
    );
    return;
  }
  if (reservedNames.has(slot.name)) {
    problems.error(
      'reserved-name',
      place,
      `\`${slot.name}\` has a meaning of its own and cannot be a slot`,
      `for example \`${slot.name}_name\``,
    );
    return;
  }
  const earlier = outline.slots.get(slot.name);
  if (earlier) {
    problems.error(
      'duplicate-slot',
      place,
      `\`${slot.name}\` is asked for already, in line ${earlier.step.tree.place.line}`,
      'name it differently',
    );
    return;
  }
  outline.slots.set(slot.name, { step, type: slot.type, sure: slot.sure });
}

function addSave(outline: Outline, step: StepOutline, save: StepOutline['saves'][number], problems: Problems): void {
  const place = step.tree.entries.get('save')?.tree.place ?? step.subject.place;
  if (!identifier.test(save.name)) {
    problems.error(
      'save-name',
      place,
      `\`${save.name}\` cannot be the name of a value`,
      'lower-case letters, digits and underscores',
    );
    return;
  }
  if (reservedNames.has(save.name)) {
    problems.error(
      'reserved-name',
      place,
      `\`${save.name}\` has a meaning of its own and cannot be the name of a value`,
    );
    return;
  }
  if (outline.slots.has(save.name)) {
    problems.error(
      'duplicate-slot',
      place,
      `\`${save.name}\` is a slot: a value saved under its name would hide it`,
      'name it differently',
    );
    return;
  }
  if (!outline.saves.has(save.name))
    outline.saves.set(save.name, { step, ...(save.schema ? { schema: save.schema } : {}) });
}

function typeOf(tree: MapTree, problems: Problems): SlotType {
  const given = tree.entries.get('type');
  if (!given) return tree.entries.has('choices') ? 'choice' : 'string';
  const name = given.tree.kind === 'scalar' ? String(given.tree.value) : '…';
  const known = slotTypes.find((type) => type === name);
  if (known) return known;
  problems.error('unknown-type', given.tree.place, `\`${name}\` is no type of slot`, typeMeant(name));
  // One mistake, one message: whoever writes choices means a choice.
  return tree.entries.has('choices') ? 'choice' : 'string';
}

/** What types are called elsewhere. */
const otherTypeNames: Readonly<Record<string, SlotType>> = {
  password: 'secret',
  passphrase: 'secret',
  boolean: 'bool',
  integer: 'int',
  float: 'number',
  select: 'choice',
  checkbox: 'bool',
  textarea: 'text',
};

function typeMeant(name: string): string | undefined {
  if (name === 'time') return 'for a time of day, leave `type:` out and say `pattern: "([01][0-9]|2[0-3]):[0-5][0-9]"`';
  const meant = Object.hasOwn(otherTypeNames, name) ? otherTypeNames[name] : undefined;
  return meant === undefined ? suggestion(name, slotTypes) : `did you mean \`${meant}\`?`;
}

/** Nothing leads past the question without an answer: it is not optional, and its retries offer no way around it. */
function isAnswered(tree: MapTree): boolean {
  const optional = tree.entries.get('optional')?.tree;
  if (optional?.kind === 'scalar' && optional.value === true) return false;
  return offersIn(tree).every((offer) => offer !== 'skip' && offer !== 'continue' && !offer.startsWith('goto:'));
}

/** What the `on_error:` and `retries:` of a step, or of a field, offer. */
function offersIn(tree: MapTree): string[] {
  const handlers = tree.entries.get('on_error')?.tree;
  const retries = tree.entries.get('retries')?.tree;
  const given = [...(handlers?.kind === 'list' ? handlers.items : []), ...(retries ? [retries] : [])];
  return given.flatMap((handler): string[] => {
    const offer = handler.kind === 'map' ? handler.entries.get('offer')?.tree : undefined;
    const offers = offer?.kind === 'list' ? offer.items : offer ? [offer] : [];
    return offers.flatMap((one): string[] => {
      if (one.kind === 'map') return [textOf(one, 'offer') ?? ''];
      return one.kind === 'scalar' && typeof one.value === 'string' ? [one.value] : [];
    });
  });
}

/** How many values stand in a tree, as far as it matters. */
export function valuesIn(tree: Tree): number {
  if (tree.kind === 'scalar') return 1;
  const inside = tree.kind === 'list' ? tree.items : [...tree.entries.values()].map((entry) => entry.tree);
  return inside.reduce((sum, one) => sum + (sum > fileLimits.values ? 0 : valuesIn(one)), 1);
}

function textOf(tree: MapTree, key: string): string | undefined {
  const found = tree.entries.get(key)?.tree;
  return found?.kind === 'scalar' && found.value !== null ? String(found.value) : undefined;
}
