import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { bytesText } from '../marketplace/amounts.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';
import { readVolumes } from '../volumes/read-volumes.ts';
import { volumeIn } from './volume-plan-grow.ts';

/** Plans to delete a disk that nothing mounts, and says what is lost. */
export const volumePlanDelete = defineAction({
  kind: 'read',
  name: 'volume.planDelete',
  title: 'Plans to delete a disk that nothing mounts',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    /** `namespace/name` */
    volume: z.string().max(400),
  }),
  output: plannedSchema.extend({ name: z.string(), lost: z.string() }),
  run: async (context, { vdc, volume: id }) => {
    const { services, caller, signal, locale } = context;
    const open = await openVdc(services, caller, vdc);
    const { namespace, name, size, used, usedBy } = volumeIn(await readVolumes(open.cluster, { signal }), id);
    if (usedBy.length > 0) {
      throw new ActionFailure(
        'IN_USE',
        `"${name}" is mounted by ${usedBy.join(', ')}. Stop or remove that first; a disk in use would only be deleted afterwards.`,
      );
    }
    const set = await planChanges(context, open, {
      title: `Delete the disk ${name}`,
      deletes: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }],
      onFailure: 'keep',
      notes: ['Undoing makes an empty disk of that name: what was on it does not come back.'],
    });
    const lost =
      used === undefined
        ? `The disk ${name} of ${bytesText(size)} is gone for good, with whatever is on it.`
        : `The disk ${name} of ${bytesText(size)} is gone for good, with the ${bytesText(used)} on it.`;
    return { ...showChanges(set, locale), name, lost: saidIn(locale, lost) };
  },
  simulate: () => ({
    ...examplePlanned('Delete the disk data'),
    creates: 0,
    deletes: 1,
    name: 'data',
    lost: 'The disk data of 2 GiB is gone for good, with whatever is on it.',
  }),
});
