import { z } from 'zod';

import { undoChanges } from '../changes/undo-changes.ts';
import { defineAction } from '../define-action.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { badgeOfVdc } from '../vdc-view.ts';

/** Brings back what was there before a change. Refused, with the reason, when others have changed the same since. */
export const changeUndo = defineAction({
  kind: 'lasting',
  name: 'change.undo',
  title: 'Undoes a change inside a VDC',
  permission: 'vdc.change',
  /** The plan, or the operation that applied it. */
  input: z.strictObject({ change: z.string().min(1).max(200) }),
  output: z.object({ title: z.string(), ready: z.boolean(), text: z.string() }),
  stages: [
    { id: 'check', title: 'Check that nothing has changed since' },
    { id: 'undo', title: 'Bring back what was there' },
    { id: 'ready', title: 'Wait until everything is ready' },
  ],
  badge: async ({ services, caller }, { change }) => {
    const applied = await services.changes.applied(caller.owner, change);
    return applied ? await badgeOfVdc(services, caller.owner, applied.vdc) : undefined;
  },
  run: async (context, { change }) => {
    const { set, ready, reason, nothing } = await undoChanges(context, change);
    const { changeTexts: texts } = textsIn(context.locale);
    const title = saidIn(context.locale, set.title);
    const text = nothing ? texts.undoneBefore(title) : texts.undone(title);
    return { title, ready, text: reason === '' ? text : `${text} ${saidIn(context.locale, reason)}` };
  },
  simulate: () => ({ title: 'Deploy web', ready: true, text: textsIn('en').changeTexts.undone('Deploy web') }),
});
