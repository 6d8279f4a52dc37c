import { redact } from './redact.ts';

/** What a model wrote, as people may see it: no links, no pictures, no markup but bold and code, not longer than this. */
export function plainModelText(text: string, longest = 1_200): string {
  return redact(text, longest)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/!?\[([^\]]*)\]\[[^\]]*\]/g, '$1')
    .replace(/<[^>]*>?/g, '')
    .replace(/\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:|javascript:|data:)\S*/gi, '…')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}
