import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { solutionNamed, solutionsOf } from '../marketplace/offered.ts';
import { saidIn } from '../texts/texts.ts';

/** One solution: what it is, what it needs, and whether it is still maintained. */
export const marketplaceLook = defineAction({
  kind: 'read',
  name: 'marketplace.look',
  title: 'What a solution is and what it needs',
  permission: 'catalog.read',
  input: z.strictObject({ solution: z.string().min(1).max(60) }),
  output: z.object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    /** It is not installed: `note` says why, `instead` is one to take, or empty. */
    retired: z.boolean(),
    note: z.string(),
    instead: z.string(),
    insteadTitle: z.string(),
    /** People reach it with a browser. */
    web: z.boolean(),
    /** It does not work without an address of its own. */
    needsHost: z.boolean(),
    /** "Chart gitea 12.7.0" */
    source: z.string(),
    sizes: z.int(),
    firstSize: z.string(),
    lost: z.string(),
  }),
  run: async ({ services, locale }, { solution: id }) => {
    const solution = solutionNamed(services, id);
    const { title, description, state, note = '', instead = '', web, needsHost, chart, sizes, lost } = solution;
    return {
      id,
      title: saidIn(locale, title),
      description: saidIn(locale, description),
      retired: state !== 'living',
      note: saidIn(locale, note),
      instead,
      insteadTitle: saidIn(locale, solutionsOf(services).get(instead)?.title ?? ''),
      web: web !== undefined,
      needsHost,
      source: chart ? `${chart.name} ${chart.version} (${chart.app})` : (solution.workloads[0]?.image ?? ''),
      sizes: sizes.length,
      firstSize: sizes[0]?.id ?? '',
      lost: saidIn(locale, lost),
    };
  },
  simulate: ({ solution }) => {
    const retired = solution === 'kubeapps';
    return {
      id: solution,
      title: retired ? 'Kubeapps' : 'Gitea',
      description: 'Git hosting of your own.',
      retired,
      note: retired ? 'Kubeapps was archived by its makers.' : '',
      instead: retired ? 'headlamp' : '',
      insteadTitle: retired ? 'Headlamp' : '',
      web: true,
      needsHost: false,
      source: 'gitea 12.7.0 (1.27.0)',
      sizes: 3,
      firstSize: 'silver',
      lost: 'All repositories are gone for good.',
    };
  },
});
