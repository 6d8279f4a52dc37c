import { z } from 'zod';

import { plainText } from '#src/protocol/index.ts';

import { defineAction } from '../define-action.ts';
import { textsIn } from '../texts/texts.ts';

/** The longest text that is shown as the name of a request. */
const TITLE = 80;

/** What other people ask the caller to agree to, oldest first. */
export const approvalList = defineAction({
  kind: 'read',
  name: 'approval.list',
  title: 'What waits for the yes or no of the person who asks',
  permission: 'approval.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        /** The text in one line, and in full. */
        title: z.string(),
        text: z.string(),
        /** Who asks, how far it has come, and until when it can be decided. */
        description: z.string(),
        askedBy: z.string(),
        askedAt: z.string(),
        agreed: z.array(z.string()),
        quorum: z.int(),
        expiresAt: z.string(),
      }),
    ),
    count: z.int(),
    /** One sentence; empty where nothing waits. */
    text: z.string(),
  }),
  run: async ({ services, caller, locale }) => {
    const texts = textsIn(locale).approvals;
    const waiting = await services.approvals.pending(caller);
    const items = waiting.map(({ id, text, askedBy, askedAt, agreed, quorum, expiresAt }) => ({
      id,
      title: oneLine(text),
      text,
      description: [texts.asks(askedBy), texts.progress(agreed.length, quorum), texts.until(expiresAt)].join(' · '),
      askedBy,
      askedAt: new Date(askedAt).toISOString(),
      agreed,
      quorum,
      expiresAt: new Date(expiresAt).toISOString(),
    }));
    return { items, count: items.length, text: items.length === 0 ? '' : texts.waiting(items.length) };
  },
  simulate: () => ({ items: [], count: 0, text: '' }),
});

function oneLine(text: string): string {
  const line = plainText(text).replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= TITLE
    ? line
    : `${letters
        .slice(0, TITLE - 1)
        .join('')
        .trimEnd()}…`;
}
