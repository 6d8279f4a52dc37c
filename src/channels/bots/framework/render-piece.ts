import type { Show, Tone } from '#src/protocol/index.ts';
import { figuresOf } from '../rendering/figures-of.ts';
import type { Button, Card, Piece } from '../rendering/piece.ts';
import { literal, progressText } from '../rendering/progress.ts';
import { qrPicture } from '../rendering/qr-picture.ts';
import { word } from '../words.ts';

/** One message as the Bot Framework has it: markdown, and what may be pressed where the platform shows buttons. */
export interface FrameworkMessage {
  text: string;
  textFormat: 'markdown';
  suggestedActions?: { actions: { type: 'imBack'; title: string; value: string }[]; to: string[] };
  attachments?: { contentType: string; contentUrl: string; name: string }[];
}

const signs: { readonly [tone in Tone]: string } = {
  neutral: '',
  info: '',
  success: '✅ ',
  warning: '⚠️ ',
  error: '❌ ',
};

/** A piece as messages, none longer than `most`. Pure. */
export function renderPiece(piece: Piece, most: number): FrameworkMessage[] {
  switch (piece.type) {
    case 'text':
      return texts(`${signs[piece.tone ?? 'neutral']}${piece.text}`, most);
    case 'relayed':
      return texts(`**${literal(piece.name)}**: ${literal(piece.text)}`, most);
    case 'operation':
      return texts(progressText(piece.operation).split('\n').join('\n\n'), most);
    case 'card':
      return renderCard(piece.card, piece.lang, most);
    case 'show':
      return renderShow(piece.show, piece.text, most);
    default:
      return piece satisfies never;
  }
}

function renderCard(card: Card, lang: string, most: number): FrameworkMessage[] {
  const controls = card.controls.flat();
  const words = controls.flatMap(({ word: typed, href }) => (typed === undefined || href !== undefined ? [] : [typed]));
  const several = card.choices.some(({ picked }) => picked !== undefined);
  const parts = [
    card.error === undefined ? '' : `⚠️ ${card.error}`,
    card.text,
    card.rows.map(({ label, value }) => `- ${literal(label)}: **${literal(value)}**`).join('\n'),
    card.answered === undefined || card.answered === '' ? '' : `➤ **${literal(card.answered)}**`,
    card.choices
      .map(({ label, description }, index) => {
        const more = description === undefined ? '' : ` – ${literal(description)}`;
        return `${card.firstNumber + index}. ${literal(label)}${more}`;
      })
      .join('\n'),
    card.choices.length === 0 ? '' : `*${word(lang, several ? 'pickSeveral' : 'pickOne')}*`,
    card.hint === undefined ? '' : `*${card.hint}*`,
    ...controls.flatMap(({ label, href }) => (href === undefined ? [] : [`[${literal(label)}](${href})`])),
    controls.flatMap((button) => typable(button)).join(' · '),
  ];
  const messages = texts(parts.filter((part) => part !== '').join('\n\n'), most);
  const last = messages.at(-1);
  const pressed = several ? [] : [...card.choices.map(({ label }) => label), ...(card.choices.length > 0 ? [] : words)];
  if (last !== undefined && pressed.length > 0 && card.answered === undefined) {
    const actions = pressed.map((title) => ({ type: 'imBack' as const, title, value: title }));
    last.suggestedActions = { actions, to: [] };
  }
  return messages;
}

/** `**edit 1** (Change: Name)`; a word that says it all stands alone. */
function typable({ word: typed, label, href }: Button): string[] {
  if (typed === undefined || href !== undefined) return [];
  const bare = label.replace(/[‹›✓]/g, '').trim();
  const about = bare.toLowerCase() === typed.toLowerCase() ? '' : ` (${literal(bare)})`;
  return [`**${literal(typed)}**${about}`];
}

function renderShow(show: Show, caption: string | undefined, most: number): FrameworkMessage[] {
  const above = caption === undefined ? [] : [caption];
  const said = (...parts: (string | undefined)[]): FrameworkMessage[] =>
    texts([...above, ...parts.filter((part) => part !== undefined && part !== '')].join('\n\n'), most);
  switch (show.as) {
    case 'markdown':
      return said(show.text);
    case 'table': {
      const rows = show.rows.map(([first = '', ...rest]) => {
        const more = rest.map((cell, index) => `${literal(show.columns[index + 1] ?? '')}: ${literal(cell)}`);
        return `- **${literal(first)}**${more.length > 0 ? ` – ${more.join(', ')}` : ''}`;
      });
      return said(titled(show.title), rows.join('\n'));
    }
    case 'card': {
      const head = `**${literal(show.title)}**${show.badge === undefined ? '' : ` (${literal(show.badge)})`}`;
      const status = show.status === undefined ? '' : ` · ${signs[show.status.tone]}${literal(show.status.text)}`;
      const fields = show.fields.map(({ label, value }) => `- ${literal(label)}: ${literal(value)}`);
      return said(`${head}${status}`, fields.join('\n'));
    }
    case 'picture':
      return pictured(said(titled(show.caption), literal(figuresOf(show))), show.src, nameOf(show.src));
    case 'qr': {
      const code = `data:image/png;base64,${Buffer.from(qrPicture(show.text)).toString('base64')}`;
      return pictured(said(show.caption, literal(show.text)), code, 'code.png');
    }
    case 'download':
      return said(show.caption, `[${literal(show.filename)}](${show.href})`);
    case 'link':
      return said(show.caption, `[${literal(show.label)}](${show.href})`);
    case 'log':
      return said(titled(show.title), `\`\`\`\n${show.lines.join('\n')}\n\`\`\``);
    default:
      return show satisfies never;
  }
}

function titled(title: string | undefined): string {
  return title === undefined ? '' : `**${literal(title)}**`;
}

function nameOf(src: string): string {
  return src.startsWith('data:image/png') ? 'picture.png' : 'picture.svg';
}

function pictured(messages: FrameworkMessage[], src: string, name: string): FrameworkMessage[] {
  const contentType = /^data:([^;,]+)/.exec(src)?.[1];
  const last = messages.at(-1);
  if (last !== undefined && contentType !== undefined) last.attachments = [{ contentType, contentUrl: src, name }];
  return messages;
}

/** As many messages as it takes, each of whole lines where that can be. */
function texts(text: string, most: number): FrameworkMessage[] {
  const parts: string[] = [];
  let open = '';
  for (const line of text.split('\n').flatMap((one) => one.match(new RegExp(`.{1,${most}}`, 'gsu')) ?? [''])) {
    if (open.length + line.length + 1 > most) {
      parts.push(open);
      open = '';
    }
    open = open === '' ? line : `${open}\n${line}`;
  }
  return [...parts, open].filter((part) => part.trim() !== '').map((part) => ({ text: part, textFormat: 'markdown' }));
}
