import { isWebAddress } from '../showing/web-address.ts';
import type { CardRow, CardStatus, Column, Drawing, Step, StepBase } from '../step.ts';
import type { Text, Value } from '../text.ts';
import { textOf } from './field-text.ts';
import type { Fields } from './fields.ts';
import { partKeys } from './keys.ts';
import type { StepOutline } from './outline.ts';
import { suggestion } from './problems.ts';
import type { ScopeAt } from './scope-types.ts';
import type { Writing } from './writing.ts';
import type { Tree } from './yaml-tree.ts';

/** What `show` can draw. */
export const drawings = [
  'markdown',
  'table',
  'card',
  'chart',
  'picture',
  'qr',
  'download',
  'one_time_link',
  'link',
  'log',
] as const;
type As = (typeof drawings)[number];

/** What each kind of drawing takes besides `as` and `text`. */
export const drawingKeys: Readonly<Record<As, readonly string[]>> = {
  markdown: [],
  table: ['title', 'columns'],
  card: ['title', 'badge', 'status', 'fields'],
  chart: ['title', 'kind', 'unit'],
  picture: ['caption', 'alt'],
  qr: ['value', 'caption'],
  download: ['filename', 'content', 'caption'],
  one_time_link: ['filename', 'caption'],
  link: ['href', 'label', 'caption'],
  log: ['title'],
};

/** Reads `show`: a value of the flow (`show: quote` with `as:`), or a drawing written in the file (`show: card`). */
export function readShow(
  writing: Writing,
  outline: StepOutline,
  fields: Fields,
  scope: ScopeAt,
  base: StepBase,
): Step | undefined {
  const { problems } = writing;
  const { subject } = outline;
  if (subject.kind !== 'scalar' || subject.value === null) {
    const message = '`show:` is followed by the name of a value, or by what is drawn';
    problems.error('expression', subject.place, message, 'for example `show: quote`, or `show: card`');
    return undefined;
  }
  const said = String(subject.value);
  const inline = fields.has('as') || scope.meaning(said) ? undefined : drawings.find((one) => one === said);
  const as = inline ?? fields.oneOf('as', drawings);
  if (fields.has('as') && as === undefined) return undefined;
  for (const [key, entry] of fields.tree.entries) {
    if (!as || key === 'text' || key === 'as' || drawingKeys[as].includes(key) || !allDrawingKeys.has(key)) continue;
    problems.error(
      'unknown-key',
      entry.key,
      `\`${key}\` has no meaning for a ${as}`,
      suggestion(key, [...drawingKeys[as], 'text']),
    );
  }
  const value = inline ? undefined : writing.expression(subject, scope);
  if (!inline && !value) return undefined;
  const drawing = readDrawing(writing, fields, scope, base, as, value);
  const text = textOf(writing, fields, 'text', base, scope);
  return drawing && { ...base, verb: 'show', drawing, ...(text ? { text } : {}) };
}

const allDrawingKeys = new Set(Object.values(drawingKeys).flat());

function readDrawing(
  writing: Writing,
  fields: Fields,
  scope: ScopeAt,
  base: StepBase,
  as: As | undefined,
  value: ReturnType<Writing['expression']>,
): Drawing | undefined {
  const say = (key: string): { [name: string]: Text } => {
    const text = textOf(writing, fields, key, base, scope);
    return text ? { [key]: text } : {};
  };
  const needs = (key: string): undefined => {
    fields.missing(key, `a ${as ?? 'value'} cannot be shown without it`);
    return undefined;
  };
  switch (as) {
    case undefined: {
      const columns = readColumns(writing, fields, scope, base);
      return value && { as: 'auto', value, ...say('title'), ...say('caption'), ...(columns ? { columns } : {}) };
    }
    case 'markdown':
      if (!value && !fields.has('text')) return needs('text');
      return value ? { as, value } : { as };
    case 'table': {
      const columns = readColumns(writing, fields, scope, base);
      return value ? { as, value, ...say('title'), ...(columns ? { columns } : {}) } : needs('show');
    }
    case 'card': {
      const rows = readRows(writing, fields, scope, base);
      const status = readStatus(writing, fields, scope, base);
      if (!value && !fields.has('title')) return needs('title');
      return {
        as,
        fields: rows,
        ...(value ? { value } : {}),
        ...say('title'),
        ...say('badge'),
        ...(status ? { status } : {}),
      };
    }
    case 'chart':
      return value
        ? {
            as,
            value,
            kind: fields.oneOf('kind', ['bar', 'line', 'pie'] as const) ?? 'bar',
            ...say('title'),
            ...say('unit'),
          }
        : needs('show');
    case 'picture':
      return value ? { as, value, ...say('caption'), ...say('alt') } : needs('show');
    case 'qr': {
      const tree = fields.at('value');
      if (value) return { as, value: { kind: 'expression', expression: value }, ...say('caption') };
      return tree ? { as, value: writing.value(tree, scope), ...say('caption') } : needs('value');
    }
    case 'download':
    case 'one_time_link':
      if (!value && !fields.has('content')) return needs('content');
      checkFilename(writing, fields);
      return { as, ...(value ? { value } : {}), ...say('content'), ...say('filename'), ...say('caption') };
    case 'link': {
      const tree = fields.at('href');
      if (value) return { as, href: { kind: 'expression', expression: value }, ...say('label'), ...say('caption') };
      if (!tree) return needs('href');
      const href = writing.value(tree, scope);
      checkAddress(writing, tree, href);
      return { as, href, ...say('label'), ...say('caption') };
    }
    case 'log':
      return value ? { as, value, ...say('title') } : needs('show');
    default:
      return as satisfies never;
  }
}

