import { setTimeout as pause } from 'node:timers/promises';

import type { Sight, Surface } from './surface.ts';

/** What runs in the background may take so long, on a busy machine. */
const PATIENCE_MS = 90_000;
/** How the end of some work looks, on any channel. */
const ends: { readonly [state: string]: RegExp } = {
  Succeeded: /[✅✓✔]|\bDone\b/u,
  Failed: /[❌⚠✗✖]|\bFailed\b/u,
};

/**
 * Does what the `you` lines of a journey say, at the surface of a channel, and expects to see everything else in the order
 * in which it is written. What is on a button there is pressed, and the rest is typed. Gives what the person saw meanwhile.
 */
export async function replayOn(surface: Surface, journey: string): Promise<string> {
  const lines = journey.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const recorded: string[] = [];
  const told = new Set((await surface.seen()).map(({ id }) => id));
  // A journey that begins with the wizard's greeting begins where nothing was said.
  if (!lines[0]?.startsWith('you  ')) told.clear();
  const record = async (): Promise<void> => {
    for (const { id, by, text } of await surface.seen()) {
      if (told.has(id)) continue;
      told.add(id);
      const mark = { person: 'you   ', wizard: '3bot  ', screen: '' }[by];
      const margin = ' '.repeat(mark.length);
      const words = text.split('\n').map((line) => line.trimEnd());
      recorded.push(words.map((line, index) => `${index === 0 ? mark : line === '' ? '' : margin}${line}`).join('\n'));
    }
  };
  // Everything that was there before the last answer is behind us.
  let behind = new Set(told);
  let at = 0;
  for (const [index, line] of lines.entries()) {
    const [kind, rest] = [line.slice(0, 4).trim(), line.slice(4).trim()];
    const where = `line ${index + 1}: ${line}`;
    if (kind === 'you') {
      await record();
      const all = await surface.seen();
      behind = new Set(all.map(({ id }) => id));
      at = 0;
      const label = /^\[(.*)\]$/.exec(rest)?.[1] ?? rest;
      const open = all.findLast(({ by }) => by !== 'person');
      if (rest.startsWith('[') || open?.choices.some((choice) => choice === label)) await surface.press(label);
      else await surface.type(rest);
      continue;
    }
    await until(surface, where, (all) => {
      const fresh = all.filter(({ id, by }) => by !== 'person' && !behind.has(id));
      if (kind === 'work') return shows(all, rest);
      const found = fresh.findIndex((sight, place) => place >= at && tells(sight, fresh[place + 1], kind, rest));
      if (found >= 0) at = found;
      return found >= 0;
    });
  }
  await record();
  return recorded.join('\n\n');
}

async function until(surface: Surface, what: string, holds: (all: readonly Sight[]) => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const all = await surface.seen();
    if (holds(all)) return;
    if (performance.now() > end) {
      const last = all.slice(-6).map(({ by, text }) => `${by}: ${text}`);
      throw new Error(`waited for ${what} in vain; last:\n${last.join('\n')}`);
    }
    await pause(20);
  }
}

/** Some work, by its title and how it stands. */
function shows(all: readonly Sight[], rest: string): boolean {
  const [, title = '', state = ''] = /^(.*): (\w+)$/.exec(rest) ?? [];
  const works = all.filter(({ by, text }) => by !== 'person' && flat(text).includes(title));
  const end = ends[state];
  return end === undefined ? works.length > 0 : works.some(({ text }) => end.test(text));
}

/** A line of the wizard's: in this sight, or with its choices in the next one. */
function tells(sight: Sight, next: Sight | undefined, kind: string, rest: string): boolean {
  const text = flat(sight.text);
  if (kind === 'show') {
    // What a table or a log has in it is told by the channel's own tests; here it is enough that something is there.
    if (/^(table|log) of/.test(rest)) return text !== '';
    const [, words = ''] = /^(?:card|download|link|picture|code)? ?(.*)$/.exec(rest) ?? [];
    // Where a picture has its caption above its figures, no full stop parts them.
    return has(text, (words.split(/ \(|: |…/)[0] ?? '').replace(/\. *$/, ''));
  }
  if (kind === 'row') return inOrder(text, pieces(rest.replace(/^([^:]+): /, '$1…')));
  const choices = [...rest.matchAll(/ ?\[([^\]]+)\]/g)].map(([, label = '']) => label);
  const words = rest.replace(/ ?\[[^\]]+\]/g, '');
  if (!inOrder(text, pieces(words))) return false;
  const around = [sight, ...(next === undefined ? [] : [next])];
  return choices.every((label) =>
    around.some((one) => flat(one.text).includes(flat(label)) || one.choices.includes(label)),
  );
}

/** The parts of a line between those that may be anything. */
function pieces(words: string): string[] {
  return words
    .split('…')
    .map(flat)
    .filter((part) => part !== '');
}

function inOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return true;
}

function has(text: string, part: string): boolean {
  return text.includes(flat(part));
}

/** Words alone: lines are broken differently everywhere. */
function flat(text: string): string {
  return text
    .replace(/^[-•] /, '')
    .replace(/\s+/g, ' ')
    .trim();
}
