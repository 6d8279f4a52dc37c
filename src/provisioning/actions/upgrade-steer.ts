import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { textsIn } from '../texts/texts.ts';
import { answers, hasEnded } from '../upgrade/upgrade-run.ts';
import { vdcOf } from '../vdc-view.ts';

const wishes = ['pause', 'go', 'last'] as const;

/** Tells a running upgrade what is wanted of it: a pause, an end, or the answer to its question. Saying it again changes nothing. */
export const upgradeSteer = defineAction({
  kind: 'read',
  name: 'upgrade.steer',
  title: 'Tells a running upgrade what is wanted of it',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput, say: z.enum([...wishes, ...answers]) }),
  output: z.object({ text: z.string() }),
  run: async ({ services, caller, locale }, { vdc, say }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    const run = await services.upgrades.run(caller.owner, record.id);
    const { upgradeTexts: texts } = textsIn(locale);
    if (!run || hasEnded(run)) throw new ActionFailure('NOTHING_TO_DO', texts.nothingRuns(record.name));
    const wish = wishes.find((one) => one === say);
    if (wish !== undefined) {
      await services.upgrades.steer(caller.owner, record.id, { wish });
      return { text: texts.heard[wish] };
    }
    const choice = run.question?.choices.find((one) => one === say);
    if (!run.question || choice === undefined) return { text: texts.heard.settled };
    await services.upgrades.steer(caller.owner, record.id, { answer: { question: run.question.id, choice } });
    return { text: texts.heard.answer(texts.answers[choice].label) };
  },
  simulate: () => ({ text: textsIn('en').upgradeTexts.heard.pause }),
});
