import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { examineVdc, findingIn } from '../repair/examine-vdc.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

/** Leaves a finding as it is from now on: it is counted, but not listed, not mended with others, and no news. */
export const repairIgnore = defineAction({
  kind: 'lasting',
  name: 'repair.ignore',
  title: 'Leaves a finding as it is from now on, with the reason',
  permission: 'vdc.change',
  betweenPeople: true,
  input: z.strictObject({
    vdc: vdcInput,
    finding: z.string().min(1).max(40),
    reason: z.string().max(500).nullish(),
  }),
  output: z.object({ text: z.string() }),
  stages: [{ id: 'note', title: 'Note it' }],
  run: async (context, { vdc, finding: id, reason }) => {
    const { services, caller, locale } = context;
    const examination = await examineVdc(context, vdc, { maxAgeMs: 60_000 });
    const finding = findingIn(examination, id);
    if (!finding) throw new ActionFailure('NOT_FOUND', textsIn(locale).repairTexts.gone);
    const { summary } = finding;
    await services.repairs.ignore(caller.owner, examination.record.id, {
      finding: id,
      summary,
      reason: reason ?? '',
      at: services.now(),
    });
    return { text: textsIn(locale).repairTexts.ignored(saidIn(locale, summary)) };
  },
  simulate: () => ({ text: textsIn('en').repairTexts.ignored('"nightly" is suspended: it does not run.') }),
});
