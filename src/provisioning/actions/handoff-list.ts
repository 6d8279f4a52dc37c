import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { textsIn } from '../texts/texts.ts';

/** Who wants a person, oldest first: those who wait, and those who talk with one. */
export const handoffList = defineAction({
  kind: 'read',
  name: 'handoff.list',
  title: 'Who waits for a person, or talks with one',
  permission: 'handoff.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        askedBy: z.string(),
        /** Since when, the queue, and who has taken it. */
        description: z.string(),
        queue: z.string(),
        text: z.string(),
        state: z.enum(['waiting', 'taken']),
        mine: z.boolean(),
      }),
    ),
    count: z.int(),
    /** How many of them nobody has taken. */
    waiting: z.int(),
    /** One sentence; empty where nobody waits. */
    text: z.string(),
  }),
  run: async ({ services, caller, locale }) => {
    const texts = textsIn(locale).handoffs;
    const open = await services.handoffs.list(caller);
    const items = open.map(({ id, askedBy, queue, text, state, helper, mine, at }) => ({
      id,
      askedBy,
      description: [
        texts.since(Math.max(0, Math.round((services.now() - at) / 60_000))),
        queue,
        mine ? texts.withYou : helper === undefined ? '' : texts.with(helper),
      ]
        .filter((part) => part !== '')
        .join(' · '),
      queue,
      text,
      state,
      mine,
    }));
    const waiting = items.filter(({ state }) => state === 'waiting').length;
    return { items, count: items.length, waiting, text: waiting === 0 ? '' : texts.waiting(waiting) };
  },
  simulate: () => ({ items: [], count: 0, waiting: 0, text: '' }),
});
