import { z } from 'zod';

import { type ClusterObject, objectAt } from '#src/cluster/index.ts';

import { configId, isForHands } from '../apps/open-config.ts';
import { defineAction } from '../define-action.ts';
import { searchInput, vdcInput } from '../inputs.ts';
import { choiceSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Settings that one list shows. */
const MOST = 200;

/** The ConfigMaps and Secrets of a VDC that people edit. */
export const configList = defineAction({
  kind: 'read',
  name: 'config.list',
  title: 'The ConfigMaps and Secrets inside a VDC',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, search: searchInput }),
  output: z.object({
    items: z.array(choiceSchema),
    count: z.int(),
  }),
  run: async ({ services, caller, locale, signal }, { vdc, search }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const { appTexts: texts } = textsIn(locale);
    const found: ClusterObject[] = [];
    for (const kind of ['ConfigMap', 'Secret']) {
      for await (const object of cluster.list({ apiVersion: 'v1', kind }, { signal })) {
        if (found.length < MOST && isForHands(object) && object.metadata.name.includes(search.trim()))
          found.push(object);
      }
    }
    const items = found.map((object) => {
      const { name, namespace = 'default' } = object.metadata;
      const keys = Object.keys(objectAt(object, 'data')).length + Object.keys(objectAt(object, 'binaryData')).length;
      return {
        id: configId(object),
        title: namespace === 'default' ? name : `${namespace}/${name}`,
        description: texts.keys(object.kind, keys),
      };
    });
    return { items, count: items.length };
  },
  simulate: () => ({
    items: [{ id: 'default/ConfigMap/settings', title: 'settings', description: 'ConfigMap, 2 keys' }],
    count: 1,
  }),
});
