import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { searchInput } from '../inputs.ts';
import { allFoundSchema, exampleAllFound, lookAtAll } from '../repair/look-at-all.ts';

/** How old the last look may be where only the list is wanted again, or to search it. */
const FRESH_MS = 20_000;

/** All VDCs of a person: how each does, those in trouble first. */
export const repairScanAll = defineAction({
  kind: 'read',
  name: 'repair.scanAll',
  title: 'Looks for trouble in all VDCs of a person',
  permission: 'vdc.read',
  input: z.strictObject({
    search: searchInput,
    /** What was seen a moment ago will do. */
    again: z.boolean().default(false),
  }),
  output: allFoundSchema,
  run: async (context, { search, again }) =>
    await lookAtAll(context, { search, maxAgeMs: again || search !== '' ? FRESH_MS : 0 }),
  simulate: exampleAllFound,
});
