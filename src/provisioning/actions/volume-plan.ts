import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { isName } from '../apps/app-reference.ts';
import { sizeQuantity } from '../apps/app-sizes.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { openVdc } from '../vdc-clusters.ts';
import { readClasses } from '../volumes/read-volumes.ts';

/** Plans a new disk. Changes nothing. */
export const volumePlan = defineAction({
  kind: 'read',
  name: 'volume.plan',
  title: 'Plans a new disk in a VDC',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    namespace: z.string().max(63).default('default'),
    name: z.string().max(253),
    /** Bytes. */
    size: z.number().min(1),
    /** Absent: the usual one. */
    storageClass: z.string().max(260).optional(),
  }),
  output: plannedSchema,
  run: async (context, { vdc, namespace, name, size, storageClass }) => {
    const { services, caller, signal, locale } = context;
    if (!isName(name)) {
      throw new ActionFailure(
        'INVALID_SPEC',
        'Please take lower-case letters, digits and dashes for the name of a disk.',
      );
    }
    const open = await openVdc(services, caller, vdc);
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name };
    if (await open.cluster.get(claim, { signal })) {
      throw new ActionFailure(
        'NAME_TAKEN',
        `There is a disk "${name}" in "${namespace}" already. Please take another name.`,
      );
    }
    const classes = await readClasses(open.cluster, { signal });
    const taken = classes.find((one) => (storageClass === undefined ? true : one.name === storageClass));
    if (!taken) {
      const known = classes.map((one) => one.name).join(', ');
      throw new ActionFailure(
        'INVALID_SPEC',
        known === ''
          ? 'This data center has no class of disks, so nobody could make one.'
          : `There is no class of disks "${storageClass}". There are: ${known}.`,
      );
    }
    const set = await planChanges(context, open, {
      title: `Make the disk ${name}`,
      objects: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name, namespace },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: taken.name,
            resources: { requests: { storage: sizeQuantity(size) } },
          },
        },
      ],
      // Made when the first pod mounts it: there is nothing to wait for before.
      ...(taken.late ? { ready: [] } : {}),
      notes: [
        ...(taken.late ? ['It comes into being on the node of the first app that mounts it.'] : []),
        ...(taken.grows ? [] : ['Disks of this class cannot grow later: take it large enough.']),
      ],
    });
    return showChanges(set, locale);
  },
  simulate: ({ name }) => examplePlanned(`Make the disk ${name}`),
});
