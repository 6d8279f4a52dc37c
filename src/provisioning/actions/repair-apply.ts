import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

import { severities } from '#src/cluster/diagnosis/index.ts';

import { applyChanges, takeBack } from '../changes/apply-changes.ts';
import { defineAction } from '../define-action.ts';
import { findingId } from '../repair/finding-id.ts';
import { type Examination, examine } from '../repair/look-into.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Looks this often while it waits for the trouble to go, */
const PAUSE_MS = 1_000;
/** for so long at most, */
const PATIENCE_MS = 180_000;
/** and believes it when it was well this many times in a row. */
const STEADY = 3;

/** Mends a finding as planned, then looks again until it is well, or has had its time. */
export const repairApply = defineAction({
  kind: 'lasting',
  name: 'repair.apply',
  title: 'Mends a finding as planned, and verifies it',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: z.string().min(1).max(80),
    finding: z.string().min(1).max(40),
    plan: z.string().min(1).max(128),
  }),
  output: z.object({
    /** What `change.undo` takes. */
    change: z.string(),
    well: z.boolean(),
    text: z.string(),
  }),
  stages: [
    { id: 'look', title: 'Look at what is there before' },
    { id: 'check', title: 'Check that nothing has changed since' },
    { id: 'apply', title: 'Make the changes' },
    { id: 'ready', title: 'Wait until everything is ready' },
    { id: 'verify', title: 'Look again whether it is well' },
  ],
  run: async (context, { vdc, finding, plan }) => {
    const { services, caller, signal, locale, progress } = context;
    progress('look');
    const look = async (): Promise<Examination> => {
      const { cluster } = await openVdc(services, caller, vdc);
      return await examine(cluster, { signal, now: services.now });
    };
    const { known } = await context.checkpoint('before', async () => ({
      known: (await look()).findings.map(findingId),
    }));
    const before = new Set(known);
    const { set } = await applyChanges(context, plan);
    const { repairTexts: texts } = textsIn(locale);
    const { since } = await context.checkpoint('verify', async () => ({ since: services.now() }));
    let steady = 0;
    for (;;) {
      const { findings } = await look();
      const there = findings.find((one) => findingId(one) === finding);
      const worse = findings.find(
        (one) => !before.has(findingId(one)) && isGrave(one.severity) && touches(one, set.changes),
      );
      steady = there || worse ? 0 : steady + 1;
      if (steady >= STEADY) return { change: set.hash, well: true, text: texts.well(saidIn(locale, set.title)) };
      if (services.now() - since > PATIENCE_MS) {
        const text = worse && !there ? texts.worse(saidIn(locale, worse.summary)) : texts.stillThere;
        return { change: set.hash, well: false, text };
      }
      progress(
        'verify',
        Math.min(99, Math.round(((services.now() - since) / PATIENCE_MS) * 100)),
        there?.summary ?? worse?.summary,
      );
      await pause(PAUSE_MS, undefined, { signal });
    }
  },
  compensate: async (context) => await takeBack(context),
  simulate: ({ plan }) => ({
    change: plan,
    well: true,
    text: textsIn('en').repairTexts.well('Go back to what ran before (nginx:1.28)'),
  }),
});

const isGrave = (severity: (typeof severities)[number]): boolean =>
  severities.indexOf(severity) <= severities.indexOf('error');

/** Whether new trouble is in a namespace that was worked in: what happens elsewhere is not of our making. */
function touches(
  { object }: Examination['findings'][number],
  changes: readonly { reference: { namespace?: string } }[],
): boolean {
  return changes.some(({ reference }) => reference.namespace === object.namespace);
}
