/** A piece of running text. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'bold' | 'italic' | 'strike'; inside: Inline[] }
  | { type: 'code'; text: string }
  /** `href` is absent where the address is not safe to open. */
  | { type: 'link'; inside: Inline[]; href?: string; host?: string }
  | { type: 'break' };

/** A block of the wizard's markdown. */
export type Block =
  | { type: 'paragraph'; inside: Inline[] }
  | { type: 'heading'; level: number; inside: Inline[] }
  | { type: 'fence'; language: string; text: string }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { type: 'rule' };

const MAX_DEPTH = 6;
const safeProtocols = new Set(['https:', 'http:', 'mailto:']);

/**
 * Parses the wizard's markdown subset: paragraphs, headings, fences, quotes, lists, bold, italic, strike, code, links.
 * There is no HTML in it: what looks like a tag is text. Linear in the length of the input.
 */
export function parseMarkdown(source: string, depth = 0): Block[] {
  const lines = source.replace(/\r\n?/gu, '\n').split('\n');
  const blocks: Block[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] ?? '';
    const fence = /^ {0,3}(`{3,}|~{3,})\s*([\w+-]{0,20})/u.exec(line);
    if (line.trim() === '') {
      index += 1;
    } else if (fence) {
      const [, mark = '```', language = ''] = fence;
      const body: string[] = [];
      index += 1;
      while (index < lines.length && !(lines[index] ?? '').trimStart().startsWith(mark))
        body.push(lines[index++] ?? '');
      index += 1;
      blocks.push({ type: 'fence', language, text: body.join('\n') });
    } else if (/^ {0,3}#{1,6}\s/u.test(line)) {
      const text = line.trimStart();
      const level = text.indexOf(' ') === -1 ? text.search(/\s/u) : text.indexOf(' ');
      blocks.push({ type: 'heading', level, inside: parseInline(text.slice(level).trim()) });
      index += 1;
    } else if (/^ {0,3}([-*_])( *\1){2,} *$/u.test(line)) {
      blocks.push({ type: 'rule' });
      index += 1;
    } else if (/^ {0,3}>/u.test(line) && depth < MAX_DEPTH) {
      const inner: string[] = [];
      while (/^ {0,3}>/u.test(lines[index] ?? '')) inner.push((lines[index++] ?? '').replace(/^ {0,3}> ?/u, ''));
      blocks.push({ type: 'quote', blocks: parseMarkdown(inner.join('\n'), depth + 1) });
    } else if (itemOf(line) && depth < MAX_DEPTH) {
      const first = itemOf(line);
      const items: Block[][] = [];
      while (index < lines.length) {
        const item = itemOf(lines[index] ?? '');
        if (!item || item.ordered !== first?.ordered || item.indent > 3) break;
        const body = [item.text];
        index += 1;
        while (index < lines.length && belongs(lines, index, item))
          body.push((lines[index++] ?? '').slice(Math.min(item.inset, indentOf(lines[index - 1] ?? ''))));
        items.push(parseMarkdown(body.join('\n').trimEnd(), depth + 1));
      }
      blocks.push({ type: 'list', ordered: first?.ordered ?? false, start: first?.start ?? 1, items });
    } else {
      const body = [line.trim()];
      index += 1;
      while (index < lines.length && !startsBlock(lines[index] ?? '', depth))
        body.push((lines[index++] ?? '').trimStart());
      blocks.push({ type: 'paragraph', inside: parseInline(body.join('\n').trimEnd()) });
    }
  }
  return blocks;
}

interface Item {
  indent: number;
  inset: number;
  ordered: boolean;
  start: number;
  text: string;
}

function itemOf(line: string): Item | null {
  const match = /^( {0,3})([-*+]|\d{1,9}[.)])( +)(.*)$/u.exec(line);
  if (!match) return null;
  const [, spaces = '', mark = '', gap = ' ', text = ''] = match;
  const ordered = /\d/u.test(mark);
  return {
    indent: spaces.length,
    inset: spaces.length + mark.length + Math.min(gap.length, 4),
    ordered,
    start: ordered ? Number.parseInt(mark, 10) : 1,
    text,
  };
}

