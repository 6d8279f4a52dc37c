/** A line that is being typed: the text, and where the cursor stands in it, in characters as people count them. */
export interface Line {
  characters: readonly string[];
  cursor: number;
}

/** A key as Node's `readline` names it. */
export interface Key {
  name?: string | undefined;
  sequence?: string | undefined;
  ctrl?: boolean | undefined;
  meta?: boolean | undefined;
}

export const emptyLine: Line = { characters: [], cursor: 0 };

/** The text of a line. */
export const textOf = ({ characters }: Line): string => characters.join('');

/** What a key makes of a line; undefined where the key means nothing to it. Pure. */
export function editLine(line: Line, key: Key): Line | undefined {
  const { characters, cursor } = line;
  const cut = (from: number, to: number, insert: readonly string[] = []): Line => ({
    characters: [...characters.slice(0, from), ...insert, ...characters.slice(to)],
    cursor: from + insert.length,
  });
  if (key.ctrl === true) {
    switch (key.name) {
      case 'a':
        return { characters, cursor: 0 };
      case 'e':
        return { characters, cursor: characters.length };
      case 'u':
        return cut(0, cursor);
      case 'k':
        return cut(cursor, characters.length);
      case 'w':
        return cut(wordBefore(line), cursor);
      default:
        return undefined;
    }
  }
  switch (key.name) {
    case 'left':
      return { characters, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { characters, cursor: Math.min(characters.length, cursor + 1) };
    case 'home':
      return { characters, cursor: 0 };
    case 'end':
      return { characters, cursor: characters.length };
    case 'backspace':
      return cursor === 0 ? line : cut(cursor - 1, cursor);
    case 'delete':
      return cut(cursor, Math.min(characters.length, cursor + 1));
    default:
      break;
  }
  const typed = key.meta === true ? '' : (key.sequence ?? '');
  // Control characters are no text; a line break comes with what was pasted.
  const text = typed.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
  if (text === '' || typed.startsWith('\u001b')) return undefined;
  return cut(
    cursor,
    cursor,
    [...segments.segment(text)].map(({ segment }) => segment),
  );
}

/** The columns a text takes: most characters one, those of East Asia and pictures two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of segments.segment(text))
    columns += wide.test(segment) ? 2 : /^\p{Mn}+$/u.test(segment) ? 0 : 1;
  return columns;
}

/** As much of a text as fits into the columns; what is left out is an ellipsis. */
export function fitted(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of segments.segment(text)) {
    used += columnsOf(segment);
    if (used > columns) break;
    kept += segment;
  }
  return `${kept}…`;
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;

function wordBefore({ characters, cursor }: Line): number {
  let at = cursor;
  while (at > 0 && characters[at - 1] === ' ') at -= 1;
  while (at > 0 && characters[at - 1] !== ' ') at -= 1;
  return at;
}
