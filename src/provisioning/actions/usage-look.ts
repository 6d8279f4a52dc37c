import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { bytesText, coresText } from '../marketplace/amounts.ts';
import { tableOf, tableSchema } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';
import { readUsage, type UsedBy } from '../usage/used-by.ts';
import { openVdc } from '../vdc-clusters.ts';

const points = z.array(z.object({ label: z.string(), value: z.number() }));

/** Apps that a picture shows. */
const SHOWN = 12;

/** Where the CPU and the memory of a VDC go, by node and by app, as pictures and as words. */
export const usageLook = defineAction({
  kind: 'read',
  name: 'usage.look',
  title: 'Where the CPU and memory of a VDC go',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    /** Somebody measures what is used; otherwise all figures are what is asked for. */
    measured: z.boolean(),
    /** Per cent of each node. */
    nodesCpu: points,
    nodesMemory: points,
    /** Thousandths of a core, and MiB. */
    appsCpu: points,
    appsMemory: points,
    /** The same as a table, for whoever cannot see pictures. */
    table: tableSchema,
    /** One sentence. */
    text: z.string(),
    /** A node that is nearly full, in a sentence; empty where there is none. */
    warning: z.string(),
  }),
  run: async ({ services, caller, locale, signal }, { vdc }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const { measured, nodes, apps } = await readUsage(cluster, { signal });
    const first = apps.slice(0, SHOWN);
    const say = (text: string): string => saidIn(locale, text);
    const full = nodes.filter((node) => Math.max(share(node, 'cpu'), share(node, 'memory')) >= FULL);
    const rows = [...nodes, ...first].map((one) => [
      one.name,
      one.has ? coresText(one.has.cpu) : '',
      coresText(one.asked.cpu),
      one.used ? coresText(one.used.cpu) : '',
      one.has ? bytesText(one.has.memory) : '',
      bytesText(one.asked.memory),
      one.used ? bytesText(one.used.memory) : '',
    ]);
    const columns = ['Name', 'CPU', 'CPU asked for', 'CPU used', 'Memory', 'Memory asked for', 'Memory used'];
    return {
      measured,
      nodesCpu: nodes.map((node) => ({ label: node.name, value: share(node, 'cpu') })),
      nodesMemory: nodes.map((node) => ({ label: node.name, value: share(node, 'memory') })),
      appsCpu: first.map((app) => ({ label: app.name, value: Math.round((app.used ?? app.asked).cpu * 1_000) })),
      appsMemory: first.map((app) => ({
        label: app.name,
        value: Math.round((app.used ?? app.asked).memory / 2 ** 20),
      })),
      table: tableOf(columns.map(say), rows),
      text: say(
        measured
          ? `This is what is used now, on ${nodes.length} nodes, by ${apps.length} apps.`
          : `Nobody measures what is used here, so this is what ${apps.length} apps ask for, on ${nodes.length} nodes.`,
      ),
      warning: say(full.length === 0 ? '' : `Nearly full: ${full.map(({ name }) => name).join(', ')}.`),
    };
  },
  simulate: () => ({
    measured: true,
    nodesCpu: [{ label: 'worker-1', value: 35 }],
    nodesMemory: [{ label: 'worker-1', value: 48 }],
    appsCpu: [{ label: 'web', value: 250 }],
    appsMemory: [{ label: 'web', value: 128 }],
    table: tableOf(['Name', 'CPU', 'Memory'], [['worker-1', '2', '4 GiB']]),
    text: 'This is what is used now, on 1 nodes, by 1 apps.',
    warning: '',
  }),
});

/** Per cent from which a node is nearly full. */
const FULL = 85;

function share({ has, used, asked }: UsedBy, what: 'cpu' | 'memory'): number {
  const whole = has?.[what] ?? 0;
  return whole === 0 ? 0 : Math.round(((used ?? asked)[what] / whole) * 100);
}
