import { z } from 'zod';

import { NONE, secretNamesIn } from '../apps/app-wish.ts';
import { defineAction } from '../define-action.ts';

/** The names of secret variables in what a person typed, so that their values can be asked for one by one. */
export const appSecretNames = defineAction({
  kind: 'read',
  name: 'app.secretNames',
  title: 'The names of secret variables in a text',
  permission: 'vdc.read',
  input: z.strictObject({
    text: z.string().max(1_000).default(NONE),
    /** Names whose values are there already: they are not asked for again. */
    known: z.string().max(1_000).default(NONE),
  }),
  output: z.object({ names: z.array(z.string()), count: z.int() }),
  run: async (_context, { text, known }) => named(text, known),
  simulate: ({ text, known }) => named(text, known),
});

function named(text: string, known: string): { names: string[]; count: number } {
  const there = secretNamesIn(known);
  const names = secretNamesIn(text).filter((name) => !there.includes(name));
  return { names, count: names.length };
}
