import { type Flow, type Frame, slotOf } from '#src/chatflow/index.ts';
import type { Entry, Json, Prompt, Show, Turn } from '#src/protocol/index.ts';

import type { Conversation } from './conversation.ts';

/** A conversation as another person may read it: without secrets, and without addresses that open something. */
export interface Overview {
  /** What was said last, oldest first. */
  lines: { at: number; by: 'person' | 'wizard' | 'other'; name?: string; text: string }[];
  /** What is known so far. */
  answers: { label: string; value: string }[];
  /** The operations that run. */
  operations: string[];
}

const HIDDEN = '••••';

/** Puts a conversation into words for somebody who comes to help. */
export function overviewOf(
  conversation: Conversation,
  turns: readonly Turn[],
  flowOf: (frame: Frame) => Flow | undefined,
): Overview {
  return {
    lines: turns.flatMap(({ at, entries }) =>
      entries.flatMap((entry) => {
        const text = textOf(entry).trim();
        const name = entry.type === 'relayed' ? { name: entry.name } : {};
        return text === '' ? [] : [{ at, by: entry.by, ...name, text }];
      }),
    ),
    answers: conversation.stack.flatMap((frame) => answersOf(frame, flowOf(frame))),
    operations: Object.keys(conversation.operations ?? {}),
  };
}

function answersOf(frame: Frame, flow: Flow | undefined): { label: string; value: string }[] {
  return Object.entries(frame.slots).flatMap(([slot, value]) => {
    const info = flow && slotOf(flow, slot);
    if (!info || value === null) return [];
    const hidden = info.sensitive || info.type === 'secret' || info.type === 'file';
    return [{ label: info.label, value: hidden ? HIDDEN : (frame.labels?.[slot] ?? inWords(value)) }];
  });
}

function inWords(value: Json): string {
  if (typeof value === 'string') return value.startsWith('secret://') ? HIDDEN : value;
  return Array.isArray(value) ? value.map(inWords).join(', ') : JSON.stringify(value);
}

function textOf(entry: Entry): string {
  switch (entry.type) {
    case 'said':
    case 'relayed':
      return entry.text;
    case 'say':
      return unmarked(entry.text);
    case 'show':
      return [entry.text === undefined ? '' : unmarked(entry.text), shown(entry.show)]
        .filter((part) => part !== '')
        .join(' ');
    case 'prompt':
      return asked(entry.prompt);
    case 'operation':
      return `${entry.operation.title}: ${entry.operation.state}`;
    case 'changed':
      return '';
    default:
      return entry satisfies never;
  }
}

function asked(prompt: Prompt): string {
  switch (prompt.kind) {
    case 'ask':
      return unmarked(prompt.question.text);
    case 'form':
      return `${prompt.title}: ${prompt.fields.map(({ text }) => unmarked(text)).join(', ')}`;
    case 'confirm':
      return [unmarked(prompt.text), ...prompt.rows.map(({ label, value }) => `${label}: ${value}`)].join('; ');
    case 'offers':
      return `${unmarked(prompt.text)} [${prompt.offers.map(({ label }) => label).join('] [')}]`;
    default:
      return prompt satisfies never;
  }
}

/** What was shown, by its name: links and files may open something for whoever has them. */
function shown(show: Show): string {
  switch (show.as) {
    case 'markdown':
      return unmarked(show.text);
    case 'card':
      return `[${show.title}${show.status ? `: ${show.status.text}` : ''}]`;
    case 'table':
    case 'log':
      return `[${show.title ?? show.as}]`;
    case 'picture':
      return `[${show.alt}]`;
    case 'download':
      return `[${show.filename}]`;
    case 'link':
      return `[${show.label}]`;
    case 'qr':
      return `[${show.caption ?? 'QR'}]`;
    default:
      return show satisfies never;
  }
}

/** Markdown without its marks, in one line. */
function unmarked(text: string): string {
  return text
    .replace(/(?<!\\)\*\*(.+?)\*\*/gs, '$1')
    .replace(/(?<!\\)`([^`]+)`/g, '$1')
    .replace(/\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\\([\\`*_[\]#>+-])/g, '$1')
    .replace(/\s+/g, ' ');
}
