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
  input: z.strictObject({
    ticket: z.string().min(1).max(300),
    /** Only what the person has written since then, in milliseconds since the epoch. */
    after: z.int().min(0).optional(),
  }),
  output: z.object({
    askedBy: z.string(),
    text: z.string(),
    state: z.enum(['waiting', 'taken']),
    mine: z.boolean(),
    helper: z.string(),
    lines: z.array(z.string()),
    /** When the last of the lines was said. */
    until: z.int(),
    answers: z.array(z.object({ label: z.string(), value: z.string() })),
    operations: z.array(z.object({ title: z.string(), state: z.string() })),
  }),
  run: async ({ services, caller, locale }, { ticket, after }) => {
    const room = await services.handoffs.look(ticket, caller);
    if (!room) throw new ActionFailure('NOT_FOUND', 'Nobody waits there any more.');
    const texts = textsIn(locale).handoffs;
    const { askedBy, text, state, mine, helper = '' } = room.ticket;
    const lines = room.lines.filter(({ at, by }) => after === undefined || (at > after && by === 'person'));
    const names = { person: askedBy, wizard: texts.wizard, other: helper };
    return {
      askedBy,
      text,
      state,
      mine,
      helper,
      lines: lines.map((line) => `${clock(line.at)}  ${line.name ?? names[line.by]}: ${line.text}`),
      until: room.lines.at(-1)?.at ?? 0,
      answers: room.answers,
      operations: room.operations,
    };
  },
  simulate: ({ after }) => ({
    askedBy: 'Ada',
    text: 'Something does not work.',
    state: 'waiting' as const,
    mine: false,
    helper: '',
    lines: after === undefined ? ['10:00  Ada: It does not work.'] : [],
    until: 0,
    answers: [{ label: 'Name', value: 'demo' }],
    operations: [],
  }),
});

/** The time of day, in UTC. */
function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
