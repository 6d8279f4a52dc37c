import { expect } from 'chai';

import type { TelegramPerson } from './telegram-person.ts';
import type { SentMessage } from './telegram-server.ts';
import { until } from './telegram-wizard.ts';

/** Says the `you` lines of a journey in Telegram, pressing what is in brackets, and expects to be told everything else. */
export async function replayOnTelegram(journey: string, person: TelegramPerson): Promise<void> {
  const lines = journey.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  let from = 0;
  for (const [index, line] of lines.entries()) {
    const [kind, rest] = [line.slice(0, 4).trim(), line.slice(5)];
    if (kind === 'you') {
      const button = /^\[(.*)\]$/.exec(rest);
      const before = person.seen.length;
      if (button) {
        await until(person, () => hasButton(person.seen, button[1] ?? ''), `the button ${rest}`);
        person.press(button[1] ?? '');
      } else person.type(rest);
      from = before;
      continue;
    }
    // What was asked before the last answer may have been edited since; what comes now may be an edit, too.
    await until(
      person,
      () => tells(person.seen.slice(Math.max(0, from - 3)), kind, rest),
      `line ${index + 1}: ${line}`,
      60_000,
    );
  }
  expect(person.seen.every(({ text }) => text.length <= 4_096)).to.equal(true);
}

function hasButton(messages: readonly SentMessage[], label: string): boolean {
  return messages.some(({ keyboard }) =>
    keyboard.flat().some(({ text, data }) => data !== undefined && text.startsWith(label)),
  );
}

function tells(messages: readonly SentMessage[], kind: string, rest: string): boolean {
  const said = (wanted: string) => {
    const pattern = wanted
      .split('…')
      .map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s\\S]*');
    return (text: string) => new RegExp(pattern).test(text);
  };
  if (kind === 'work') {
    const [, title = '', state = ''] = /^(.*): (\w+)$/.exec(rest) ?? [];
    const sign = state === 'Succeeded' ? /^✅/ : state === 'Failed' || state === 'Error' ? /^(❌|⚠)/ : /^(⏳|✅|❌|⏹)/;
    return messages.some(({ text }) => sign.test(text) && text.includes(title));
  }
  if (kind === 'show') {
    const name = rest
      .replace(/^(card|download|link|picture|code|table of|log of) /, '')
      .replace(/ \(.*$/, '')
      .replace(/: .*$/, '');
    if (/^(table|log) of/.test(rest)) return true;
    return messages.some(({ text, file }) => said(name)(text) || file?.name === name);
  }
  const buttons = [...rest.matchAll(/ ?\[([^\]]+)\]/g)].map(([, label = '']) => label);
  const words = rest.replace(/ ?\[[^\]]+\]/g, '').trim();
  return messages.some(
    ({ text, keyboard }) =>
      said(words)(text) &&
      // A question that was answered meanwhile has lost its buttons.
      (buttons.every((label) => label === '…' || keyboard.flat().some((button) => button.text.startsWith(label))) ||
        text.includes('➤') ||
        keyboard.length === 0),
  );
}
