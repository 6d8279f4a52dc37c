import type { JsonSchema } from '../catalogue.ts';
import type { ActionChoices, StaticChoice } from '../step.ts';
import type { Value } from '../text.ts';
import { useAction } from './action-use.ts';
import { Fields } from './fields.ts';
import { partKeys } from './keys.ts';
import type { ScopeAt } from './scope-types.ts';
import type { Writing } from './writing.ts';
import type { Tree } from './yaml-tree.ts';

/** What still fits on a button, if not on every channel's. */
const LONGEST_LABEL = 200;

interface ChoicesRead {
  list?: StaticChoice[];
  from?: ActionChoices;
  depends: string[];
}

/** Reads `choices:`: a list in the file, or one that an action gives; and what they depend on. */
export function readChoices(writing: Writing, fields: Fields, key: string, slot: string, scope: ScopeAt): ChoicesRead {
  const own = fields.strings('depends') ?? [];
  const tree = fields.at('choices');
  const depends = [...own];
  let read: Omit<ChoicesRead, 'depends'> = {};
  if (tree?.kind === 'list') {
    if (tree.items.length === 0)
      writing.problems.error('choices', tree.place, 'there is nothing to choose from', 'name at least one choice');
    read = { list: readList(writing, tree.items, key, scope) };
  } else if (tree?.kind === 'map') {
    const choices = new Fields(tree, partKeys.choicesFrom, writing.problems);
    depends.push(...(choices.strings('depends') ?? []));
    const from = readFrom(writing, choices, scope);
    if (from) read = { from };
  } else if (tree) {
    writing.problems.error(
      'choices',
      tree.place,
      '`choices:` is a list, or a map with `from:`',
      'for example `choices: [small, large]`',
    );
  }
  for (const { value, place } of depends) {
    const other = writing.outline.slots.get(value);
    const mine = writing.outline.slots.get(slot);
    if (!other || !mine || other.step.index >= mine.step.index) {
      writing.problems.error(
        'unknown-slot',
        place,
        `\`${value}\` is not asked before this`,
        'name slots of earlier questions',
      );
    }
  }
  return { ...read, depends: depends.map(({ value }) => value) };
}

function readList(writing: Writing, items: readonly Tree[], key: string, scope: ScopeAt): StaticChoice[] {
  const seen = new Set<string>();
  return items.flatMap((item): StaticChoice[] => {
    const choice = item.kind === 'map' ? new Fields(item, partKeys.choice, writing.problems) : undefined;
    const value = choice
      ? choice.string('value')
      : item.kind === 'scalar' && item.value !== null
        ? String(item.value)
        : undefined;
    if (value === undefined) {
      if (!choice?.has('value'))
        writing.problems.error('choices', item.place, 'a choice is a text, or a map with `value:` and `label:`');
      return [];
    }
    if (seen.has(value)) writing.problems.error('choices', item.place, `\`${value}\` is there twice`);
    seen.add(value);
    const labelTree = choice?.at('label');
    const label =
      (labelTree && writing.text(labelTree, `${key}.choices.${value}`, scope)) ??
      writing.plain(`${key}.choices.${value}`, value);
    if (label.source.length > LONGEST_LABEL) {
      const message = `a choice of ${label.source.length} characters is too long: at most ${LONGEST_LABEL}`;
      writing.problems.error('choices', item.place, message, 'put the rest into `description:`');
    }
    const description = choice?.at('description');
    const group = choice?.at('group');
    const when = choice?.at('when');
    const described = description && writing.text(description, `${key}.choices.${value}.description`, scope);
    const grouped = group && writing.text(group, `${key}.choices.${value}.group`, scope);
    const condition = when && writing.condition(when, scope);
    return [
      {
        value,
        label,
        ...(described ? { description: described } : {}),
        ...(grouped ? { group: grouped } : {}),
        ...(condition ? { when: condition } : {}),
      },
    ];
  });
}

function readFrom(writing: Writing, choices: Fields, scope: ScopeAt): ActionChoices | undefined {
  const name = choices.string('from');
  if (name === undefined) {
    if (!choices.has('from')) choices.missing('from', 'the action that gives the choices');
    return undefined;
  }
  const action = useAction(writing, name, choices.at('from')?.place ?? choices.place, 'read');
  if (!action) return undefined;
  const given = writing.input(choices.at('with'), choices.place, action.input, scope, 'allowed');
  const items = choices.has('items')
    ? (choices.string('items') ?? '').split('.').filter((key) => key !== '')
    : listPath(action.output);
  const each = scope.with({ it: itemSchema(action.output, items) ?? 'any' });
  const value = choices.at('value');
  const label = choices.at('label');
  if (!value) choices.missing('value', 'what is stored, from each `it` of the list', 'for example `value: it.id`');
  const stored = value && writing.expression(value, each);
  if (!stored) return undefined;
  const description = choices.at('description');
  const group = choices.at('group');
  const disabled = choices.at('disabled');
  const off = disabled && writing.condition(disabled, each);
  return {
    action: action.name,
    with: given,
    timeoutMs: choices.time('timeout') ?? 10_000,
    items,
    value: stored,
    label: label ? read(writing, label, each) : { kind: 'expression', expression: stored },
    search: choices.flag('search') === true,
    ...(description ? { description: read(writing, description, each) } : {}),
    ...(group ? { group: read(writing, group, each) } : {}),
    ...(off ? { disabled: off } : {}),
  };
}

/** A label is a text with places, or a bare expression on `it`. */
function read(writing: Writing, tree: Tree, scope: ScopeAt): Value {
  const bare = tree.kind === 'scalar' && typeof tree.value === 'string' && !tree.value.includes('${{');
  if (!bare || !/^it(\.|\[|$)/.test(String(tree.value).trim())) return writing.value(tree, scope);
  const expression = writing.expression(tree, scope);
  return expression ? { kind: 'expression', expression } : { kind: 'literal', value: '' };
}

/** Where the list stands in an action's output: itself, or its only list, or `items`. */
function listPath(output: JsonSchema): string[] {
  if (output.type === 'array') return [];
  const { properties } = output;
  if (!properties) return ['items'];
  const lists = Object.keys(properties).filter((key) => properties[key]?.type === 'array');
  return lists.length === 1 && lists[0] !== undefined ? [lists[0]] : ['items'];
}

function itemSchema(output: JsonSchema, path: readonly string[]): JsonSchema | undefined {
  const list = path.reduce<JsonSchema | undefined>((schema, key) => schema?.properties?.[key], output);
  return typeof list?.items === 'object' ? list.items : undefined;
}
