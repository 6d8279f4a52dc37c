import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { examineVdc } from '../repair/examine-vdc.ts';
import { listFindings } from '../repair/list-findings.ts';
import { textsIn } from '../texts/texts.ts';

/** Checks what was picked from a list of findings: "look again" picks nothing, but looks, and the list is asked for anew. */
export const repairLookAgain = defineAction({
  kind: 'read',
  name: 'repair.lookAgain',
  title: 'Looks at a VDC again where that is picked from the list of what is wrong',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, picked: z.string().max(80) }),
  output: z.object({ ok: z.boolean(), text: z.string() }),
  run: async (context, { vdc, picked }) => {
    if (picked !== 'again') return { ok: true, text: '' };
    const { text } = await listFindings(context, await examineVdc(context, vdc));
    return { ok: false, text: textsIn(context.locale).repairTexts.lookedAgain(text) };
  },
  simulate: ({ picked }) =>
    picked === 'again' ? { ok: false, text: 'I looked again. One thing needs attention.' } : { ok: true, text: '' },
});
