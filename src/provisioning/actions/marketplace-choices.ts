import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { placed } from '../marketplace/asked.ts';
import { solutionNamed } from '../marketplace/offered.ts';
import { saidIn } from '../texts/texts.ts';

/** What can be chosen where a solution asks for one of several. */
export const marketplaceChoices = defineAction({
  kind: 'read',
  name: 'marketplace.choices',
  title: 'What can be chosen in a question of a solution',
  permission: 'catalog.read',
  input: z.strictObject({ solution: z.string().min(1).max(60), place: z.string().max(40) }),
  output: z.object({ items: z.array(z.object({ value: z.string(), title: z.string() })) }),
  run: async ({ services, locale }, { solution: id, place }) => {
    const found = placed(solutionNamed(services, id)).find((one) => one.place === place);
    const choices = found?.question.choices ?? [];
    return { items: choices.map(({ value, label }) => ({ value, title: saidIn(locale, label) })) };
  },
  simulate: () => ({
    items: [
      { value: '1', title: 'One' },
      { value: '3', title: 'Three' },
    ],
  }),
});
