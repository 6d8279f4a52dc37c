import type { CardField, Json, JsonObject, Show } from '#src/protocol/index.ts';

import { compute, type Deciding, holds, writePlain } from '../deciding.ts';
import type { Expression } from '../expressions/expression.ts';
import { escapeMarkdown } from '../expressions/template.ts';
import type { Column, Drawing } from '../step.ts';
import { type Text, writeForPeople } from '../text.ts';
import { drawChart, readPoints } from './chart.ts';
import { drawQr } from './qr.ts';
import { isPicture, readCard, readDownload, readShow, toneOf } from './read-show.ts';
import { isWebAddress } from './web-address.ts';

const MOST_ROWS = 200;
const MOST_LINES = 500;

/** Draws what a `show` step shows. Null when there is nothing, or nothing that can be drawn. */
export function draw(deciding: Deciding, drawing: Drawing): Show | null {
  const value = 'value' in drawing && drawing.value !== undefined ? valueOf(deciding, drawing.value) : null;
  switch (drawing.as) {
    case 'auto':
      return guess(deciding, drawing, value);
    case 'markdown':
      return typeof value === 'string' && value !== '' ? { as: 'markdown', text: value } : null;
    case 'table':
      return table(deciding, drawing, value);
    case 'card':
      return card(deciding, drawing, value);
    case 'chart': {
      const points = readPoints(value);
      const title = drawing.title ? writePlain(deciding, drawing.title) : '';
      const unit = drawing.unit ? writePlain(deciding, drawing.unit) : '';
      return points.length === 0
        ? null
        : drawChart({ kind: drawing.kind, title, unit, points }, deciding.surroundings.locale);
    }
    case 'picture': {
      const known = isObject(value) && value['as'] === 'picture' ? readShow(value) : null;
      if (known) return known;
      if (typeof value !== 'string' || !isPicture(value)) return null;
      const caption = drawing.caption ? writePlain(deciding, drawing.caption) : undefined;
      const alt = drawing.alt ? writePlain(deciding, drawing.alt) : (caption ?? '');
      return { as: 'picture', src: value, alt, ...(caption === undefined ? {} : { caption }) };
    }
    case 'qr': {
      const text = writeForPeople(value, deciding.surroundings.locale);
      return text === '' ? null : drawQr(text, drawing.caption && writePlain(deciding, drawing.caption));
    }
    case 'download':
    case 'one_time_link':
      return download(deciding, drawing, value);
    case 'link': {
      const href = compute(deciding, drawing.href);
      if (typeof href !== 'string' || !isWebAddress(href)) return null;
      const caption = drawing.caption ? { caption: writePlain(deciding, drawing.caption) } : {};
      return { as: 'link', href, label: drawing.label ? writePlain(deciding, drawing.label) : href, ...caption };
    }
    case 'log':
      return log(deciding, drawing, value);
    default:
      return drawing satisfies never;
  }
}

/** Without `as`, a value is shown as what it looks like. */
function guess(deciding: Deciding, drawing: Extract<Drawing, { as: 'auto' }>, value: Json): Show | null {
  const { locale } = deciding.surroundings;
  if (isObject(value)) {
    const known = readShow(value) ?? readDownload(value, false);
    if (known) return known;
    return card(deciding, { ...(drawing.title ? { title: drawing.title } : {}), fields: [] }, value);
  }
  if (Array.isArray(value)) {
    if (value.every(isObject)) return table(deciding, drawing, value);
    return {
      as: 'markdown',
      text: value.map((item) => `- ${escapeMarkdown(writeForPeople(item, locale))}`).join('\n'),
    };
  }
  const text = writeForPeople(value, locale);
  // Only `as: markdown` says that a value is markup; any other reads as it was written.
  return text === '' ? null : { as: 'markdown', text: escapeMarkdown(text) };
}

