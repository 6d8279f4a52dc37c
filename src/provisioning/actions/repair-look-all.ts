import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { allFoundSchema, exampleAllFound, lookAtAll } from '../repair/look-at-all.ts';

/** `repair.scanAll` that a person watches: which of them was looked at, and how many are left. Changes nothing. */
export const repairLookAll = defineAction({
  kind: 'lasting',
  name: 'repair.lookAll',
  title: 'Looks for trouble in all VDCs of a person, with its progress',
  permission: 'vdc.read',
  input: z.strictObject({}),
  output: allFoundSchema,
  stages: [{ id: 'look', title: 'Look at one after the other' }],
  run: async (context) => {
    const { progress } = context;
    progress('look', 0);
    const found = await lookAtAll(context, {
      progress: (looked, of, name) => progress('look', Math.min(99, Math.round((looked / of) * 100)), name),
    });
    progress('look', 100, found.text);
    return found;
  },
  simulate: exampleAllFound,
});
