import type { Show, Tone } from '#src/protocol/index.ts';

import { figuresOf } from '../rendering/figures-of.ts';
import type { Button, Card, Piece } from '../rendering/piece.ts';
import { progressText } from '../rendering/progress.ts';
import { qrPicture } from '../rendering/qr-picture.ts';
import { readData } from '../rendering/read-data.ts';
import { sizeOfPng } from '../rendering/size-of-png.ts';
import { word } from '../words.ts';
import { bodyOf, fieldsBody, joinBodies, literalBody, type MatrixBody, tableBody } from './matrix-body.ts';

/** What is sent as one event. */
export type MatrixMessage =
  | {
      as: 'text';
      body: MatrixBody;
      /** So many choices may be picked by a keycap on the message. */
      keycaps?: number;
      /** The answer to the question that this message was. */
      answered?: string;
    }
  /** A poll with one vote, its answers named by the keys of buttons. */
  | { as: 'poll'; prompt: string; question: string; answers: { key: string; label: string }[] }
  /** With its size in dots it is a picture that clients show; without, a file. */
  | { as: 'file'; bytes: Uint8Array; name: string; mediaType: string; size?: { width: number; height: number } };

/** Most answers of a poll, and characters of its question, that clients draw. */
const MOST_ANSWERS = 20;
const MOST_QUESTION = 300;

/** Characters of one message: an event has 64 KB, and a text is in it twice, once with its marks. */
const MOST_TEXT = 10_000;

/** A piece as the events that show it. Pure. */
export function renderPiece(piece: Piece, options: { polls: boolean }): MatrixMessage[] {
  switch (piece.type) {
    case 'text':
      return texts(`${signs[piece.tone ?? 'neutral']}${piece.text}`);
    case 'relayed': {
      const name = literalBody(piece.name);
      const said = literalBody(piece.text);
      return [text({ plain: `${name.plain}: ${said.plain}`, html: `<strong>${name.html}</strong>: ${said.html}` })];
    }
    case 'show':
      return renderShow(piece.show, piece.text);
    case 'card':
      return renderCard(piece.card, piece.lang, options.polls);
    case 'operation':
      return [text(bodyOf(progressText(piece.operation)))];
    default:
      return piece satisfies never;
  }
}

const signs: { readonly [tone in Tone]: string } = {
  neutral: '',
  info: '',
  success: '',
  warning: '⚠️ ',
  error: '❌ ',
};

const text = (body: MatrixBody): MatrixMessage => ({ as: 'text', body });

/** Markdown, in as many messages as it takes. */
function texts(markdown: string): MatrixMessage[] {
  return parts(markdown.split('\n'), ({ length }) => length).map((lines) => text(bodyOf(lines.join('\n'))));
}

/** In their order, so many together as fit into one message. Never empty. */
function parts<T>(all: readonly T[], lengthOf: (one: T) => number): T[][] {
  const found: T[][] = [];
  let room = 0;
  for (const one of all) {
    room -= lengthOf(one) + 1;
    if (room < 0 || found.length === 0) {
      found.push([]);
      room = MOST_TEXT - lengthOf(one);
    }
    found.at(-1)?.push(one);
  }
  return found.length === 0 ? [[]] : found;
}

function renderShow(show: Show, caption: string | undefined): MatrixMessage[] {
  const above = caption === undefined ? [] : [bodyOf(caption)];
  switch (show.as) {
    case 'markdown':
      return [...above.map(text), ...texts(show.text)];
    case 'table': {
      const [first = [], ...more] = parts(show.rows, (row) => row.reduce((sum, cell) => sum + cell.length + 20, 0));
      return [
        text(joinBodies([...above, ...title(show.title), tableBody(show.columns, first)])),
        ...more.map((rows) => text(tableBody(show.columns, rows))),
      ];
    }
    case 'card': {
      const badge = show.badge === undefined ? '' : ` (${show.badge})`;
      const status = show.status === undefined ? '' : ` · ${show.status.text}`;
      return [text(joinBodies([...above, ...title(show.title, `${badge}${status}`), fieldsBody(show.fields)]))];
    }
    case 'picture': {
      const below = joinBodies([...above, bodyOf(show.caption ?? ''), literalBody(figuresOf(show))]);
      const data = readData(show.src);
      return [...(data === null ? [] : [picture(data, show.alt)]), text(below)];
    }
    case 'qr': {
      const below = joinBodies([...above, bodyOf(show.caption ?? ''), code(show.text)]);
      return [picture({ type: 'image/png', content: qrPicture(show.text) }, show.text), text(below)];
    }
    case 'download':
      return [text(joinBodies([...above, bodyOf(show.caption ?? ''), link(show.filename, show.href)]))];
    case 'link':
      return [text(joinBodies([...above, bodyOf(show.caption ?? ''), link(show.label, show.href)]))];
    case 'log': {
      const [first = [], ...more] = parts(show.lines, ({ length }) => length);
      return [
        text(joinBodies([...above, ...title(show.title), code(first.join('\n'))])),
        ...more.map((lines) => text(code(lines.join('\n')))),
      ];
    }
    default:
      return show satisfies never;
  }
}

