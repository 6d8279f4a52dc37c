import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { searchInput, vdcInput } from '../inputs.ts';
import { examineVdc } from '../repair/examine-vdc.ts';
import { exampleFound, foundSchema, listFindings } from '../repair/list-findings.ts';

/** How old the last look may be where only the list is wanted again, to search it. */
const FRESH_MS = 20_000;

/** Everything that is wrong with a VDC, one row for each cause, the worst first. */
export const repairScan = defineAction({
  kind: 'read',
  name: 'repair.scan',
  title: 'Looks for everything that is wrong with a VDC and inside it',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    /** Only this namespace. */
    namespace: z.string().max(80).optional(),
    /** Only what has this in its name or its sentence. */
    search: searchInput,
    /** What somebody says does not work, in their own words: what may have to do with it comes first. */
    words: z.string().max(4_000).default(''),
    /** What was seen a moment ago will do. */
    again: z.boolean().default(false),
  }),
  output: foundSchema,
  run: async (context, { vdc, namespace, search, words, again }) => {
    const examination = await examineVdc(context, vdc, {
      ...(namespace === undefined ? {} : { namespace }),
      maxAgeMs: again || search !== '' ? FRESH_MS : 0,
    });
    return await listFindings(context, examination, { search, words });
  },
  simulate: exampleFound,
});
