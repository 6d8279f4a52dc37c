/** Markdown without its marks, as where only plain text can be shown. */
export function plainText(markdown: string): string {
  return literal(markdown.replace(/(?<!\\)\*\*(.+?)\*\*/g, '$1').replace(/(?<!\\)`([^`]+)`/g, '$1'));
}

/** A backslash makes the punctuation behind it literal. */
export function literal(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
