import { type Block, type Inline, parseMarkdown } from '#src/protocol/markdown.ts';

/** Markdown as words to be heard: no marks, no addresses. */
export function plainText(markdown: string): string {
  return blocksText(parseMarkdown(markdown));
}

function blocksText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
        case 'heading':
          return inlineText(block.inside);
        case 'fence':
          return block.text;
        case 'quote':
          return blocksText(block.blocks);
        case 'list':
          return block.items.map((item) => blocksText(item)).join('\n');
        case 'rule':
          return '';
        default:
          return block satisfies never;
      }
    })
    .filter((text) => text !== '')
    .join('\n');
}

function inlineText(inside: readonly Inline[]): string {
  return inside
    .map((piece) => {
      switch (piece.type) {
        case 'text':
        case 'code':
          return piece.text;
        case 'break':
          return '\n';
        case 'bold':
        case 'italic':
        case 'strike':
        case 'link':
          return inlineText(piece.inside);
        default:
          return piece satisfies never;
      }
    })
    .join('');
}
