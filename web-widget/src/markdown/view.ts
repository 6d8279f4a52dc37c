import { html, type TemplateResult } from 'lit';
import { type Block, type Inline, parseMarkdown } from '#src/protocol/markdown.ts';
import { sheetView } from '../views/sheet-view.ts';
import type { ViewContext } from '../views/view-context.ts';

const parsed = new Map<string, Block[]>();
const MAX_PARSED = 400;

/** Markdown as elements of the page. Text only ever becomes text. */
export function markdown(context: ViewContext, source: string): TemplateResult {
  let blocks = parsed.get(source);
  if (!blocks) {
    if (parsed.size >= MAX_PARSED) parsed.clear();
    blocks = parseMarkdown(source);
    parsed.set(source, blocks);
  }
  return html`<div class="md">${blocks.map((block) => blockView(context, block))}</div>`;
}

function blockView(context: ViewContext, block: Block): TemplateResult {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${inlines(context, block.inside)}</p>`;
    case 'heading':
      // The page's own outline is not ours to change: a heading in a message is a strong line.
      return html`<p class="md-heading" data-level=${block.level}><strong>${inlines(context, block.inside)}</strong></p>`;
    case 'fence':
      return sheetView(context, block.text, context.t('code.label'), block.language);
    case 'quote':
      return html`<blockquote>${block.blocks.map((inner) => blockView(context, inner))}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${item.map((inner) => blockView(context, inner))}</li>`);
      return block.ordered ? html`<ol start=${block.start}>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'rule':
      return html`<hr />`;
    default:
      return block satisfies never;
  }
}

function inlines(
  context: ViewContext,
  inside: readonly Inline[],
): (TemplateResult | string | (TemplateResult | string)[])[] {
  return inside.map((piece) => {
    switch (piece.type) {
      case 'text':
        return context.text(piece.text);
      case 'code':
        return html`<code dir="ltr">${piece.text}</code>`;
      case 'bold':
        return html`<strong>${inlines(context, piece.inside)}</strong>`;
      case 'italic':
        return html`<em>${inlines(context, piece.inside)}</em>`;
      case 'strike':
        return html`<s>${inlines(context, piece.inside)}</s>`;
      case 'break':
        return html`<br />`;
      case 'link':
        if (piece.href === undefined) {
          return html`<span class="blocked" title=${context.t('link.blocked')}>${inlines(context, piece.inside)}</span>`;
        }
        return html`<a href=${piece.href} target="_blank" rel="noopener noreferrer nofollow">${inlines(context, piece.inside)}</a
          >${piece.host === undefined ? '' : html` <span class="host" dir="ltr">(${piece.host})</span>`}`;
      default:
        return piece satisfies never;
    }
  });
}
