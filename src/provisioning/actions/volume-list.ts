import { z } from 'zod';

import { isSystem } from '../apps/app-reference.ts';
import { defineAction } from '../define-action.ts';
import { searchInput, vdcInput } from '../inputs.ts';
import { bytesText } from '../marketplace/amounts.ts';
import { exampleTable, tableOf, tableSchema } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';
import { readVolumes, type Volume } from '../volumes/read-volumes.ts';

/** The disks of the apps in a VDC. */
export const volumeList = defineAction({
  kind: 'read',
  name: 'volume.list',
  title: 'The disks of the apps in a VDC',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, search: searchInput }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        description: z.string(),
        sizeGiB: z.number(),
        /** It may grow. */
        grows: z.boolean(),
        usedBy: z.array(z.string()),
      }),
    ),
    count: z.int(),
    table: tableSchema,
  }),
  run: async ({ services, caller, locale, signal }, { vdc, search }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const all = await readVolumes(cluster, { signal });
    const volumes = all.filter(({ namespace, id }) => !isSystem(namespace) && id.includes(search.trim().toLowerCase()));
    const say = (text: string): string => saidIn(locale, text);
    const columns = ['Disk', 'Size', 'Used', 'Mounted by', 'Class', 'State'].map(say);
    const rows = volumes.map((volume) => [
      volume.id,
      bytesText(volume.size),
      usedText(volume),
      volume.usedBy.join(', ') || '–',
      volume.storageClass,
      say(volume.phase),
    ]);
    return {
      items: volumes.map((volume) => ({
        id: volume.id,
        title: volume.namespace === 'default' ? volume.name : volume.id,
        description: [
          bytesText(volume.size),
          ...(volume.used === undefined ? [] : [say(`${usedText(volume)} used`)]),
          volume.usedBy.length === 0 ? say('nothing mounts it') : say(`mounted by ${volume.usedBy.join(', ')}`),
        ].join(', '),
        sizeGiB: Math.ceil(volume.size / 2 ** 30),
        grows: volume.grows,
        usedBy: volume.usedBy,
      })),
      count: volumes.length,
      table: tableOf(columns, rows),
    };
  },
  simulate: () => ({
    items: [
      {
        id: 'default/data',
        title: 'data',
        description: '2 GiB, mounted by web',
        sizeGiB: 2,
        grows: true,
        usedBy: ['web'],
      },
    ],
    count: 1,
    table: exampleTable,
  }),
});

function usedText({ used, size }: Volume): string {
  return used === undefined || size === 0 ? '–' : `${bytesText(used)} (${Math.round((used / size) * 100)} %)`;
}
