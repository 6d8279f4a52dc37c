import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { type Installed, type InstalledState, listInstalled, stateOfInstalled } from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { exampleTable, tableOf, tableSchema } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** What people call a state. */
export const installedStates: { readonly [state in InstalledState['state']]: string } = {
  ready: 'Runs',
  working: 'Not ready',
  failed: 'Failed',
  stopped: 'Stopped',
};

/** What is installed in a VDC, and how it does. */
export const chartList = defineAction({
  kind: 'read',
  name: 'chart.list',
  title: 'What is installed in a VDC',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    items: z.array(z.object({ name: z.string(), title: z.string(), state: z.string(), description: z.string() })),
    count: z.int(),
    table: tableSchema,
  }),
  run: async ({ services, caller, locale, signal }, { vdc }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const installed = await listInstalled(cluster, solutionsOf(services), { signal });
    const items = await Promise.all(
      installed.map(async (one) => itemOf(one, await stateOfInstalled(cluster, one, { signal }), locale)),
    );
    const columns = ['Name', 'What', 'Version', 'State'].map((column) => saidIn(locale, column));
    const rows = items.map(({ name, what, version, state }) => [name, what, version, state]);
    return { items, count: items.length, table: tableOf(columns, rows) };
  },
  simulate: () => ({
    items: [{ name: 'gitea', title: 'gitea', state: 'Runs', description: 'Gitea 12.7.0: Runs' }],
    count: 1,
    table: exampleTable,
  }),
});

function itemOf({ name, title, version = '', newer }: Installed, { state }: InstalledState, locale: string) {
  const what = saidIn(locale, title);
  const word = saidIn(locale, installedStates[state]);
  const upgrade = newer === undefined ? '' : `; ${saidIn(locale, `version ${newer} is there`)}`;
  return {
    name,
    title: name,
    what,
    version,
    state: word,
    description: `${what} ${version}`.trim().concat(`: ${word}${upgrade}`),
  };
}
