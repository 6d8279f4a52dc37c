import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import type { Observation } from '../engine.ts';
import { searchInput } from '../inputs.ts';
import type { Services } from '../services.ts';
import { exampleTable, tableOf, tableSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import { MAX_PAGE, type VdcRecord } from '../vdc-records.ts';
import { observed, stateOf } from '../vdc-view.ts';
import { money, nodesText, placesText, stateText } from '../wording.ts';

/** VDCs that one page shows. */
const PAGE = 25;

/** The caller's VDCs as they are now, newest first. */
export const vdcList = defineAction({
  kind: 'read',
  name: 'vdc.list',
  title: 'The VDCs of the person who asks, newest first',
  permission: 'vdc.read',
  input: z.strictObject({
    page: z.int().min(0).max(10_000).default(0),
    /** Only those whose names hold this. */
    search: searchInput,
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        state: z.string(),
        nodes: z.int(),
        where: z.string(),
        tftPerMonth: z.string(),
        title: z.string(),
        description: z.string(),
      }),
    ),
    /** All of them, on every page. */
    count: z.int(),
    /** There are more than those on this page. */
    more: z.boolean(),
    table: tableSchema,
  }),
  run: async ({ services, caller: { owner }, locale }, { page, search }) => {
    const { labels } = textsIn(locale);
    const wanted = search.trim().toLowerCase();
    const [found, count] = await Promise.all([
      services.records.list(
        owner,
        wanted === '' ? { offset: page * PAGE, count: PAGE } : { offset: 0, count: MAX_PAGE },
      ),
      services.records.count(owner),
    ]);
    const records = found.filter(({ name }) => name.includes(wanted)).slice(0, PAGE);
    const more = wanted === '' && (page + 1) * PAGE < count;
    const items = await Promise.all(
      records.map(async (record) => itemOf(record, await look(services, record), locale)),
    );
    const rows = items.map(({ name, state, nodes, where, tftPerMonth }) => [
      name,
      state,
      `${nodes}`,
      where,
      tftPerMonth,
    ]);
    return {
      items,
      count,
      more,
      table: tableOf([labels.name, labels.state, labels.nodes, labels.where, labels.tftPerMonth], rows),
    };
  },
  simulate: () => ({
    items: [
      {
        id: 'vdc_000000000000',
        name: 'amber-badger',
        state: 'Ready',
        nodes: 2,
        where: 'Ghent, Belgium',
        tftPerMonth: '180.00',
        title: 'amber-badger',
        description: 'Ready: 1 controller, 1 worker in Ghent, Belgium',
      },
    ],
    count: 1,
    more: false,
    table: exampleTable,
  }),
});

/** An engine that does not answer costs the list one state, not the list. */
async function look(services: Services, record: VdcRecord): Promise<Observation | null | 'unknown'> {
  try {
    return await observed(services, record);
  } catch {
    return 'unknown';
  }
}

function itemOf(record: VdcRecord, seen: Observation | null | 'unknown', locale: string) {
  const { id, name } = record;
  if (seen === 'unknown' || seen === null) {
    const { text } = stateText(seen === 'unknown' ? 'unknown' : stateOf(record, null), locale);
    return { id, name, state: text, nodes: 0, where: '', tftPerMonth: '', title: name, description: text };
  }
  const state = stateText(stateOf(record, seen), locale).text;
  const where = placesText(seen.machines, locale);
  return {
    id,
    name,
    state,
    nodes: seen.machines.length,
    where,
    tftPerMonth: money(seen.price.tftPerMonth),
    title: name,
    description: textsIn(locale).stateIn(state, nodesText(seen.machines, locale), where),
  };
}
