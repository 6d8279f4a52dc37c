import { z } from 'zod';

import { numberAt, referenceTo } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';
import { openVdc } from '../vdc-clusters.ts';
import { autoscalerOf, scalableApp } from './autoscale-look.ts';

/** Plans that an app keeps the number of copies it has. */
export const autoscalePlanRemove = defineAction({
  kind: 'read',
  name: 'autoscale.planRemove',
  title: 'Plans that an app does not scale by itself any more',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput, app: appInput }),
  output: plannedSchema,
  run: async (context, { vdc, app: id }) => {
    const { services, caller, signal, locale } = context;
    const open = await openVdc(services, caller, vdc);
    const app = await scalableApp(open.cluster, id, signal);
    const existing = await autoscalerOf(open.cluster, app, signal);
    if (!existing) throw new ActionFailure('NOTHING_TO_DO', `"${app.metadata.name}" does not scale by itself.`);
    const set = await planChanges(context, open, {
      title: `Let ${app.metadata.name} keep its copies`,
      deletes: [referenceTo(existing)],
      notes: [`It stays at ${numberAt(app, 'spec', 'replicas') ?? 1} copies until somebody changes that.`],
    });
    return showChanges(set, locale);
  },
  simulate: () => ({ ...examplePlanned('Let web keep its copies'), creates: 0, deletes: 1 }),
});
