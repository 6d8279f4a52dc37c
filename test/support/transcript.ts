import { type Entry, type Prompt, plainText, type Show } from '#src/protocol/index.ts';

/** The words of an entry as a journey writes them down; empty for what has none. */
export function transcriptLines(entry: Entry): string[] {
  switch (entry.type) {
    case 'said':
      return [`you  ${entry.text}`];
    case 'relayed':
      return entry.text.split('\n').map((line) => `${entry.name}  ${line}`);
    case 'say':
      return wizard(entry.text);
    case 'show':
      return [...(entry.text === undefined ? [] : wizard(entry.text)), `show ${shown(entry.show)}`];
    case 'prompt':
      return asked(entry.prompt);
    case 'changed':
      return [`mark changed: ${entry.slots.join(', ')}`];
    case 'operation': {
      const { title, state } = entry.operation;
      return [`work ${title}: ${state}`];
    }
    default:
      return entry satisfies never;
  }
}

/** Does a line of a journey describe this line? `…` stands for anything. */
export function matches(expected: string, actual: string): boolean {
  const pattern = expected
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 's').test(actual);
}

function asked(prompt: Prompt): string[] {
  switch (prompt.kind) {
    case 'ask': {
      const { question } = prompt;
      const error = question.error === undefined ? [] : wizard(question.error);
      const choices = question.choices?.map(({ label }) => ` [${label}]`).join('') ?? '';
      return [...error, ...wizard(`${question.text}${choices}`)];
    }
    case 'form':
      return wizard(`${prompt.title} {${prompt.fields.map(({ slot }) => slot).join(', ')}}`);
    case 'confirm': {
      const error = prompt.error === undefined ? [] : wizard(prompt.error);
      const rows = prompt.rows.map(({ label, value }) => `row  ${label}: ${plain(value)}`);
      return [...error, ...wizard(prompt.text), ...rows, `bot  [${prompt.yes}] [${prompt.no}]`];
    }
    case 'offers':
      return wizard(`${prompt.text}${prompt.offers.map(({ label }) => ` [${label}]`).join('')}`);
    default:
      return prompt satisfies never;
  }
}

function shown(show: Show): string {
  switch (show.as) {
    case 'markdown':
      return plain(show.text);
    case 'card':
      return `card ${show.title}${show.badge ? ` (${show.badge})` : ''}${show.status ? `: ${show.status.text}` : ''}`;
    case 'table':
      return `table of ${show.rows.length}`;
    case 'download':
      return `download ${show.filename}`;
    case 'link':
      return `link ${show.label}`;
    case 'picture':
      return `picture ${show.alt}`;
    case 'qr':
      return `code ${show.text}`;
    case 'log':
      return `log of ${show.lines.length}`;
    default:
      return show satisfies never;
  }
}

function wizard(text: string): string[] {
  return plain(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `bot  ${line}`);
}

function plain(text: string): string {
  return plainText(text);
}
