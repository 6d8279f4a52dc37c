import type { Show, SummaryRow, Tone } from '#src/protocol/index.ts';

import { figuresOf } from '../rendering/figures-of.ts';
import type { Button, Card, Piece } from '../rendering/piece.ts';
import { progressText } from '../rendering/progress.ts';
import { qrPicture } from '../rendering/qr-picture.ts';
import { readData } from '../rendering/read-data.ts';
import { sizeOfPng } from '../rendering/size-of-png.ts';
import { word } from '../words.ts';
import {
  codeLines,
  emptyLine,
  joined,
  type Line,
  MAX_CAPTION,
  markdownLines,
  marked,
  messagesOf,
  plainLine,
} from './html.ts';

/** A button as Telegram draws it: it brings its data back, or leads somewhere. */
export type TelegramButton = { text: string; style?: 'primary' | 'danger' } & (
  | { callback_data: string }
  | { url: string }
);

/** One message of Telegram, before it has a chat. */
export type TelegramMessage =
  | { type: 'text'; html: string; keyboard: TelegramButton[][] /** An answer is typed. */; asks: boolean }
  | { type: 'photo'; content: Uint8Array; filename: string; html: string }
  | { type: 'document'; content: Uint8Array; filename: string; html: string };

/** Telegram takes a photo up to so many bytes, so many dots along two sides, and so much longer than wide. */
const PHOTO = { bytes: 10_000_000, sides: 10_000, ratio: 20 };
const LINES_OF_A_LOG = 40;
/** Characters that stand side by side on a telephone in a fixed width. */
const NARROW = 38;

/** A piece as messages of Telegram. Pure. */
export function renderPiece(piece: Piece): TelegramMessage[] {
  switch (piece.type) {
    case 'text':
      return texts([...toned(markdownLines(piece.text), piece.tone)]);
    case 'relayed':
      return texts([joined(marked('b', plainLine(`${piece.name}: `)), plainLine(piece.text))]);
    case 'operation':
      return texts(markdownLines(progressText(piece.operation)));
    case 'card':
      return renderCard(piece.card);
    case 'show': {
      const before = piece.text === undefined ? [] : texts(markdownLines(piece.text));
      return [...before, ...renderShow(piece.show, piece.lang)];
    }
    default:
      return piece satisfies never;
  }
}

function renderCard(card: Card): TelegramMessage[] {
  const lines = [
    ...(card.error === undefined ? [] : [...toned(markdownLines(card.error), 'warning'), emptyLine]),
    ...markdownLines(card.text),
    ...card.rows.map(rowLine),
    ...(card.answered === undefined || card.answered === ''
      ? []
      : [joined(plainLine('➤ '), marked('b', plainLine(card.answered)))]),
    ...described(card.choices),
    ...(card.hint === undefined ? [] : [marked('i', plainLine(card.hint))]),
  ];
  const leads = [...card.choices, ...card.controls.flat()].filter(({ href }) => href !== undefined && !canOpen(href));
  lines.push(...leads.map(({ label, href }) => joined(plainLine(`${label}: `), marked('code', plainLine(href ?? '')))));
  const keyboard = [...grid(card.choices), ...card.controls]
    .map((row) =>
      row.filter(({ href }) => href === undefined || canOpen(href)).map((button) => buttonOf(button, card.prompt)),
    )
    .filter((row) => row.length > 0);
  const messages = texts(lines);
  const last = messages.at(-1);
  if (last?.type === 'text') {
    last.keyboard = keyboard;
    last.asks = card.expects !== 'press' && card.choices.length === 0 && card.answered === undefined;
  }
  return messages;
}

function buttonOf({ key, label, style, picked, href }: Button, prompt: string): TelegramButton {
  const sign = picked === undefined ? '' : picked ? '☑ ' : '☐ ';
  const text = clip(`${sign}${label}`, 64);
  return {
    text,
    ...(style === undefined ? {} : { style }),
    ...(href === undefined ? { callback_data: `${prompt}|${key}` } : { url: href }),
  };
}

/** Short choices side by side, long ones below each other. */
function grid(choices: readonly Button[]): Button[][] {
  const longest = Math.max(0, ...choices.map(({ label }) => label.length));
  const columns = longest <= 3 ? 5 : longest <= 16 ? 2 : 1;
  const rows: Button[][] = [];
  for (let at = 0; at < choices.length; at += columns) rows.push(choices.slice(at, at + columns));
  return rows;
}

/** What stands behind a choice does not fit on its button. */
function described(choices: readonly Button[]): Line[] {
  if (!choices.some(({ description }) => description !== undefined && description !== '')) return [];
  return [
    emptyLine,
    ...choices.map(({ label, description }) =>
      joined(plainLine('• '), marked('b', plainLine(label)), plainLine(description ? `: ${description}` : '')),
    ),
  ];
}

function rowLine({ label, value }: SummaryRow): Line {
  return joined(plainLine(`${label}: `), marked('b', plainLine(value)));
}

