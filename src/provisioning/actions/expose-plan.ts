import { z } from 'zod';

import { objectsAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { isName } from '../apps/app-reference.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { hostProblem } from '../exposure/domain.ts';
import { readGateway, usualClass } from '../exposure/gateway.ts';
import { hostsOf, ingressOf } from '../exposure/ingress.ts';
import { vdcInput } from '../inputs.ts';
import { openVdc } from '../vdc-clusters.ts';
import { DEFAULT_CERTIFICATE, noGateway } from './expose-options.ts';

/** Plans the way from a domain to a port of a Service. Changes nothing. */
export const exposePlan = defineAction({
  kind: 'read',
  name: 'expose.plan',
  title: 'Plans to make something reachable at a domain',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    /** `namespace/service:port` */
    target: z.string().max(400),
    host: z.string().min(1).max(300),
    /** Absent: the usual one. */
    ingressClass: z.string().max(260).optional(),
    /** A ClusterIssuer; absent or `default`: the ingress controller's certificate. */
    issuer: z.string().max(260).optional(),
  }),
  output: plannedSchema.extend({ url: z.string(), ingress: z.string() }),
  run: async (context, { vdc, target, host, ingressClass, issuer }) => {
    const { services, caller, signal, locale } = context;
    const { namespace, service, port } = targetOf(target);
    const problem = hostProblem(host);
    if (problem !== undefined) throw new ActionFailure('INVALID_SPEC', problem);
    const open = await openVdc(services, caller, vdc);
    const { cluster } = open;
    const found = await cluster.get({ apiVersion: 'v1', kind: 'Service', namespace, name: service }, { signal });
    if (!objectsAt(found, 'spec', 'ports').some((one) => one['port'] === port)) {
      throw new ActionFailure('NOT_FOUND', `There is no Service "${service}" with the port ${port} in "${namespace}".`);
    }
    const gateway = await readGateway(cluster, { signal });
    const usual = ingressClass ?? usualClass(gateway);
    if (usual === undefined) throw noGateway(open.record.name);
    if (!gateway.classes.some(({ name }) => name === usual)) {
      const known = gateway.classes.map(({ name }) => name).join(', ');
      throw new ActionFailure('INVALID_SPEC', `There is no ingress class "${usual}". There are: ${known}.`);
    }
    const maker = issuer === DEFAULT_CERTIFICATE ? undefined : issuer;
    if (maker !== undefined && !gateway.issuers.some(({ name }) => name === maker)) {
      throw new ActionFailure('INVALID_SPEC', `There is no issuer of certificates called "${maker}".`);
    }
    const name = ingressName(service, host);
    for await (const ingress of cluster.list({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' }, { signal })) {
      const same = ingress.metadata.namespace === namespace && ingress.metadata.name === name;
      if (same || !hostsOf(ingress).includes(host)) continue;
      throw new ActionFailure(
        'HOST_TAKEN',
        `${host} leads to something else in this data center already (${ingress.metadata.namespace}/${ingress.metadata.name}). Take another domain, or remove that way first.`,
      );
    }
    const set = await planChanges(context, open, {
      title: `Make ${service} reachable at ${host}`,
      objects: [
        ingressOf({
          namespace,
          name,
          service,
          port,
          host,
          ingressClass: usual,
          ...(maker === undefined ? {} : { issuer: maker }),
        }),
      ],
      notes:
        maker === undefined
          ? ['It shows the default certificate of the ingress controller: browsers warn.']
          : ['The certificate comes within some minutes, as soon as the domain leads here.'],
    });
    return { ...showChanges(set, locale), url: `https://${host}`, ingress: `${namespace}/${name}` };
  },
  simulate: ({ host }) => ({
    ...examplePlanned(`Make web reachable at ${host}`),
    url: `https://${host}`,
    ingress: 'default/web-example-org',
  }),
});

function targetOf(target: string): { namespace: string; service: string; port: number } {
  const [, namespace = '', service = '', port = ''] = /^([^/]+)\/([^/:]+):(\d+)$/.exec(target) ?? [];
  if (isName(namespace) && isName(service)) return { namespace, service, port: Number(port) };
  throw new ActionFailure('NOT_FOUND', `There is nothing called "${target}" to be reached.`);
}

/** One Ingress for each host, so that one can go without the others. */
function ingressName(service: string, host: string): string {
  return `${service}-${host.replaceAll('.', '-')}`.slice(0, 63).replace(/-+$/, '');
}
