import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { examineVdc } from '../repair/examine-vdc.ts';
import { findingId } from '../repair/finding-id.ts';
import { textsIn } from '../texts/texts.ts';

/** Looks after a VDC from now on: again and again, and tells its owner what breaks and what gets well. */
export const repairWatch = defineAction({
  kind: 'lasting',
  name: 'repair.watch',
  title: 'Looks after a VDC from now on, and tells its owner what breaks',
  permission: 'vdc.change',
  betweenPeople: true,
  input: z.strictObject({ vdc: vdcInput, minutes: z.int().min(1).max(1_440).default(5) }),
  output: z.object({ text: z.string() }),
  stages: [{ id: 'look', title: 'Look how it is now' }],
  run: async (context, { vdc, minutes }) => {
    const { services, caller, locale } = context;
    context.progress('look');
    const { findings, record } = await examineVdc(context, vdc, { maxAgeMs: 60_000 });
    const now = services.now();
    const known = Object.fromEntries(findings.map((finding) => [findingId(finding), finding.summary]));
    const watch = { vdc: record.id, name: record.name, minutes, since: now, known, fading: [], lookedAt: now };
    await services.repairs.watch(caller.owner, watch, now + minutes * 60_000);
    return { text: textsIn(locale).repairTexts.watching(record.name, minutes, findings.length) };
  },
  simulate: ({ minutes }) => ({ text: textsIn('en').repairTexts.watching('amber-badger', minutes ?? 5, 0) }),
});