function renderShow(show: Show, lang: string): TelegramMessage[] {
  switch (show.as) {
    case 'markdown':
      return texts(markdownLines(show.text));
    case 'table':
      return texts([...titled(show.title), ...tableLines(show.columns, show.rows)]);
    case 'card': {
      const badge = show.badge === undefined ? [] : [marked('i', plainLine(` (${show.badge})`))];
      const head = joined(marked('b', plainLine(show.title)), ...badge);
      const status = show.status ? [plainLine(`${signOf(show.status.tone)}${show.status.text}`)] : [];
      const fields = show.fields.map(({ label, value, tone, copy }) =>
        joined(plainLine(`${label}: ${signOf(tone)}`), copy ? marked('code', plainLine(value)) : plainLine(value)),
      );
      return texts([head, ...status, ...fields]);
    }
    case 'picture': {
      const html = caption(show.caption ?? '', figuresOf(show));
      const read = readData(show.src);
      if (!read) return texts([plainLine(show.alt)]);
      const { type, content } = read;
      const filename = type === 'image/png' ? 'picture.png' : 'picture.svg';
      // Telegram shows no SVG: the words of the picture stand below it.
      return [{ type: isPhoto(content) ? 'photo' : 'document', content, filename, html }];
    }
    case 'qr': {
      const html = captionOf([
        ...(show.caption === undefined ? [] : [plainLine(show.caption)]),
        marked('code', plainLine(clip(show.text, 800))),
      ]);
      return [{ type: 'photo', content: qrPicture(show.text), filename: 'code.png', html }];
    }
    case 'download': {
      const lines = show.caption === undefined ? [] : markdownLines(show.caption);
      const read = readData(show.href);
      if (read) return [{ type: 'document', content: read.content, filename: show.filename, html: captionOf(lines) }];
      const note = show.once ? [marked('i', plainLine(word(lang, 'onceNote')))] : [];
      return leading([...lines, marked('b', plainLine(show.filename)), ...note], show.href, show.filename);
    }
    case 'link':
      return leading(
        show.caption === undefined ? [plainLine(show.label)] : [plainLine(show.caption)],
        show.href,
        show.label,
      );
    case 'log': {
      const all = show.lines.join('\n');
      if (show.lines.length <= LINES_OF_A_LOG)
        return texts([...titled(show.title), ...codeLines(all === '' ? '…' : all)]);
      const html = captionOf(titled(show.title));
      return [
        ...texts([...titled(show.title), ...codeLines(show.lines.slice(-LINES_OF_A_LOG).join('\n'))]),
        { type: 'document', content: new TextEncoder().encode(`${all}\n`), filename: 'log.txt', html },
      ];
    }
    default:
      return show satisfies never;
  }
}

/** A text with a button that leads somewhere; where Telegram takes no such address, the address itself. */
function leading(lines: Line[], href: string, label: string): TelegramMessage[] {
  if (!canOpen(href)) return texts([...lines, marked('code', plainLine(href))]);
  const messages = texts(lines);
  const last = messages.at(-1);
  if (last?.type === 'text') last.keyboard = [[{ text: clip(label, 64), url: href }]];
  return messages;
}

/** Telegram refuses buttons that lead to this machine, or to a name without a dot. */
function canOpen(href: string | undefined): boolean {
  if (href === undefined || !URL.canParse(href)) return false;
  const { protocol, hostname } = new URL(href);
  if (protocol !== 'https:' && protocol !== 'http:') return false;
  return hostname.includes('.') && !hostname.startsWith('127.') && !hostname.endsWith('.localhost');
}

function tableLines(columns: readonly string[], rows: readonly (readonly string[])[]): Line[] {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const width = widths.reduce((sum, one) => sum + one + 2, 0);
  if (width <= NARROW) {
    const text = all.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
    return codeLines(text.join('\n'));
  }
  return rows.flatMap((row) => {
    const rest = columns.slice(1).map((name, index) => `${name}: ${row[index + 1] ?? ''}`);
    return [
      joined(plainLine('• '), marked('b', plainLine(row[0] ?? ''))),
      ...rest.map((line) => plainLine(`   ${line}`)),
    ];
  });
}

function titled(title: string | undefined): Line[] {
  return title === undefined ? [] : [marked('b', plainLine(title))];
}

function toned(lines: Line[], tone: Tone | undefined): Line[] {
  const [first = emptyLine, ...rest] = lines;
  return [joined(plainLine(signOf(tone)), first), ...rest];
}

function signOf(tone: Tone | undefined): string {
  if (tone === undefined) return '';
  return { neutral: '', info: 'ℹ️ ', success: '✅ ', warning: '⚠️ ', error: '❌ ' }[tone];
}

function texts(lines: readonly Line[]): TelegramMessage[] {
  return messagesOf(lines).map((html) => ({ type: 'text', html, keyboard: [], asks: false }));
}

function caption(title: string, alt: string): string {
  return captionOf([...titled(title === '' ? undefined : title), ...(alt === '' ? [] : [plainLine(clip(alt, 700))])]);
}

function captionOf(lines: readonly Line[]): string {
  return lines.length === 0 ? '' : (messagesOf(lines, MAX_CAPTION)[0] ?? '');
}

/** What Telegram shows in the chat; anything else it brings as a file. */
function isPhoto(content: Uint8Array): boolean {
  const size = sizeOfPng(content);
  if (size === null || content.length > PHOTO.bytes) return false;
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
  return short + long <= PHOTO.sides && long <= PHOTO.ratio * short;
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
