import type { Markdown } from '#src/protocol/index.ts';
import { type Block, type Inline, parseMarkdown } from '#src/protocol/markdown.ts';

/** A text in the two ways that Matrix wants it. */
export interface MatrixBody {
  plain: string;
  html: string;
}

/** The wizard's markdown as a body. Whatever is no markdown is escaped: there is no way to write HTML. */
export function bodyOf(text: Markdown): MatrixBody {
  const blocks = parseMarkdown(text);
  return { plain: plainBlocks(blocks).trim(), html: htmlBlocks(blocks, blocks.length === 1) };
}

/** Words that mean only themselves. */
export function literalBody(text: string): MatrixBody {
  return { plain: text, html: escapeHtml(text).replaceAll('\n', '<br>') };
}

/** One below the other; what is empty is left out. */
export function joinBodies(parts: readonly MatrixBody[]): MatrixBody {
  const full = parts.filter(({ plain }) => plain !== '');
  return {
    plain: full.map(({ plain }) => plain).join('\n\n'),
    html: full.map(({ html }) => (isBlock(html) ? html : `<p>${html}</p>`)).join(''),
  };
}

/** Text for between tags and inside attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function tableBody(columns: readonly string[], rows: readonly (readonly string[])[]): MatrixBody {
  const all = [columns, ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => (row[index] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  const cells = (tag: 'td' | 'th', row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return {
    plain: all.map(line).join('\n'),
    html: `<table><thead>${cells('th', columns)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`,
  };
}

/** Names and what they stand for. */
export function fieldsBody(fields: readonly { label: string; value: string }[]): MatrixBody {
  return {
    plain: fields.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    html: `<ul>${fields.map(({ label, value }) => `<li>${escapeHtml(label)}: <strong>${escapeHtml(value)}</strong></li>`).join('')}</ul>`,
  };
}

const isBlock = (html: string): boolean => /^<(p|ul|ol|table|pre|blockquote|h\d|hr)[\s>]/.test(html);

function htmlBlocks(blocks: readonly Block[], tight: boolean): string {
  return blocks.map((block) => htmlBlock(block, tight)).join('');
}

function htmlBlock(block: Block, tight: boolean): string {
  switch (block.type) {
    case 'paragraph':
      return tight ? htmlInline(block.inside) : `<p>${htmlInline(block.inside)}</p>`;
    case 'heading':
      return `<h${block.level}>${htmlInline(block.inside)}</h${block.level}>`;
    case 'fence': {
      const language = block.language === '' ? '' : ` class="language-${escapeHtml(block.language)}"`;
      return `<pre><code${language}>${escapeHtml(block.text)}</code></pre>`;
    }
    case 'quote':
      return `<blockquote>${htmlBlocks(block.blocks, false)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => `<li>${htmlBlocks(item, item.length === 1)}</li>`).join('');
      return block.ordered ? `<ol start="${block.start}">${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'rule':
      return '<hr>';
    default:
      return block satisfies never;
  }
}

function htmlInline(inside: readonly Inline[]): string {
  return inside
    .map((piece) => {
      switch (piece.type) {
        case 'text':
          return escapeHtml(piece.text);
        case 'bold':
          return `<strong>${htmlInline(piece.inside)}</strong>`;
        case 'italic':
          return `<em>${htmlInline(piece.inside)}</em>`;
        case 'strike':
          return `<del>${htmlInline(piece.inside)}</del>`;
        case 'code':
          return `<code>${escapeHtml(piece.text)}</code>`;
        case 'link':
          return piece.href === undefined
            ? htmlInline(piece.inside)
            : `<a href="${escapeHtml(piece.href)}">${htmlInline(piece.inside)}</a>`;
        case 'break':
          return '<br>';
        default:
          return piece satisfies never;
      }
    })
    .join('');
}

function plainBlocks(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join('\n\n');
}

function plainBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return plainInline(block.inside);
    case 'fence':
      return block.text;
    case 'quote':
      return plainBlocks(block.blocks).replace(/^/gm, '> ');
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${block.start + index}.` : '-'} ${plainBlocks(item)}`)
        .join('\n');
    case 'rule':
      return '---';
    default:
      return block satisfies never;
  }
}

function plainInline(inside: readonly Inline[]): string {
  return inside
    .map((piece) => {
      switch (piece.type) {
        case 'text':
        case 'code':
          return piece.text;
        case 'bold':
        case 'italic':
        case 'strike':
          return plainInline(piece.inside);
        case 'link': {
          const text = plainInline(piece.inside);
          return piece.href === undefined || piece.href === text ? text : `${text} (${piece.href})`;
        }
        case 'break':
          return '\n';
        default:
          return piece satisfies never;
      }
    })
    .join('');
}
