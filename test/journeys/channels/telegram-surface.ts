import type { TelegramPerson } from '#test/channels/bots/telegram/telegram-person.ts';
import type { SentMessage } from '#test/channels/bots/telegram/telegram-server.ts';

import type { Sight, Surface } from './surface.ts';

/** Telegram, on somebody's telephone: messages, with buttons below them. */
export class TelegramSurface implements Surface {
  readonly #person: TelegramPerson;
  readonly #own: { after: number; text: string }[] = [];

  constructor(person: TelegramPerson) {
    this.#person = person;
  }

  async seen(): Promise<readonly Sight[]> {
    const sights: Sight[] = [];
    const { seen } = this.#person;
    for (let index = 0; index <= seen.length; index++) {
      for (const [number, { after, text }] of this.#own.entries()) {
        if (after === index) sights.push({ id: `own-${number}`, by: 'person', text, choices: [] });
      }
      const message = seen[index];
      if (message) sights.push(sightOf(message));
    }
    return sights;
  }

  async press(label: string): Promise<void> {
    const { seen } = this.#person;
    const on = seen.findLast((message) => labelsOf(message).includes(label));
    if (!on) throw new Error(`there is no button ${label}; there are: ${seen.flatMap(labelsOf).join(' | ')}`);
    this.#own.push({ after: seen.length, text: `[${label}]` });
    this.#person.press(label, on);
  }

  async type(words: string): Promise<void> {
    this.#own.push({ after: this.#person.seen.length, text: words });
    this.#person.type(words);
  }
}

function labelsOf({ keyboard }: SentMessage): string[] {
  return keyboard.flat().map(({ text }) => text);
}

function sightOf(message: SentMessage): Sight {
  const { id, text, keyboard, file } = message;
  const rows = keyboard.map((row) => row.map((button) => `[${button.text}]`).join(' '));
  const attached = file === undefined ? [] : [file.kind === 'photo' ? `(a picture)` : `(a file: ${file.name})`];
  const words = [...attached, ...(text === '' ? [] : [text]), ...rows].join('\n');
  return { id: String(id), by: 'wizard', text: words, choices: labelsOf(message) };
}
