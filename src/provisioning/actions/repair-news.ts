import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** What a watch has seen, in the language of whoever is told. */
export const repairNews = defineAction({
  kind: 'read',
  name: 'repair.news',
  title: 'What a watch has seen, in words',
  permission: 'vdc.read',
  input: z.strictObject({
    name: z.string().max(80),
    broken: z.array(z.string().max(2_000)).default([]),
    well: z.array(z.string().max(2_000)).default([]),
    more: z.int().min(0).default(0),
  }),
  output: z.object({ text: z.string(), bad: z.boolean() }),
  run: async ({ locale }, { name, broken, well, more }) => {
    const { repairTexts: texts } = textsIn(locale);
    const bad = broken.length > 0;
    const said = (bad ? broken : well).map((one) => saidIn(locale, one));
    return { text: bad ? texts.broke(name, said, more) : texts.recovered(name, said, more), bad };
  },
  simulate: ({ name, broken, well }) => ({
    text: textsIn('en').repairTexts[broken.length > 0 ? 'broke' : 'recovered'](name, [...broken, ...well], 0),
    bad: broken.length > 0,
  }),
});