/** An address whose beginning is known has to be one that may be opened. */
function checkAddress({ problems }: Writing, { place }: Tree, href: Value): void {
  const [first] = href.kind === 'template' ? href.parts : [];
  const begin = href.kind === 'literal' ? href.value : first;
  // What it begins with is only known in the conversation; it is looked at again there.
  if (href.kind === 'expression' || (href.kind === 'template' && typeof begin === 'object')) return;
  if (typeof begin === 'string' && isWebAddress(begin)) return;
  const fix = 'it begins with `https://`, `mailto:`, or `/` for a page of this server';
  problems.error('unsafe-link', place, 'this is no address that can be opened', fix);
}

function checkFilename({ problems }: Writing, fields: Fields): void {
  const tree = fields.at('filename');
  const name = tree?.kind === 'scalar' ? String(tree.value) : '';
  if (!tree || !/[/\\]|^\./.test(name)) return;
  problems.error('filename', tree.place, 'a file is named without folders, and not hidden', 'for example `report.csv`');
}

function readColumns(writing: Writing, fields: Fields, scope: ScopeAt, base: StepBase): Column[] | undefined {
  if (!fields.has('columns')) return undefined;
  const each = scope.with({ it: 'any' });
  return fields.maps('columns', partKeys.column).flatMap((column, index): Column[] => {
    const title = textOf(writing, column, 'title', base, scope, `columns.${index + 1}`);
    const tree = column.at('value');
    if (!column.has('title')) column.missing('title', 'what stands above the column');
    if (!tree) column.missing('value', 'what stands in the column', 'for example `value: it.name`');
    if (!title || !tree) return [];
    const bare = tree.kind === 'scalar' && typeof tree.value === 'string' && !tree.value.includes('${{');
    const expression = bare ? writing.expression(tree, each) : undefined;
    if (bare) return expression ? [{ title, value: { kind: 'expression', expression } }] : [];
    return [{ title, value: writing.value(tree, each) }];
  });
}

function readRows(writing: Writing, fields: Fields, scope: ScopeAt, base: StepBase): CardRow[] {
  return fields.maps('fields', partKeys.row).flatMap((row, index): CardRow[] => {
    const label = textOf(writing, row, 'label', base, scope, `fields.${index + 1}.label`);
    const value = textOf(writing, row, 'value', base, scope, `fields.${index + 1}.value`);
    if (!row.has('label')) row.missing('label', 'what the line is about');
    if (!row.has('value')) row.missing('value', 'what it says');
    const tone = row.at('tone');
    const when = row.at('when');
    const condition = when && writing.condition(when, scope);
    if (!label || !value) return [];
    return [
      {
        label,
        value,
        copy: row.flag('copy') === true,
        ...(tone ? { tone: writing.value(tone, scope) } : {}),
        ...(condition ? { when: condition } : {}),
      },
    ];
  });
}

function readStatus(writing: Writing, fields: Fields, scope: ScopeAt, base: StepBase): CardStatus | undefined {
  const status = fields.map('status', partKeys.status);
  const text = status && textOf(writing, status, 'text', base, scope, 'status');
  const tone = status?.at('tone');
  return text && { text, tone: tone ? writing.value(tone, scope) : { kind: 'literal', value: 'neutral' } };
}
