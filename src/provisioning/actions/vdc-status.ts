import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { cardSchema, exampleCard, exampleTable, tableSchema } from '../shown.ts';
import { engineOf, machinesTable, observed, stateOf, vdcCard, vdcOf } from '../vdc-view.ts';

/** How one VDC is now, asked from its engine. */
export const vdcStatus = defineAction({
  kind: 'read',
  name: 'vdc.status',
  title: 'How a VDC and its machines are now',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    ready: z.boolean(),
    /** False: the cluster was there before us, and stays when the VDC is forgotten. */
    ours: z.boolean(),
    card: cardSchema,
    machines: tableSchema,
  }),
  run: async ({ services, caller, locale }, { vdc }) => {
    const record = await vdcOf(services, caller.owner, vdc);
    const observation = await observed(services, record);
    return {
      id: record.id,
      name: record.name,
      ready: stateOf(record, observation) === 'ready',
      ours: engineOf(services, record.engine).adopt === undefined,
      card: vdcCard(engineOf(services, record.engine), record, observation, locale),
      machines: machinesTable(observation ?? { machines: [] }, locale),
    };
  },
  simulate: () => ({
    id: 'vdc_000000000000',
    name: 'amber-badger',
    ready: true,
    ours: true,
    card: exampleCard,
    machines: exampleTable,
  }),
});
