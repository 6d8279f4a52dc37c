import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { exampleTable, tableSchema } from '../shown.ts';
import { textsIn } from '../texts/texts.ts';
import { runUpgrade, tidyUp } from '../upgrade/run-upgrade.ts';
import { showEnd } from '../upgrade/show-run.ts';

/** Upgrades a VDC as planned: kept first, node after node, each verified; goes on after any crash. */
export const upgradeRun = defineAction({
  kind: 'lasting',
  name: 'upgrade.run',
  title: 'Upgrades a VDC as planned, node after node',
  permission: 'vdc.change',
  input: z.strictObject({ plan: z.string().min(1).max(128) }),
  output: z.object({
    /** All of it is done; otherwise the person ended it early. */
    done: z.boolean(),
    text: z.string(),
    more: z.string(),
    nodes: tableSchema,
    workloads: tableSchema,
    /** Workloads that do worse than before. */
    worse: z.int(),
    skipped: z.array(z.string()),
  }),
  stages: [
    { id: 'check', title: 'Look at what is there before' },
    { id: 'backup', title: 'Keep what is there' },
    { id: 'nodes', title: 'Node after node' },
    { id: 'verify', title: 'Compare with before' },
  ],
  badge: async ({ services, caller }, { plan }) => {
    const engine = (await services.upgrades.find(caller.owner, plan))?.engine;
    return engine === undefined ? undefined : services.engines.get(engine)?.badge;
  },
  run: async (context, { plan }) => {
    const end = await runUpgrade(context, plan);
    return { done: end.run.state === 'done', ...showEnd(end, context.locale) };
  },
  compensate: async (context, { plan }) => await tidyUp(context, plan),
  simulate: () => ({
    done: true,
    text: textsIn('en').upgradeTexts.report.done('amber-badger', 'v1.34.1+k3s1', 'v1.35.6+k3s1', '5 min'),
    more: '',
    nodes: exampleTable,
    workloads: exampleTable,
    worse: 0,
    skipped: [],
  }),
});
