import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';
import { readClasses } from '../volumes/read-volumes.ts';

/** The classes of disks in a VDC. */
export const volumeClasses = defineAction({
  kind: 'read',
  name: 'volume.classes',
  title: 'The classes of disks in a VDC',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    items: z.array(z.object({ name: z.string(), description: z.string() })),
    count: z.int(),
    /** The one to take where nobody minds; empty: there is none. */
    usual: z.string(),
  }),
  run: async ({ services, caller, locale, signal }, { vdc }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const classes = await readClasses(cluster, { signal });
    const items = classes.map(({ name, isDefault, grows, provisioner }) => ({
      name,
      description: [
        provisioner,
        saidIn(locale, grows ? 'can grow' : 'cannot grow'),
        ...(isDefault ? [saidIn(locale, 'the default')] : []),
      ].join(', '),
    }));
    return { items, count: items.length, usual: classes[0]?.name ?? '' };
  },
  simulate: () => ({
    items: [{ name: 'local-path', description: 'rancher.io/local-path, the default' }],
    count: 1,
    usual: 'local-path',
  }),
});
