import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { saidIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

/** Pauses the rule for the workers of a VDC, lets it go on, or ends it. The number of workers stays as it is. */
export const nodeRuleChange = defineAction({
  kind: 'lasting',
  name: 'nodeRule.change',
  title: 'Pauses, resumes or ends the rule for the workers of a VDC',
  permission: 'vdc.scale',
  input: z.strictObject({ vdc: vdcInput, wish: z.enum(['pause', 'resume', 'end']) }),
  output: z.object({ text: z.string() }),
  stages: [{ id: 'set', title: 'Write it down' }],
  run: async ({ services, caller, locale }, { vdc, wish }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    let was = false;
    await services.nodeRules.change(caller.owner, record.id, services.now(), (kept) => {
      was = kept !== null;
      if (!kept || wish === 'end') return null;
      const { waitingSince: _, idleSince: __, notBefore: ___, trouble: ____, ...rest } = kept;
      return { ...rest, paused: wish === 'pause' };
    });
    if (!was && wish !== 'end') {
      throw new ActionFailure('NOT_FOUND', `"${record.name}" has no rule for its workers.`);
    }
    return { text: saidIn(locale, texts[wish]) };
  },
  simulate: ({ wish }) => ({ text: texts[wish] }),
});

const texts = {
  pause: 'It is paused: the number of workers stays as it is until you let it go on.',
  resume: 'It goes on.',
  end: 'The rule has ended. The workers that are there stay.',
};