/** Whether a line goes on with a list item: indented under it, or blank with more of it behind. */
function belongs(lines: string[], index: number, item: Item): boolean {
  const line = lines[index] ?? '';
  if (line.trim() === '')
    return indentOf(lines[index + 1] ?? '') >= item.inset && (lines[index + 1] ?? '').trim() !== '';
  return indentOf(line) >= Math.min(item.inset, item.indent + 2);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function startsBlock(line: string, depth: number): boolean {
  if (line.trim() === '' || /^ {0,3}(#{1,6}\s|`{3,}|~{3,})/u.test(line)) return true;
  return depth < MAX_DEPTH && (/^ {0,3}>/u.test(line) || itemOf(line) !== null);
}

const marks = { '**': 'bold', __: 'bold', '~~': 'strike', '*': 'italic', _: 'italic' } as const;

/** Parses running text. A mark without its partner is text. */
export function parseInline(text: string, depth = 0): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  /** Marks whose partner was looked for in vain from some place on need not be looked for again. */
  const hopeless = new Set<string>();
  const push = (piece: Inline): void => {
    if (plain !== '') found.push({ type: 'text', text: plain });
    plain = '';
    found.push(piece);
  };
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\\' && /[!-/:-@[-`{-~]/u.test(text.charAt(at + 1))) {
      plain += text.charAt(at + 1);
      at += 2;
      continue;
    }
    if (char === '\n') {
      push({ type: 'break' });
      at += 1;
      continue;
    }
    if (char === '`') {
      const ticks = /^`+/u.exec(text.slice(at, at + 8))?.[0] ?? '`';
      const end = hopeless.has(ticks) ? -1 : text.indexOf(ticks, at + ticks.length);
      if (end !== -1) {
        push({ type: 'code', text: text.slice(at + ticks.length, end).replace(/^ (.+) $/u, '$1') });
        at = end + ticks.length;
        continue;
      }
      hopeless.add(ticks);
      plain += ticks;
      at += ticks.length;
      continue;
    }
    if (char === '[' && depth < MAX_DEPTH) {
      const link = linkAt(text, at);
      if (link) {
        push({ type: 'link', inside: parseInline(link.label, MAX_DEPTH), ...safeAddress(link.address) });
        at = link.end;
        continue;
      }
    }
    if (char === 'h' && depth < MAX_DEPTH && !/\w/u.test(text.charAt(at - 1))) {
      const bare = /^https?:\/\/[^\s<>"'`]+/u.exec(text.slice(at, at + 2_048))?.[0].replace(/[.,;:!?)\]*_]+$/u, '');
      const address = bare === undefined ? {} : safeAddress(bare);
      if (bare !== undefined && address.href !== undefined) {
        push({ type: 'link', inside: [{ type: 'text', text: bare }], href: address.href });
        at += bare.length;
        continue;
      }
    }
    const mark = markAt(text, at);
    if (mark && depth < MAX_DEPTH && !hopeless.has(mark)) {
      const end = closing(text, at + mark.length, mark);
      if (end !== -1) {
        push({ type: marks[mark], inside: parseInline(text.slice(at + mark.length, end), depth + 1) });
        at = end + mark.length;
        continue;
      }
      hopeless.add(mark);
    }
    plain += mark ?? char;
    at += mark?.length ?? 1;
  }
  if (plain !== '') found.push({ type: 'text', text: plain });
  return found;
}

function markAt(text: string, at: number): keyof typeof marks | null {
  const two = text.slice(at, at + 2);
  const mark =
    two === '**' || two === '__' || two === '~~' ? two : two.startsWith('*') ? '*' : two.startsWith('_') ? '_' : null;
  if (mark === null || /\s|^$/u.test(text.charAt(at + mark.length))) return null;
  // An underscore inside a word is part of the word: node_name.
  return mark.startsWith('_') && /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? null : mark;
}

function closing(text: string, from: number, mark: string): number {
  for (let end = text.indexOf(mark, from + 1); end !== -1; end = text.indexOf(mark, end + 1)) {
    const before = text.charAt(end - 1);
    const after = text.charAt(end + mark.length);
    if (/\s/u.test(before) || before === '\\') continue;
    if (mark.length === 1 && (after === mark || before === mark)) continue;
    if (mark.startsWith('_') && /[\p{L}\p{N}]/u.test(after)) continue;
    return end;
  }
  return -1;
}

const MAX_LABEL = 500;
const MAX_ADDRESS = 2_048;

function linkAt(text: string, at: number): { label: string; address: string; end: number } | null {
  const middle = text.slice(at, at + MAX_LABEL).indexOf('](');
  if (middle < 1) return null;
  const end = text.slice(at + middle, at + middle + MAX_ADDRESS).indexOf(')');
  if (end === -1) return null;
  const address = text.slice(at + middle + 2, at + middle + end).trim();
  return { label: text.slice(at + 1, at + middle), address, end: at + middle + end + 1 };
}

/** An address that is safe to open, with the host a person should see; nothing for every other one. */
export function safeAddress(address: string): { href?: string; host?: string } {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return {};
  }
  if (!safeProtocols.has(url.protocol) || url.username !== '' || url.password !== '') return {};
  return { href: url.href, ...(url.protocol !== 'mailto:' && { host: url.host }) };
}
