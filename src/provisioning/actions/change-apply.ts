import { z } from 'zod';

import { applyChanges, takeBack } from '../changes/apply-changes.ts';
import { defineAction } from '../define-action.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import { badgeOfVdc } from '../vdc-view.ts';

/** Makes a planned change inside a VDC true, and takes back all of it when it is stopped or fails. */
export const changeApply = defineAction({
  kind: 'lasting',
  name: 'change.apply',
  title: 'Makes a planned change inside a VDC',
  permission: 'vdc.change',
  input: z.strictObject({ plan: z.string().min(1).max(128) }),
  output: z.object({
    /** What `change.undo` takes. */
    change: z.string(),
    title: z.string(),
    /** False only where the plan says that it stays for a look: then `reason` says why. */
    ready: z.boolean(),
    reason: z.string(),
    /** "2 objects were made, 1 was changed." */
    summary: z.string(),
  }),
  stages: [
    { id: 'check', title: 'Check that nothing has changed since' },
    { id: 'apply', title: 'Make the changes' },
    { id: 'ready', title: 'Wait until everything is ready' },
  ],
  badge: async ({ services, caller }, { plan }) => {
    const set = await services.changes.find(caller.owner, plan);
    return set ? await badgeOfVdc(services, caller.owner, set.vdc) : undefined;
  },
  run: async (context, { plan }) => {
    const { set, ready, reason } = await applyChanges(context, plan);
    const count = (verb: string) => set.changes.filter((change) => change.verb === verb).length;
    return {
      change: set.hash,
      title: saidIn(context.locale, set.title),
      ready,
      reason: saidIn(context.locale, reason),
      summary: textsIn(context.locale).changeTexts.done(
        count('create'),
        count('change') + count('replace'),
        count('delete'),
      ),
    };
  },
  compensate: async (context) => await takeBack(context),
  simulate: ({ plan }) => ({
    change: plan,
    title: 'Deploy web',
    ready: true,
    reason: '',
    summary: textsIn('en').changeTexts.done(1, 0, 0),
  }),
});
