/** Whether an address may be opened from a chat: a web page, a mail, or a page of this server. */
export function isWebAddress(href: string): boolean {
  return /^(https?:|mailto:)/i.test(href) || /^\/(?!\/)/.test(href);
}
