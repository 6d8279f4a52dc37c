import type { Json, SlotType } from '#src/protocol/index.ts';

import { phrase } from '../phrases/index.ts';
import { slotTypeDefinitions } from '../slot-types/index.ts';
import { readSize } from '../slot-types/measures.ts';
import type { Limits } from '../slot-types/slot-type.ts';
import { date, datetime, readDuration } from '../slot-types/times.ts';
import type { Field } from '../step.ts';
import type { Value } from '../text.ts';
import type { Fields } from './fields.ts';
import type { ScopeAt } from './scope-types.ts';
import type { Writing } from './writing.ts';

type FieldValues = { -readonly [K in 'default' | 'assume' | 'else' | 'min' | 'max']?: Value };

/** What a bound of each type is, and which types have none. */
const boundsOf: Readonly<Record<SlotType, 'number' | 'duration' | 'size' | 'date' | 'datetime' | 'none'>> = {
  string: 'number',
  text: 'number',
  int: 'number',
  number: 'number',
  bool: 'none',
  choice: 'none',
  multichoice: 'number',
  date: 'date',
  datetime: 'datetime',
  duration: 'duration',
  size: 'size',
  secret: 'number',
  file: 'none',
  location: 'none',
  email: 'none',
  url: 'none',
  ssh_key: 'none',
  cidr: 'none',
  rating: 'number',
  key_values: 'number',
};

const expected = {
  number: 'a number',
  duration: 'a length of time such as `20m`',
  size: 'a size such as `64 KB`',
  date: 'a day such as `2026-11-20`, or `today`',
  datetime: 'a moment such as `2026-11-20 14:30`',
} as const;

/** Some moment: whether a day exists does not depend on it. */
const someDay = Date.UTC(2026, 0, 1);

/** Reads the values a question may hold without an answer, and its bounds; what is written out has to fit its type. */
export function readFieldValues(
  writing: Writing,
  fields: Fields,
  scope: ScopeAt,
  type: SlotType,
  choices: Field['choices'],
): FieldValues {
  const values: FieldValues = {};
  for (const key of ['min', 'max'] as const) {
    const value = readBound(writing, fields, key, scope, type);
    if (value) values[key] = value;
  }
  const limits: Limits = {
    ...(values.min?.kind === 'literal' ? { min: values.min.value } : {}),
    ...(values.max?.kind === 'literal' ? { max: values.max.value } : {}),
  };
  if (typeof limits.min === 'number' && typeof limits.max === 'number' && limits.min > limits.max) {
    writing.problems.error('bounds', fields.at('min')?.place ?? fields.place, '`min` is larger than `max`');
    return values;
  }
  for (const key of ['default', 'assume', 'else'] as const) {
    const tree = fields.at(key);
    if (!tree) continue;
    const value = writing.value(tree, scope);
    values[key] = value;
    if (value.kind !== 'literal' || value.value === null || type === 'secret') continue;
    if (key === 'else') {
      // While the question is not asked, its slot may hold what nobody could answer, but nothing of another type.
      const { cel } = slotTypeDefinitions[type];
      const wanted = fitsCel(value.value, cel) ? undefined : `of type ${cel}`;
      if (wanted) writing.problems.error('wrong-type', tree.place, `\`else\` should be ${wanted}`);
      continue;
    }
    const why = whyNot(value.value, type, limits, choices);
    if (why !== undefined) writing.problems.error('wrong-type', tree.place, `\`${key}\` is no answer here: ${why}`);
  }
  return values;
}

function readBound(
  writing: Writing,
  fields: Fields,
  key: 'min' | 'max',
  scope: ScopeAt,
  type: SlotType,
): Value | undefined {
  const tree = fields.at(key);
  if (!tree) return undefined;
  const kind = boundsOf[type];
  if (kind === 'none') {
    writing.problems.error('bounds', tree.place, `a slot of type ${type} has no \`${key}\``, 'remove it');
    return undefined;
  }
  const value = writing.value(tree, scope);
  const failed = value.kind === 'literal' && value.value === null;
  if (failed && tree.kind === 'scalar' && tree.value !== null) return undefined;
  if (value.kind !== 'literal') {
    const computed = value.kind === 'expression' || value.kind === 'template';
    if (!computed) writing.problems.error('wrong-type', tree.place, `\`${key}\` should be ${expected[kind]}`);
    return computed ? value : undefined;
  }
  const read = boundOf(value.value, kind);
  if (read === null) {
    writing.problems.error('wrong-type', tree.place, `\`${key}\` should be ${expected[kind]}`);
    return undefined;
  }
  return { kind: 'literal', value: read };
}

function boundOf(value: Json, kind: keyof typeof expected): Json {
  if (kind === 'date' || kind === 'datetime') {
    const reading = { locale: 'en', now: someDay, limits: {} };
    const sound = date.read(value, reading).ok || (kind === 'datetime' && datetime.read(value, reading).ok);
    return typeof value === 'string' && sound ? value : null;
  }
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || kind === 'number') return null;
  return kind === 'duration' ? readDuration(value) : readSize(value);
}

function fitsCel(value: Json, cel: string): boolean {
  switch (cel.split('<')[0]) {
    case 'int':
      return Number.isSafeInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'map':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return typeof value === 'string';
  }
}

function whyNot(value: Json, type: SlotType, limits: Limits, choices: Field['choices']): string | undefined {
  const read = slotTypeDefinitions[type].read(value, { locale: 'en', now: someDay, limits });
  if (!read.ok) return phrase('en', read.key, read.values);
  if (!choices) return undefined;
  const known = choices.flatMap(({ value: one, label }) => [one.toLowerCase(), label.source.toLowerCase()]);
  const given = Array.isArray(read.value) ? read.value : [read.value];
  const strange = given.find((one) => !known.includes(String(one).toLowerCase()));
  return strange === undefined ? undefined : `\`${String(strange)}\` is not among the choices`;
}
