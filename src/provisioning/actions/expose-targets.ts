import { z } from 'zod';

import { numberAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { isSystem } from '../apps/app-reference.ts';
import { defineAction } from '../define-action.ts';
import { servicesBehind } from '../exposure/ingress.ts';
import { searchInput, vdcInput } from '../inputs.ts';
import { choiceSchema } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Services that one list shows. */
const MOST = 200;

/** What can be let out of a VDC: the ports of its Services, without those of the cluster itself. */
export const exposeTargets = defineAction({
  kind: 'read',
  name: 'expose.targets',
  title: 'What can be made reachable from outside',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, search: searchInput }),
  output: z.object({
    items: z.array(choiceSchema),
    count: z.int(),
  }),
  run: async ({ services, caller, locale, signal }, { vdc, search }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const open = new Set<string>();
    for await (const ingress of cluster.list({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }, { signal })) {
      for (const service of servicesBehind(ingress)) open.add(`${ingress.metadata.namespace}/${service}`);
    }
    const items: { id: string; title: string; description: string }[] = [];
    for await (const service of cluster.list({ apiVersion: 'v1', kind: 'Service' }, { signal })) {
      const { namespace = 'default', name } = service.metadata;
      const own = namespace === 'default' && name === 'kubernetes';
      if (own || isSystem(namespace) || textAt(service, 'spec', 'type') === 'ExternalName') continue;
      for (const port of objectsAt(service, 'spec', 'ports')) {
        const number = numberAt(port, 'port');
        if (number === undefined || (textAt(port, 'protocol') ?? 'TCP') !== 'TCP') continue;
        const id = `${namespace}/${name}:${number}`;
        if (!id.includes(search.trim().toLowerCase()) || items.length >= MOST) continue;
        const already = open.has(`${namespace}/${name}`) ? saidIn(locale, 'Reachable from outside already') : '';
        items.push({ id, title: namespace === 'default' ? `${name}:${number}` : id, description: already });
      }
    }
    items.sort((one, other) => one.id.localeCompare(other.id, 'en'));
    return { items, count: items.length };
  },
  simulate: () => ({ items: [{ id: 'default/web:80', title: 'web:80', description: '' }], count: 1 }),
});
