import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { plural } from '../wording.ts';

/** VDCs that are called by their names. */
const NAMED = 5;

/** How many VDCs the caller has, in a sentence: enough for a greeting, small enough to keep. */
export const vdcOverview = defineAction({
  kind: 'read',
  name: 'vdc.overview',
  title: 'How many VDCs the person who asks has, in a sentence',
  permission: 'vdc.read',
  input: z.strictObject({}),
  output: z.object({
    count: z.int(),
    /** The id, where there is only one. */
    only: z.string().optional(),
    text: z.string(),
  }),
  run: async ({ services, caller: { owner } }) => {
    const [records, count] = await Promise.all([
      services.records.list(owner, { offset: 0, count: NAMED }),
      services.records.count(owner),
    ]);
    const [first] = records;
    const names = records.map(({ name }) => name);
    return {
      count,
      ...(count === 1 && first ? { only: first.id } : {}),
      text: sentence(names, count),
    };
  },
  simulate: () => ({ count: 1, only: 'vdc_000000000000', text: sentence(['amber-badger'], 1) }),
});

function sentence(names: string[], count: number): string {
  if (count === 0) return 'You have no VDC yet.';
  const others = count - names.length;
  const last = others > 0 ? `${others} more` : names.at(-1);
  const before = others > 0 ? names : names.slice(0, -1);
  const list = before.length === 0 ? last : `${before.join(', ')} and ${last}`;
  return `You have ${plural(count, 'VDC')}: ${list}.`;
}
