import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { sizeQuantity } from '../apps/app-sizes.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { bytesText } from '../marketplace/amounts.ts';
import { openVdc } from '../vdc-clusters.ts';
import { readVolumes, type Volume } from '../volumes/read-volumes.ts';

/** Plans that a disk grows. It can never shrink, and not every class lets it grow. */
export const volumePlanGrow = defineAction({
  kind: 'read',
  name: 'volume.planGrow',
  title: 'Plans that a disk grows',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    /** `namespace/name` */
    volume: z.string().max(400),
    /** Bytes altogether. */
    size: z.number().min(1),
  }),
  output: plannedSchema,
  run: async (context, { vdc, volume: id, size }) => {
    const { services, caller, signal, locale } = context;
    const open = await openVdc(services, caller, vdc);
    const volume = volumeIn(await readVolumes(open.cluster, { signal }), id);
    const { namespace, name, grows, storageClass } = volume;
    if (size <= volume.size) {
      throw new ActionFailure(
        'CANNOT_SHRINK',
        `"${name}" has ${bytesText(volume.size)}. A disk can grow but never shrink; to have a smaller one, make a new one and move the data.`,
      );
    }
    if (!grows) {
      throw new ActionFailure(
        'CANNOT_GROW',
        `Disks of the class "${storageClass}" cannot grow. Make a new one of ${bytesText(size)} and move the data.`,
      );
    }
    const set = await planChanges(context, open, {
      title: `Grow the disk ${name} to ${bytesText(size)}`,
      patches: [
        {
          reference: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name },
          patch: { spec: { resources: { requests: { storage: sizeQuantity(size) } } } },
        },
      ],
      ready: [],
      onFailure: 'keep',
      notes: [
        'This cannot be undone: a disk never shrinks.',
        ...(volume.usedBy.length === 0 ? [] : ['Some classes show the new size only after the app is restarted.']),
      ],
    });
    return showChanges(set, locale);
  },
  simulate: () => ({ ...examplePlanned('Grow the disk data to 5 GiB'), creates: 0, changes: 1 }),
});

/** The disk of an id. Rejects with `NOT_FOUND`. */
export function volumeIn(volumes: readonly Volume[], id: string): Volume {
  const found = volumes.find((one) => one.id === id);
  if (found) return found;
  throw new ActionFailure('NOT_FOUND', `There is no disk called "${id}" any more.`);
}
