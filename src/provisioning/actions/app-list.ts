import { z } from 'zod';

import { appId } from '../apps/app-reference.ts';
import { copiesOf, imagesOf, listApps, stateOfApp } from '../apps/list-apps.ts';
import { defineAction } from '../define-action.ts';
import { searchInput, vdcInput } from '../inputs.ts';
import { exampleTable, tableOf, tableSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** The apps of a VDC, without what belongs to the cluster itself. */
export const appList = defineAction({
  kind: 'read',
  name: 'app.list',
  title: 'The apps inside a VDC',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    namespace: z.string().max(63).optional(),
    search: searchInput,
  }),
  output: z.object({
    items: z.array(
      z.object({ id: z.string(), name: z.string(), title: z.string(), description: z.string(), state: z.string() }),
    ),
    count: z.int(),
    /** The id, where there is only one. */
    only: z.string().optional(),
    table: tableSchema,
  }),
  run: async ({ services, caller, locale, signal }, { vdc, namespace, search }) => {
    const { appTexts: texts } = textsIn(locale);
    const { cluster } = await openVdc(services, caller, vdc);
    const apps = await listApps(cluster, { signal, ...(namespace === undefined ? {} : { namespace }) });
    const wanted = search.trim().toLowerCase();
    const items = apps
      .filter(({ metadata: { name } }) => name.includes(wanted))
      .map((app) => {
        const { ready, wanted: copies } = copiesOf(app);
        const state = texts.states[stateOfApp(app)];
        const { name, namespace: home = 'default' } = app.metadata;
        return {
          id: appId(app),
          name,
          title: home === 'default' ? name : `${home}/${name}`,
          description: texts.appIn(state, texts.ofCopies(ready, copies), imagesOf(app)[0] ?? ''),
          state,
          row: [home, name, state, texts.ofCopies(ready, copies), imagesOf(app)[0] ?? ''],
        };
      });
    const [first] = items;
    const columns = [texts.namespace, texts.name, texts.state, texts.copies, texts.image];
    return {
      items: items.map(({ id, name, title, description, state }) => ({ id, name, title, description, state })),
      count: items.length,
      ...(items.length === 1 && first ? { only: first.id } : {}),
      table: tableOf(
        columns,
        items.map(({ row }) => row),
      ),
    };
  },
  simulate: () => ({
    items: [
      { id: 'default/web', name: 'web', title: 'web', description: 'Running: 2 of 2, nginx:1.27', state: 'Running' },
    ],
    count: 1,
    only: 'default/web',
    table: exampleTable,
  }),
});
