import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { searchInput } from '../inputs.ts';
import { categoryTitles, solutionsOf } from '../marketplace/offered.ts';
import type { Solution } from '../marketplace/solution.ts';
import { choiceSchema } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';

/** Stands for a chart of one's own in the list. */
export const OWN_CHART = 'own-chart';

/** What can be installed with a few answers, by category, and last a chart of one's own. */
export const marketplaceList = defineAction({
  kind: 'read',
  name: 'marketplace.list',
  title: 'The solutions that can be installed',
  permission: 'catalog.read',
  input: z.strictObject({
    /** Only those that have this in their words. */
    search: searchInput,
    /** With a last entry for any chart of any repository. */
    ownChart: z.boolean().default(false),
  }),
  output: z.object({
    items: z.array(choiceSchema.extend({ category: z.string() })),
  }),
  run: async ({ services, locale }, { search, ownChart }) => ({
    items: itemsOf([...solutionsOf(services).values()], search, ownChart, locale),
  }),
  simulate: ({ ownChart }) => ({
    items: [
      { id: 'gitea', title: 'Gitea', description: 'Git hosting of your own.', category: 'For developers' },
      { id: 'kubeapps', title: 'Kubeapps', description: 'A catalogue of charts.', category: 'Platform' },
      ...(ownChart ? [ownItem('en')] : []),
    ],
  }),
});

function itemsOf(solutions: readonly Solution[], search: string, ownChart: boolean, locale: string) {
  const wanted = search.trim().toLowerCase();
  const order = Object.keys(categoryTitles);
  const items = solutions
    .filter(({ id, title, description, words }) =>
      [id, title, description, ...words].some((text) => text.toLowerCase().includes(wanted)),
    )
    .toSorted(
      (one, other) =>
        order.indexOf(one.category) - order.indexOf(other.category) ||
        Number(one.state !== 'living') - Number(other.state !== 'living') ||
        one.title.localeCompare(other.title, 'en'),
    )
    .map(({ id, title, description, category, state }) => ({
      id,
      title: saidIn(locale, title),
      description: saidIn(locale, state === 'living' ? description : notOffered[state]),
      category: saidIn(locale, categoryTitles[category]),
    }));
  return ownChart ? [...items, ownItem(locale)] : items;
}

const notOffered = { retired: 'Not maintained any more', manual: 'Not installed from here yet' };

function ownItem(locale: string) {
  return {
    id: OWN_CHART,
    title: saidIn(locale, 'A chart of my own choice'),
    description: saidIn(locale, 'Any Helm chart, by its repository and name'),
    category: saidIn(locale, 'Something else'),
  };
}
