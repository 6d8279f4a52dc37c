import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { examine, findingIn, remedyIn } from '../repair/look-into.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** What a remedy would change, checked by the cluster itself. Changes nothing. */
export const repairPlan = defineAction({
  kind: 'read',
  name: 'repair.plan',
  title: 'Shows exactly what a remedy would change',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: z.string().min(1).max(80),
    finding: z.string().min(1).max(40),
    remedy: z.string().min(1).max(120),
    /** What only the person could know; a secret as its handle. */
    answer: z.string().max(4_000).optional(),
  }),
  output: plannedSchema.extend({ undo: z.string() }),
  run: async (context, { vdc: name, finding: id, remedy: way, answer }) => {
    const { services, caller, signal, locale } = context;
    const vdc = await openVdc(services, caller, name);
    const examination = await examine(vdc.cluster, { signal, now: services.now });
    const finding = findingIn(examination, id);
    if (!finding) throw new ActionFailure('NOT_FOUND', textsIn(locale).repairTexts.gone);
    const remedy = remedyIn(finding, examination.snapshot, way);
    const value = answer?.startsWith('secret://') ? await services.secrets.open(caller.owner, answer) : answer;
    try {
      const changes = remedy.changes(value);
      const set = await planChanges(context, vdc, { ...changes, title: remedy.title, ready: [], onFailure: 'keep' });
      return { ...showChanges(set, locale), undo: saidIn(locale, remedy.undo) };
    } catch (error) {
      if (error instanceof RangeError) throw new ActionFailure('INVALID_SPEC', error.message);
      throw error;
    }
  },
  simulate: () => ({
    ...examplePlanned('Go back to what ran before (nginx:1.28)'),
    undo: 'The present settings are kept, and can be brought back.',
  }),
});
