import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { examineVdc } from '../repair/examine-vdc.ts';
import { exampleFound, foundSchema, listFindings } from '../repair/list-findings.ts';
import { textsIn } from '../texts/texts.ts';

/** A person sees that it moves, and nobody writes down every step: how far it has to come before it is told. */
const STEP_PERCENT = 10;

/** `repair.scan` that a person watches: what is read, and how much was found. Changes nothing. */
export const repairLook = defineAction({
  kind: 'lasting',
  name: 'repair.look',
  title: 'Looks for everything that is wrong with a VDC and inside it, with its progress',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    /** What somebody says does not work, in their own words: what may have to do with it comes first. */
    words: z.string().max(4_000).default(''),
  }),
  output: foundSchema,
  stages: [
    { id: 'read', title: 'Read what is there' },
    { id: 'judge', title: 'Look for what is wrong' },
  ],
  run: async (context, { vdc, words }) => {
    const { locale, progress } = context;
    const { repairTexts: texts } = textsIn(locale);
    progress('read', 0);
    let told = 0;
    const examination = await examineVdc(context, vdc, {
      progress: (read, of, kind) => {
        const percent = Math.min(99, Math.round((read / of) * 100));
        if (percent < told + STEP_PERCENT && read < of) return;
        told = percent;
        progress('read', percent, kind);
      },
    });
    progress('read', 100, texts.read(examination.snapshot?.size ?? 0));
    const found = await listFindings(context, examination, { words });
    progress('judge', 100, texts.judged(examination.checked.length, found.count));
    return found;
  },
  simulate: exampleFound,
});
