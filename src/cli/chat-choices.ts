import type { Choice, Question } from '#src/protocol/index.ts';
import { columnsOf, fitted, type Key } from './chat-line.ts';
import { colors } from './colors.ts';

/** A list that is walked with the arrows. */
export interface Choosing {
  choices: readonly Choice[];
  several: boolean;
  /** Numbers of the choices that are ticked, where several may be. */
  ticked: ReadonlySet<number>;
  /** Which of those that match is pointed at; -1 while nothing is, and Enter sends what was typed. */
  at: number;
}

/** The list of a question, or undefined where it has none. */
export function choosingOf({ type, choices, default: known }: Question): Choosing | undefined {
  if (choices === undefined || choices.length === 0) return undefined;
  const picked = Array.isArray(known) ? known : [known];
  const before = choices.flatMap(({ value }, index) => (picked.includes(value) ? [index] : []));
  return {
    choices,
    several: type === 'multichoice',
    ticked: new Set(type === 'multichoice' ? before : []),
    at: type === 'multichoice' ? 0 : (before[0] ?? 0),
  };
}

/** The choices that what was typed leaves, by number; a number leaves the choice of that number. Pure. */
export function matching({ choices }: Choosing, typed: string): number[] {
  const words = typed.trim().toLowerCase();
  if (/^\d{1,3}$/.test(words)) {
    const index = Number(words) - 1;
    if (index >= 0 && index < choices.length) return [index];
  }
  const all = choices.map((_, index) => index);
  if (words === '') return all;
  return all.filter((index) => {
    const { label = '', description = '', value = '' } = choices[index] ?? {};
    return `${label} ${description} ${value}`.toLowerCase().includes(words);
  });
}

/** What a key makes of the list; undefined where it is for the line. Pure. */
export function walk(choosing: Choosing, typed: string, key: Key): Choosing | undefined {
  const left = matching(choosing, typed);
  const step =
    key.name === 'up' ? -1 : key.name === 'down' ? 1 : key.name === 'pageup' ? -10 : key.name === 'pagedown' ? 10 : 0;
  if (step !== 0) {
    if (left.length === 0) return choosing;
    const at =
      Math.abs(step) === 1
        ? (choosing.at + step + left.length) % left.length
        : Math.max(0, Math.min(left.length - 1, choosing.at + step));
    return { ...choosing, at };
  }
  const pointed = left[choosing.at];
  if (key.name === 'space' && choosing.several && typed.trim() === '' && pointed !== undefined) {
    const ticked = new Set(choosing.ticked);
    if (!ticked.delete(pointed)) ticked.add(pointed);
    return { ...choosing, ticked };
  }
  return undefined;
}

/** What Enter sends: values of the list, or the words as they are. Pure. */
export function chosen(choosing: Choosing, typed: string): { value: string | string[] } | { text: string } {
  const left = matching(choosing, typed);
  const words = typed.trim();
  const valueOf = (index: number): string => choosing.choices[index]?.value ?? '';
  if (choosing.several) {
    if (words !== '') return { text: words };
    return { value: [...choosing.ticked].sort((one, other) => one - other).map(valueOf) };
  }
  const pointed = left[choosing.at] ?? left[0];
  return pointed === undefined ? { text: words } : { value: valueOf(pointed) };
}

/** The list as lines that fit: a window around where one is. Pure. */
export function choiceLines(choosing: Choosing, typed: string, size: { columns: number; rows: number }): string[] {
  const left = matching(choosing, typed);
  if (left.length === 0) return [colors.dim(fitted('  (nothing in the list: Enter sends it as it is)', size.columns))];
  const most = Math.max(3, Math.min(12, size.rows));
  const at = Math.max(0, Math.min(left.length - 1, choosing.at));
  const from = Math.max(0, Math.min(at - Math.floor(most / 2), left.length - most));
  const lines = left.slice(from, from + most).map((index, place) => {
    const choice = choosing.choices[index];
    const isAt = from + place === at;
    const tick = choosing.several ? (choosing.ticked.has(index) ? '◉ ' : '◯ ') : '';
    const head = `${isAt ? '❯' : ' '} ${index + 1}) ${tick}${choice?.label ?? ''}`;
    const label = fitted(head, size.columns);
    const room = size.columns - columnsOf(label) - 2;
    const more =
      choice?.description !== undefined && room > 8 ? `  ${colors.dim(fitted(choice.description, room))}` : '';
    return `${isAt ? colors.cyan(label) : label}${more}`;
  });
  const hidden = left.length - lines.length;
  if (hidden > 0) lines.push(colors.dim(fitted(`  … ${hidden} more: ↑ ↓, or type to filter`, size.columns)));
  return lines;
}
