import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { vdcOf } from '../vdc-view.ts';

/** Changes that one list shows. */
const SHOWN = 20;

/** What was changed inside a VDC in the last 30 days, newest first, and what of it can be undone. */
export const changeList = defineAction({
  kind: 'read',
  name: 'change.list',
  title: 'The last changes inside a VDC, newest first',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    items: z.array(z.object({ change: z.string(), title: z.string(), description: z.string(), undoable: z.boolean() })),
    count: z.int(),
  }),
  run: async ({ services, caller, locale }, { vdc }) => {
    const { changeTexts: texts } = textsIn(locale);
    const record = await vdcOf(services, caller.owner, vdc);
    const changes = await services.changes.recent(caller.owner, record.id, SHOWN);
    const items = changes.map(({ hash, title, state, at }) => ({
      change: hash,
      title: saidIn(locale, title),
      description: texts.changedAt(state, new Date(at).toISOString().slice(0, 16).replace('T', ' ')),
      undoable: state === 'applied',
    }));
    return { items, count: items.length };
  },
  simulate: () => ({
    items: [{ change: 'f'.repeat(64), title: 'Deploy web', description: 'done, 2026-01-01 12:00 UTC', undoable: true }],
    count: 1,
  }),
});
