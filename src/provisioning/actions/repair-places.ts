import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { searchInput } from '../inputs.ts';
import { choiceSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import { engineOf, observed, stateOf } from '../vdc-view.ts';
import { stateText } from '../wording.ts';

/** VDCs that are offered. */
const SHOWN = 50;

/** Where trouble can be looked for: one of the VDCs of a person, or all of them. */
export const repairPlaces = defineAction({
  kind: 'read',
  name: 'repair.places',
  title: 'Where trouble can be looked for: a VDC, or all of them',
  permission: 'vdc.read',
  input: z.strictObject({ search: searchInput }),
  output: z.object({
    items: z.array(choiceSchema),
  }),
  run: async ({ services, caller, locale }, { search }) => {
    const { repairTexts: texts } = textsIn(locale);
    const wanted = search.trim().toLowerCase();
    const records = await services.records.list(caller.owner, { offset: 0, count: SHOWN });
    const matching = records.filter(({ name }) => name.includes(wanted));
    const items = await Promise.all(
      matching.map(async (record) => {
        const observation = await observed(services, record).catch(() => null);
        const badge = services.engines.get(record.engine) && engineOf(services, record.engine).badge;
        const state = stateText(stateOf(record, observation), locale).text;
        return { id: record.id, title: record.name, description: [state, badge ?? []].flat().join(' · ') };
      }),
    );
    const all = { id: 'all', title: texts.everywhere, description: texts.everywhereHint };
    return { items: [...(records.length > 1 && wanted === '' ? [all] : []), ...items] };
  },
  simulate: () => ({
    items: [
      { id: 'all', title: 'All of them', description: '' },
      { id: 'vdc_000000000000', title: 'amber-badger', description: 'Ready · simulated' },
    ],
  }),
});
