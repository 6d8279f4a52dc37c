import { type Entry, type Prompt, plainText, type Question, type Show } from '#src/protocol/index.ts';

/**
 * What the web page shows of an entry, as words: every one that stands in a bubble, a card or on a button, and nothing of
 * how it looks. For tests of flows, which run on each channel.
 */
export function webEntry(entry: Entry): string {
  switch (entry.type) {
    case 'said':
      return entry.text;
    case 'relayed':
      return `${entry.name}\n${entry.text}`;
    case 'say':
      return plainText(entry.text);
    case 'show':
      return lines(entry.text === undefined ? undefined : plainText(entry.text), ...showWords(entry.show));
    case 'operation': {
      const { title, badge, stages } = entry.operation;
      return lines(title, badge, ...stages.map((stage) => stage.title));
    }
    case 'prompt':
    case 'changed':
      return '';
    default:
      return entry satisfies never;
  }
}

/** What the web page shows of an open prompt, as words. A form stands there whole. */
export function webPrompt(prompt: Prompt): string {
  switch (prompt.kind) {
    case 'ask':
      return lines(plainText(prompt.question.text), ...questionWords(prompt.question));
    case 'form':
      return lines(
        prompt.title,
        prompt.text === undefined ? undefined : plainText(prompt.text),
        ...prompt.fields.flatMap((field) => [plainText(field.text), ...questionWords(field)]),
        prompt.error,
      );
    case 'confirm':
      return lines(
        plainText(prompt.text),
        ...prompt.rows.flatMap(({ label, value }) => [label, value]),
        prompt.typed,
        prompt.yes,
        prompt.no,
        prompt.error,
      );
    case 'offers':
      return lines(plainText(prompt.text), ...prompt.offers.map(({ label }) => label));
    default:
      return prompt satisfies never;
  }
}

function questionWords(question: Question): (string | undefined)[] {
  const { hint, choices = [], error, placeholder, default: standing } = question;
  // What stands in the field already; anything but a text stands there in a control of its own.
  const field = typeof standing === 'string' || typeof standing === 'number' ? String(standing) : undefined;
  const listed = choices.flatMap(({ label, description, group }) => [group, label, description]);
  return [hint, field ?? placeholder, ...listed, error === undefined ? undefined : plainText(error)];
}

function showWords(show: Show): (string | undefined)[] {
  switch (show.as) {
    case 'markdown':
      return [plainText(show.text)];
    case 'table':
      return [show.title, ...show.columns, ...show.rows.flat()];
    case 'card':
      return [show.title, show.badge, show.status?.text, ...show.fields.flatMap(({ label, value }) => [label, value])];
    case 'picture':
      return [show.alt, show.caption];
    case 'qr':
      return [show.text, show.caption];
    case 'download':
      return [show.filename, show.caption];
    case 'link':
      return [show.label, show.caption, show.href];
    case 'log':
      return [show.title, ...show.lines];
    default:
      return show satisfies never;
  }
}

function lines(...words: (string | undefined)[]): string {
  return words.filter((one) => one !== undefined && one !== '').join('\n');
}
