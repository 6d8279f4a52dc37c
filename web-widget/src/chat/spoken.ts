import type { Entry, OperationView, Prompt, Question, Show, Turn } from '#src/protocol/index.ts';

import { plainText } from '../markdown/plain.ts';
import type { Translate } from '../texts/texts.ts';

/** What a screen reader says of a turn: plain words, one text per entry of the wizard. */
export function spokenTurn(turn: Turn, t: Translate): string[] {
  return turn.entries.map((entry) => spokenEntry(entry, t)).filter((text) => text !== '');
}

/** What is worth saying of an operation that moved: a stage that begins or ends, never a percentage. */
export function spokenMove(before: OperationView | undefined, now: OperationView, t: Translate): string[] {
  const earlier = new Map(before?.stages.map((stage) => [stage.id, stage.state]));
  const stages = now.stages
    .filter((stage) => stage.state !== 'waiting' && earlier.get(stage.id) !== stage.state)
    .map((stage) => t('operation.stageSaid', { title: stage.title, state: t(`operation.${stage.state}`) }));
  const ended = before !== undefined && before.state !== now.state && now.state !== 'Processing';
  return ended ? [...stages, `${now.title}: ${t(`operation.state.${now.state}`)}`] : stages;
}

function spokenEntry(entry: Entry, t: Translate): string {
  switch (entry.type) {
    case 'said':
    case 'changed':
      return '';
    case 'relayed':
      return `${t('transcript.other', { name: entry.name })}: ${entry.text}`;
    case 'say':
      return entry.tone === undefined || entry.tone === 'neutral'
        ? plainText(entry.text)
        : `${t(`tone.${entry.tone}`)}: ${plainText(entry.text)}`;
    case 'show':
      return sentence(entry.text === undefined ? '' : plainText(entry.text), spokenShow(entry.show, t));
    case 'prompt':
      return spokenPrompt(entry.prompt, t);
    case 'operation':
      return `${entry.operation.title}: ${t(`operation.state.${entry.operation.state}`)}`;
    default:
      return entry satisfies never;
  }
}

function spokenShow(show: Show, t: Translate): string {
  switch (show.as) {
    case 'markdown':
      return plainText(show.text);
    case 'table':
      return sentence(show.title ?? t('table.label'), ...show.rows.slice(0, 5).map((row) => row.join(', ')));
    case 'card':
      return sentence(
        show.title,
        show.badge ?? '',
        show.status?.text ?? '',
        ...show.fields.map((field) => `${field.label}: ${field.value}`),
      );
    case 'picture':
      return sentence(show.alt, show.caption ?? '');
    case 'qr':
      return t('qr.alt', { text: show.caption ?? show.text });
    case 'download':
      return t('download.get', { name: show.filename });
    case 'link':
      return show.label;
    case 'log':
      return sentence(show.title ?? t('log.label'), ...show.lines.slice(-3));
    default:
      return show satisfies never;
  }
}

function spokenPrompt(prompt: Prompt, t: Translate): string {
  switch (prompt.kind) {
    case 'ask':
      return sentence(
        prompt.question.error ?? '',
        plainText(prompt.question.text),
        prompt.question.hint ?? '',
        spokenChoices(prompt.question, t),
      );
    case 'form':
      return sentence(prompt.error ?? '', prompt.title, prompt.text === undefined ? '' : plainText(prompt.text));
    case 'confirm':
      return sentence(
        prompt.error ?? '',
        plainText(prompt.text),
        ...prompt.rows.map((row) => `${row.label}: ${row.value}`),
      );
    case 'offers':
      return sentence(
        plainText(prompt.text),
        list(
          prompt.offers.map((offer) => offer.label),
          t,
        ),
      );
    default:
      return prompt satisfies never;
  }
}

function spokenChoices({ choices = [] }: Question, t: Translate): string {
  return choices.length === 0
    ? ''
    : list(
        choices.map((choice) => choice.label),
        t,
      );
}

const MAX_SPOKEN = 8;

function list(labels: string[], t: Translate): string {
  const more = labels.length > MAX_SPOKEN ? ', …' : '';
  return t('prompt.choices', { count: labels.length, list: labels.slice(0, MAX_SPOKEN).join(', ') + more });
}

function sentence(...parts: string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?:…]$/u.test(part) ? part : `${part}.`))
    .join(' ');
}
