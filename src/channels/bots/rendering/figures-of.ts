/** What a picture shows, in words, without its caption, which stands above them. */
export function figuresOf({ alt, caption }: { alt: string; caption?: string }): string {
  if (caption === undefined || caption === '') return alt;
  if (alt === caption) return '';
  return alt.startsWith(`${caption}. `) ? alt.slice(caption.length + 2) : alt;
}
