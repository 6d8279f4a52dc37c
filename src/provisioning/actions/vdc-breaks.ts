import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import type { Fault } from '../engine-repair.ts';
import { searchInput, vdcInput } from '../inputs.ts';
import { faultsOf, hasApps, lookBeforeBreaking, possibleFaults, SURPRISE } from '../repair/faults.ts';
import { textsIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** The order in which they are offered: what people know best comes first. */
const places: readonly Fault['place'][] = ['app', 'machine', 'cluster'];

/** What can be broken in a simulated VDC, to try repair. */
export const vdcBreaks = defineAction({
  kind: 'read',
  name: 'vdc.breaks',
  title: 'What can be broken on purpose in a simulated VDC',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput, search: searchInput }),
  output: z.object({
    /** False where there is no app yet that could break. */
    apps: z.boolean(),
    count: z.int(),
    items: z.array(z.object({ id: z.string(), title: z.string(), group: z.string() })),
  }),
  run: async ({ services, caller, signal, locale }, { vdc, search }) => {
    const opened = await openVdc(services, caller, vdc);
    const faults = faultsOf(opened.engine, opened.record.name);
    const there = await lookBeforeBreaking(services, opened, signal);
    const { repairTexts: texts } = textsIn(locale);
    const wanted = search.trim().toLowerCase();
    const items = [
      { id: SURPRISE, title: texts.surprise, group: '' },
      ...possibleFaults(faults, there)
        .toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place))
        .map(({ id, title, place }) => ({
          id,
          title: texts.faults[id] ?? title,
          group: texts.places[place],
        })),
    ].filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(wanted));
    return { apps: hasApps(there.snapshot), count: items.length, items };
  },
  simulate: () => ({
    apps: true,
    count: 3,
    items: [
      { id: SURPRISE, title: 'Surprise me', group: '' },
      { id: 'bad-image', title: 'An app asks for an image that is not there', group: 'Apps' },
      { id: 'worker-dies', title: 'A worker dies', group: 'Machines' },
    ],
  }),
});
