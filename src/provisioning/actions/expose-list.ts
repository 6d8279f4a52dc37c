import { z } from 'zod';

import { type Cluster, type ClusterObject } from '#src/cluster/index.ts';

import { isSystem } from '../apps/app-reference.ts';
import { defineAction } from '../define-action.ts';
import { type CertificateState, certificateOf } from '../exposure/certificate.ts';
import { hostOf, hostsOf, servicesBehind } from '../exposure/ingress.ts';
import { vdcInput } from '../inputs.ts';
import { choiceSchema, exampleTable, tableOf, tableSchema } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** What can be reached from outside, and how its certificates are. */
export const exposeList = defineAction({
  kind: 'read',
  name: 'expose.list',
  title: 'What in a VDC can be reached from outside',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput }),
  output: z.object({
    items: z.array(choiceSchema.extend({ certificate: z.string() })),
    count: z.int(),
    table: tableSchema,
  }),
  run: async ({ services, caller, locale, signal }, { vdc }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const ways = await ingressesOf(cluster, signal);
    const items = await Promise.all(
      ways.map(async (ingress) => {
        const certificate = await certificateOf(cluster, ingress, services.now(), { signal });
        return itemOf(ingress, certificate, locale);
      }),
    );
    const columns = ['Address', 'Leads to', 'Certificate'].map((column) => saidIn(locale, column));
    const rows = items.map(({ title, description, certificate }) => [title, description, certificate]);
    return { items, count: items.length, table: tableOf(columns, rows) };
  },
  simulate: () => ({
    items: [{ id: 'default/web', title: 'https://web.example.org', description: 'web', certificate: 'valid' }],
    count: 1,
    table: exampleTable,
  }),
});

/** Ways into a VDC that are its owner's. */
export async function ingressesOf(cluster: Cluster, signal: AbortSignal): Promise<ClusterObject[]> {
  const found: ClusterObject[] = [];
  for await (const ingress of cluster.list({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }, { signal })) {
    if (!isSystem(ingress.metadata.namespace ?? '')) found.push(ingress);
  }
  return found.toSorted((one, other) => (hostOf(one) ?? '').localeCompare(hostOf(other) ?? '', 'en'));
}

function itemOf(ingress: ClusterObject, certificate: CertificateState, locale: string) {
  const { namespace = 'default', name } = ingress.metadata;
  return {
    id: `${namespace}/${name}`,
    title:
      hostsOf(ingress)
        .map((host) => `https://${host}`)
        .join(', ') || name,
    description: `${namespace}/${servicesBehind(ingress).join(', ')}`,
    certificate: saidIn(locale, certificate.text),
  };
}
