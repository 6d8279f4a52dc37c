import { type Block, type Inline, parseMarkdown } from '#src/protocol/markdown.ts';

/** A line of HTML as Telegram takes it, with what its limits count: characters without marks, and marks. */
export interface Line {
  html: string;
  length: number;
  entities: number;
}

/** Characters of one message, after its marks are taken out; Telegram draws the first hundred marks only. */
export const MAX_TEXT = 4_096;
const MAX_ENTITIES = 100;
/** A file's or picture's caption. */
export const MAX_CAPTION = 1_024;
/** Characters of code that stand in one mark: a long log is several. */
const CODE_AT_ONCE = 3_000;

/** The wizard's markdown as lines for Telegram. */
export function markdownLines(text: string): Line[] {
  return blockLines(parseMarkdown(text));
}

/** Words that are no markup. */
export function plainLine(text: string): Line {
  return { html: escapeHtml(text), length: text.length, entities: 0 };
}

/** A line inside a mark: `b`, `i`, `code` … */
export function marked(tag: 'b' | 'i' | 'code' | 's', line: Line): Line {
  return { html: `<${tag}>${line.html}</${tag}>`, length: line.length, entities: line.entities + 1 };
}

/** Several pieces in a row, as one line. */
export function joined(...lines: Line[]): Line {
  return {
    html: lines.map(({ html }) => html).join(''),
    length: lines.reduce((sum, { length }) => sum + length, 0),
    entities: lines.reduce((sum, { entities }) => sum + entities, 0),
  };
}

export const emptyLine: Line = { html: '', length: 0, entities: 0 };

/** Text in a fixed width, in as many marks as it takes. */
export function codeLines(text: string): Line[] {
  const lines: Line[] = [];
  let part: string[] = [];
  let length = 0;
  const close = () => {
    if (part.length > 0) lines.push(code(part.join('\n')));
    part = [];
    length = 0;
  };
  for (const line of text.split('\n').flatMap((one) => cut(one, CODE_AT_ONCE))) {
    if (length + line.length > CODE_AT_ONCE) close();
    part.push(line);
    length += line.length + 1;
  }
  close();
  return lines;
}

/** Lines as messages, each within Telegram's limits and with its marks closed. Never empty. */
export function messagesOf(lines: readonly Line[], most = MAX_TEXT): string[] {
  const messages: string[] = [];
  let open: string[] = [];
  let length = 0;
  let entities = 0;
  const close = () => {
    const html = open.join('\n').trim();
    if (html !== '') messages.push(html);
    open = [];
    length = 0;
    entities = 0;
  };
  for (const line of lines.flatMap((one) => fitting(one, most))) {
    if (length + line.length + 1 > most || entities + line.entities > MAX_ENTITIES) close();
    open.push(line.html);
    length += line.length + 1;
    entities += line.entities;
  }
  close();
  return messages.length > 0 ? messages : ['…'];
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** HTML of ours as the words in it. */
export function unmarked(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

function code(text: string): Line {
  return { html: `<pre>${escapeHtml(text)}</pre>`, length: text.length, entities: 1 };
}

/** A line that is longer than a message loses its marks and is cut. */
function fitting(line: Line, most: number): Line[] {
  if (line.length <= most && line.entities <= MAX_ENTITIES) return [line];
  return cut(unmarked(line.html), most - 1).map(plainLine);
}

function cut(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + most, text.length);
    // Not through the middle of a sign that takes two places.
    if (end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end -= 1;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

function blockLines(blocks: readonly Block[]): Line[] {
  return blocks.flatMap((block, index) => [...(index > 0 ? [emptyLine] : []), ...linesOf(block)]);
}

function linesOf(block: Block): Line[] {
  switch (block.type) {
    case 'paragraph':
      return inlineLines(block.inside);
    case 'heading':
      return inlineLines(block.inside).map((line) => marked('b', line));
    case 'fence':
      return codeLines(block.text);
    case 'quote': {
      const lines = blockLines(block.blocks);
      const html = lines.map((line) => line.html).join('\n');
      const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
      return [
        {
          html: `<blockquote>${html}</blockquote>`,
          length,
          entities: 1 + lines.reduce((sum, line) => sum + line.entities, 0),
        },
      ];
    }
    case 'list':
      return block.items.flatMap((item, index) => {
        const sign = block.ordered ? `${block.start + index}. ` : '• ';
        return blockLines(item).map((line, at) => joined(plainLine(at === 0 ? sign : '   '), line));
      });
    case 'rule':
      return [plainLine('———')];
    default:
      return block satisfies never;
  }
}

/** Running text, a line for each of its lines. */
function inlineLines(inside: readonly Inline[]): Line[] {
  const lines: Line[][] = [[]];
  for (const piece of inside) {
    if (piece.type === 'break') lines.push([]);
    else lines.at(-1)?.push(inlineOf(piece));
  }
  return lines.map((parts) => joined(...parts));
}

function inlineOf(piece: Inline): Line {
  switch (piece.type) {
    case 'text':
      return plainLine(piece.text);
    case 'code':
      return marked('code', plainLine(piece.text));
    case 'bold':
      return marked('b', within(piece.inside));
    case 'italic':
      return marked('i', within(piece.inside));
    case 'strike':
      return marked('s', within(piece.inside));
    case 'link': {
      const label = within(piece.inside);
      if (piece.href === undefined) return label;
      return {
        html: `<a href="${escapeHtml(piece.href)}">${label.html}</a>`,
        length: label.length,
        entities: label.entities + 1,
      };
    }
    case 'break':
      return plainLine('\n');
    default:
      return piece satisfies never;
  }
}

function within(inside: readonly Inline[]): Line {
  return joined(...inside.map(inlineOf));
}
