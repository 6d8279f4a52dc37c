import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { answerProblem, placed } from '../marketplace/asked.ts';
import { solutionNamed } from '../marketplace/offered.ts';
import { saidIn } from '../texts/texts.ts';

/** Whether an answer fits what a solution asks at a place. */
export const marketplaceCheckAnswer = defineAction({
  kind: 'read',
  name: 'marketplace.checkAnswer',
  title: 'Whether an answer fits a question of a solution',
  permission: 'catalog.read',
  input: z.strictObject({ solution: z.string().min(1).max(60), place: z.string().max(40), value: z.json() }),
  output: z.object({ ok: z.boolean(), text: z.string().optional() }),
  run: async ({ services, locale }, { solution: id, place, value }) => {
    const found = placed(solutionNamed(services, id)).find((one) => one.place === place);
    const problem = found && answerProblem(found.question, value);
    return problem === undefined ? { ok: true } : { ok: false, text: saidIn(locale, problem) };
  },
  simulate: () => ({ ok: true }),
});
