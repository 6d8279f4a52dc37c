import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { textsIn } from '../texts/texts.ts';

/** What runs for the caller now, newest first. */
export const workRunning = defineAction({
  kind: 'read',
  name: 'work.running',
  title: 'What runs for the person who asks right now',
  permission: 'work.read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ id: z.string(), title: z.string(), state: z.string(), text: z.string() })),
    count: z.int(),
    /** One sentence about all of them; empty when nothing runs. */
    text: z.string(),
  }),
  run: async ({ services, caller, locale }) => {
    const views = await services.operations.running(caller.owner, { offset: 0, count: 20 });
    const items = views.map(({ id, title, state, stages }) => {
      const stage = stages.find((one) => one.state === 'running');
      return { id, title, state, text: stage ? `${title}: ${stage.title.toLowerCase()}` : title };
    });
    return {
      items,
      count: items.length,
      text: items.length === 0 ? '' : textsIn(locale).running(items.map(({ text }) => text)),
    };
  },
  simulate: () => ({ items: [], count: 0, text: '' }),
});
