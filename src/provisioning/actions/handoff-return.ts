import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';

/** Hands a person back to the wizard, also one that somebody else had taken and left alone. */
export const handoffReturn = defineAction({
  kind: 'lasting',
  betweenPeople: true,
  name: 'handoff.return',
  title: 'Hands a person back to the wizard',
  permission: 'handoff.answer',
  input: z.strictObject({ ticket: z.string().min(1).max(300) }),
  output: z.object({}),
  stages: [{ id: 'return', title: 'Hand back' }],
  run: async ({ services, caller }, { ticket }) => {
    if (await services.handoffs.giveBack(ticket, caller)) return {};
    throw new ActionFailure('NOT_FOUND', 'Nobody waits there any more.');
  },
  simulate: () => ({}),
});
