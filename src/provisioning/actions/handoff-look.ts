import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { textsIn } from '../texts/texts.ts';

/** What somebody who comes to help reads first: what was said, what is known, what runs. Without secrets. */
export const handoffLook = defineAction({
  kind: 'read',
  name: 'handoff.look',
  title: 'What was said, answered and begun where a person is wanted',
  permission: 'handoff.read',
  input: z.strictObject({ ticket: z.string().min(1).max(300) }),
  output: z.object({
    askedBy: z.string(),
    text: z.string(),
    state: z.enum(['waiting', 'taken']),
    mine: z.boolean(),
    helper: z.string(),
    lines: z.array(z.string()),
    answers: z.array(z.object({ label: z.string(), value: z.string() })),
    operations: z.array(z.object({ title: z.string(), state: z.string() })),
  }),
  run: async ({ services, caller, locale }, { ticket }) => {
    const room = await services.handoffs.look(ticket, caller);
    if (!room) throw new ActionFailure('NOT_FOUND', 'Nobody waits there any more.');
    const texts = textsIn(locale).handoffs;
    const { askedBy, text, state, mine, helper = '' } = room.ticket;
    const names = { person: askedBy, wizard: texts.wizard, other: helper };
    return {
      askedBy,
      text,
      state,
      mine,
      helper,
      lines: room.lines.map((line) => `${clock(line.at)}  ${line.name ?? names[line.by]}: ${line.text}`),
      answers: room.answers,
      operations: room.operations,
    };
  },
  simulate: () => ({
    askedBy: 'Ada',
    text: 'Something does not work.',
    state: 'waiting' as const,
    mine: false,
    helper: '',
    lines: ['10:00  Ada: It does not work.'],
    answers: [{ label: 'Name', value: 'demo' }],
    operations: [],
  }),
});

/** The time of day, in UTC. */
function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
