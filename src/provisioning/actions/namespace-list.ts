import { z } from 'zod';

import { isSystem } from '../apps/app-reference.ts';
import { defineAction } from '../define-action.ts';
import { searchInput, vdcInput } from '../inputs.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Namespaces that one list shows. */
const MOST = 200;

/** The namespaces of a VDC where apps live. */
export const namespaceList = defineAction({
  kind: 'read',
  name: 'namespace.list',
  title: 'The namespaces of a VDC, without those of the cluster itself',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, search: searchInput }),
  output: z.object({ items: z.array(z.object({ name: z.string() })), count: z.int() }),
  run: async ({ services, caller, signal }, { vdc, search }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const names: string[] = [];
    for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Namespace' }, { signal })) {
      const going = metadata.deletionTimestamp !== undefined;
      if (names.length < MOST && !going && !isSystem(metadata.name) && metadata.name.includes(search.trim())) {
        names.push(metadata.name);
      }
    }
    const items = names.toSorted().map((name) => ({ name }));
    return { items, count: items.length };
  },
  simulate: () => ({ items: [{ name: 'default' }], count: 1 }),
});
