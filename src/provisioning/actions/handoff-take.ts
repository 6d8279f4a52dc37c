import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';

/** The caller helps: what they write from now on goes to the person, and the other way round. */
export const handoffTake = defineAction({
  kind: 'lasting',
  betweenPeople: true,
  name: 'handoff.take',
  title: 'Takes over from the wizard and talks with a person',
  permission: 'handoff.answer',
  input: z.strictObject({
    ticket: z.string().min(1).max(300),
    /** Where they talk with each other: `flow.run` of the caller's own conversation. */
    here: z.string().regex(/^[A-Za-z0-9_-]{8,64}-\d{1,12}\.\d{1,4}$/),
  }),
  output: z.object({ askedBy: z.string() }),
  stages: [{ id: 'take', title: 'Let them know' }],
  run: async ({ services, caller }, { ticket, here }) => {
    const at = here.lastIndexOf('-');
    const place = { conversation: here.slice(0, at), run: here.slice(at + 1) };
    const taking = await services.handoffs.take(ticket, caller, place);
    switch (taking.type) {
      case 'taken':
        return { askedBy: taking.ticket.askedBy };
      case 'theirs':
        throw new ActionFailure('TAKEN', `${taking.helper} was faster and talks with them already.`);
      case 'closed':
      case 'unknown':
        throw new ActionFailure('NOT_FOUND', 'Nobody waits there any more.');
      default:
        return taking satisfies never;
    }
  },
  simulate: () => ({ askedBy: 'Ada' }),
});
