import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { textsIn } from '../texts/texts.ts';

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
  run: async ({ services, caller: { owner }, locale }) => {
    const [records, count] = await Promise.all([
      services.records.list(owner, { offset: 0, count: NAMED }),
      services.records.count(owner),
    ]);
    const [first] = records;
    const names = records.map(({ name }) => name);
    return {
      count,
      ...(count === 1 && first ? { only: first.id } : {}),
      text: sentence(names, count, locale),
    };
  },
  simulate: () => ({ count: 1, only: 'vdc_000000000000', text: sentence(['amber-badger'], 1, 'en') }),
});

function sentence(names: string[], count: number, locale: string): string {
  const texts = textsIn(locale);
  if (count === 0) return texts.noVdc;
  const others = count - names.length;
  const all = others > 0 ? [...names, texts.more(others)] : names;
  const before = all.slice(0, -1).join(texts.comma);
  const last = all.at(-1) ?? '';
  return texts.vdcs(count, before === '' ? last : texts.and(before, last));
}
