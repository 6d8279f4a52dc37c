import { z } from 'zod';

import { referenceTo, textAt } from '#src/cluster/index.ts';

import { openApp } from '../apps/open-app.ts';
import { partsOfApp } from '../apps/parts-of-app.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';
import { textsIn } from '../texts/texts.ts';

/** What deleting an app would delete with it, and what of it is lost for good. */
export const appPlanDelete = defineAction({
  kind: 'read',
  name: 'app.planDelete',
  title: 'Shows what deleting an app would delete, and what is lost',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    app: appInput,
    /** The volume and its data stay, for an app that is made later under the same name. */
    keepData: z.boolean().default(false),
  }),
  output: plannedSchema.extend({
    /** "the data on the volume web-data (10Gi)"; empty where nothing is lost that undoing would not bring back. */
    lost: z.string(),
    /** There is a volume. */
    data: z.boolean(),
  }),
  run: async (context, { keepData, ...input }) => {
    const { locale, signal } = context;
    const opened = await openApp(context, input);
    const { cluster, app, reference } = opened;
    const parts = await partsOfApp(cluster, app, reference, signal);
    const volumes = parts.filter(({ kind }) => kind === 'PersistentVolumeClaim');
    const going = keepData ? parts.filter(({ kind }) => kind !== 'PersistentVolumeClaim') : parts;
    // The app first: its volume is given back only when no copy writes any more.
    const deletes = [reference, ...going.map(referenceTo)];
    const set = await planChanges(context, opened, { title: `Delete ${reference.name}`, deletes });
    const { appTexts: texts } = textsIn(locale);
    const lost = keepData
      ? ''
      : volumes
          .map((claim) =>
            texts.lostVolume(claim.metadata.name, textAt(claim, 'spec', 'resources', 'requests', 'storage') ?? ''),
          )
          .join(textsIn(locale).comma);
    return { ...showChanges(set, locale), lost, data: volumes.length > 0 };
  },
  simulate: ({ app }) => ({
    ...examplePlanned(`Delete ${app.split('/').at(-1) ?? app}`),
    creates: 0,
    deletes: 1,
    lost: '',
    data: false,
  }),
});
