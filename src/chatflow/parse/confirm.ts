import type { ConfirmStep, StepBase } from '../step.ts';
import { textOf } from './field-text.ts';
import type { Fields } from './fields.ts';
import { suggestion } from './problems.ts';
import type { ScopeAt } from './scope-types.ts';
import type { Writing } from './writing.ts';

/** Reads `confirm`: the summary before something happens. */
export function readConfirm(writing: Writing, fields: Fields, scope: ScopeAt, base: StepBase): ConfirmStep {
  const { problems, outline } = writing;
  const index = outline.ids.get(base.id)?.index ?? 0;
  const show = (fields.strings('show') ?? []).flatMap(({ value, place }) => {
    const slot = outline.slots.get(value);
    if (slot && slot.step.index < index) return [{ slot: value }];
    const known = [...outline.slots].filter(([, one]) => one.step.index < index).map(([name]) => name);
    problems.error('unknown-slot', place, `\`${value}\` is not asked before this summary`, suggestion(value, known));
    return [];
  });
  const rows = fields.maps('rows', ['label', 'value', 'when']).flatMap((row, position): ConfirmStep['rows'] => {
    const label = textOf(writing, row, 'label', base, scope, `rows.${position + 1}.label`);
    const value = textOf(writing, row, 'value', base, scope, `rows.${position + 1}.value`);
    const condition = row.at('when');
    const when = condition && writing.condition(condition, scope);
    if (!row.has('label')) row.missing('label', 'what the line is about');
    if (!row.has('value')) row.missing('value', 'what it says');
    return label && value ? [{ label, value, ...(when ? { when } : {}) }] : [];
  });
  const danger = fields.at('danger');
  const plain = danger?.kind === 'scalar' && typeof danger.value === 'boolean';
  const named = plain && danger.value === true && scope.meaning('name') ? '${{ name }}' : undefined;
  const word =
    danger && !plain
      ? writing.text(danger, `${base.id}.danger`, scope)
      : named === undefined || !danger
        ? undefined
        : writing.text(
            { kind: 'scalar', value: named, place: danger.place, end: danger.place.offset },
            `${base.id}.danger`,
            scope,
          );
  const text = textOf(writing, fields, 'text', base, scope);
  const yes = textOf(writing, fields, 'yes', base, scope);
  const no = textOf(writing, fields, 'no', base, scope);
  return {
    ...base,
    verb: 'confirm',
    show,
    rows,
    danger: danger !== undefined && !(plain && danger.value === false),
    ...(text ? { text } : {}),
    ...(word ? { typed: word } : {}),
    ...(yes ? { yes } : {}),
    ...(no ? { no } : {}),
  };
}