function table(deciding: Deciding, drawing: { title?: Text; columns?: readonly Column[] }, value: Json): Show | null {
  const rows = rowsOf(value).slice(0, MOST_ROWS);
  if (rows.length === 0) return null;
  const title = titleOf(deciding, drawing);
  const { locale } = deciding.surroundings;
  if (drawing.columns) {
    return {
      as: 'table',
      ...title,
      columns: drawing.columns.map((column) => writePlain(deciding, column.title)),
      rows: rows.map((it) =>
        (drawing.columns ?? []).map((column) => writeForPeople(compute(deciding, column.value, { it }), locale)),
      ),
    };
  }
  const names = [...new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : ['value'])))].slice(0, 12);
  const cell = (row: Json, name: string): string =>
    writeForPeople(isObject(row) ? (Object.hasOwn(row, name) ? (row[name] ?? null) : null) : row, locale);
  return { as: 'table', ...title, columns: names, rows: rows.map((row) => names.map((name) => cell(row, name))) };
}

type CardDrawing = Pick<Extract<Drawing, { as: 'card' }>, 'title' | 'badge' | 'status' | 'fields'>;

function card(deciding: Deciding, drawing: CardDrawing, value: Json): Show | null {
  const given = isObject(value) ? readCard(value) : null;
  const rows = drawing.fields.flatMap((row): CardField[] => {
    if (row.when && !holds(deciding, row.when)) return [];
    const tone = row.tone ? toneOf(compute(deciding, row.tone)) : undefined;
    return [
      {
        label: writePlain(deciding, row.label),
        value: writePlain(deciding, row.value),
        ...(tone === undefined ? {} : { tone }),
        ...(row.copy ? { copy: true } : {}),
      },
    ];
  });
  if (!given && !drawing.title && rows.length === 0) return null;
  const badge = drawing.badge ? writePlain(deciding, drawing.badge) : given?.badge;
  const statusText = drawing.status ? writePlain(deciding, drawing.status.text) : '';
  const status =
    drawing.status && statusText !== ''
      ? { text: statusText, tone: toneOf(compute(deciding, drawing.status.tone)) ?? 'neutral' }
      : given?.status;
  return {
    as: 'card',
    title: drawing.title ? writePlain(deciding, drawing.title) : (given?.title ?? ''),
    ...(badge === undefined || badge === '' ? {} : { badge }),
    ...(status === undefined ? {} : { status }),
    fields: [...(given?.fields ?? []), ...rows],
  };
}

function download(
  deciding: Deciding,
  drawing: Extract<Drawing, { as: 'download' | 'one_time_link' }>,
  value: Json,
): Show | null {
  const caption = drawing.caption ? { caption: writePlain(deciding, drawing.caption) } : {};
  // A name with a folder in it would be one of somebody else's making.
  const filename = drawing.filename ? writePlain(deciding, drawing.filename).replace(/[/\\]/g, '-') : undefined;
  const content = drawing.content ? writePlain(deciding, drawing.content) : undefined;
  if (content !== undefined) {
    const href = `data:text/plain;charset=utf-8,${encodeURIComponent(content)}`;
    return { as: 'download', href, filename: filename ?? 'file.txt', ...caption };
  }
  const read = isObject(value) ? readDownload(value, drawing.as === 'one_time_link') : null;
  return read && { ...read, ...(filename === undefined ? {} : { filename }), ...caption };
}

function log(deciding: Deciding, drawing: Extract<Drawing, { as: 'log' }>, value: Json): Show | null {
  const known = isObject(value) ? readShow({ as: 'log', ...value }) : null;
  if (known) return { ...known, ...titleOf(deciding, drawing) };
  const text =
    typeof value === 'string'
      ? value.split(/\r?\n/)
      : Array.isArray(value)
        ? value.map((line) => writeForPeople(line, 'en'))
        : [];
  return text.length === 0 ? null : { as: 'log', ...titleOf(deciding, drawing), lines: text.slice(-MOST_LINES) };
}

function titleOf(deciding: Deciding, { title }: { title?: Text }): { title?: string } {
  return title ? { title: writePlain(deciding, title) } : {};
}

function valueOf(deciding: Deciding, value: Expression | Parameters<typeof compute>[1]): Json {
  return 'evaluate' in value ? compute(deciding, { kind: 'expression', expression: value }) : compute(deciding, value);
}

function rowsOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.entries(value).map(([name, item]) => ({ name, value: item })) : [];
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