function renderCard(card: Card, lang: string, polls: boolean): MatrixMessage[] {
  const error = card.error === undefined ? [] : [bodyOf(`⚠️ ${card.error}`)];
  const question = bodyOf(card.text);
  const rows = card.rows.length === 0 ? [] : [fieldsBody(card.rows)];
  if (card.answered !== undefined) {
    const answer = literalBody(`✔ ${card.answered}`);
    return [{ as: 'text', body: joinBodies([question, ...rows, answer]), answered: card.answered }];
  }
  const hint = card.hint === undefined ? [] : [bodyOf(card.hint)];
  const answers = polls ? pollAnswers(card) : undefined;
  const poll: MatrixMessage[] =
    answers === undefined
      ? []
      : [{ as: 'poll', prompt: card.prompt, question: question.plain.slice(0, MOST_QUESTION), answers }];
  const isShort = question.plain.length <= MOST_QUESTION && !question.html.startsWith('<');
  if (poll.length > 0 && isShort && rows.length + error.length + hint.length === 0) return poll;

  const choices = answers === undefined || card.choices.length === 0 ? [numbered(card)] : [];
  const several = card.choices.some(({ picked }) => picked !== undefined);
  const how = card.choices.length === 0 ? [] : [bodyOf(`*${word(lang, several ? 'pickSeveral' : 'pickOne')}*`)];
  const body = joinBodies([
    question,
    ...rows,
    ...error,
    ...hint,
    ...(poll.length > 0 ? [] : [...choices, ...how]),
    controls(card),
  ]);
  const keycaps = poll.length === 0 && !several ? Math.min(card.choices.length, 10) : 0;
  return [{ as: 'text', body, ...(keycaps > 1 ? { keycaps } : {}) }, ...poll];
}

/** What one vote can answer; undefined where more than that is needed: several choices, further pages, typed words. */
function pollAnswers(card: Card): { key: string; label: string }[] | undefined {
  const { choices } = card;
  const first = card.controls[0] ?? [];
  const buttons = choices.length > 0 ? choices : card.expects === 'press' ? first : [];
  const isPaged = first.some(({ key }) => key === 'n' || key === 'p');
  if (buttons.length < 2 || buttons.length > MOST_ANSWERS || (choices.length > 0 && isPaged)) return undefined;
  if (buttons.some(({ picked, href }) => picked !== undefined || href !== undefined)) return undefined;
  return buttons.map(({ key, label, description }, index) => {
    const number = choices.length > 0 ? `${card.firstNumber + index}. ` : '';
    return { key, label: `${number}${label}${description === undefined ? '' : ` – ${description}`}` };
  });
}

function numbered({ choices, firstNumber }: Card): MatrixBody {
  if (choices.length === 0) return { plain: '', html: '' };
  const items = choices.map(({ label, description, picked }) => {
    const mark = picked === undefined ? '' : picked ? '☑ ' : '☐ ';
    return literalBody(`${mark}${label}${description === undefined ? '' : ` – ${description}`}`);
  });
  return {
    plain: items.map(({ plain }, index) => `${firstNumber + index}. ${plain}`).join('\n'),
    html: `<ol start="${firstNumber}">${items.map(({ html }) => `<li>${html}</li>`).join('')}</ol>`,
  };
}

/** What else can be typed, and pages that can be opened. */
function controls(card: Card): MatrixBody {
  const all = card.controls.flat();
  const links = all.flatMap(({ label, href }) => (href === undefined ? [] : [link(label, href)]));
  const words = all.filter(({ word: typed, href }) => typed !== undefined && href === undefined).map(typable);
  const line: MatrixBody = {
    plain: words.map(({ plain }) => plain).join(' · '),
    html: words.map(({ html }) => html).join(' · '),
  };
  return joinBodies([...links, line]);
}

/** `edit 1` (Change: Name); a word that says it all stands alone. */
function typable({ word: typed = '', label }: Button): MatrixBody {
  const bare = label.replace(/[‹›✓]/g, '').trim();
  const about = bare.toLowerCase() === typed.toLowerCase() ? '' : ` (${bare})`;
  const shown = literalBody(typed);
  return { plain: `${typed}${about}`, html: `<strong>${shown.html}</strong>${literalBody(about).html}` };
}

function title(words: string | undefined, more = ''): MatrixBody[] {
  if (words === undefined) return [];
  const [head, rest] = [literalBody(words), literalBody(more)];
  return [{ plain: `${head.plain}${rest.plain}`, html: `<strong>${head.html}</strong>${rest.html}` }];
}

function code(lines: string): MatrixBody {
  return { plain: lines, html: `<pre><code>${literalBody(lines).html.replaceAll('<br>', '\n')}</code></pre>` };
}

function link(label: string, href: string): MatrixBody {
  const safe = /^https?:\/\//.test(href) ? href : '';
  const [name, address] = [literalBody(label), literalBody(safe)];
  return {
    plain: safe === '' ? label : `${label}: ${safe}`,
    html: safe === '' ? name.html : `<a href="${address.html}">${name.html}</a>`,
  };
}

/** A picture with a name. Clients draw no SVG, which could hold scripts: it is there as a file. */
function picture({ type, content }: { type: string; content: Uint8Array }, alternative: string): MatrixMessage {
  const size = sizeOfPng(content);
  const name = `${nameOf(alternative)}.${type === 'image/png' ? 'png' : 'svg'}`;
  return { as: 'file', bytes: content, name, mediaType: type, ...(size === null ? {} : { size }) };
}

function nameOf(words: string): string {
  const name = words.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40);
  return name.replace(/^-|-$/g, '') || 'picture';
}
