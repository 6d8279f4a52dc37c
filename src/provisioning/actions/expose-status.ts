import { z } from 'zod';

import { objectsAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { certificateOf } from '../exposure/certificate.ts';
import { checkDomain } from '../exposure/domain.ts';
import { readGateway } from '../exposure/gateway.ts';
import { hostOf, servicesBehind } from '../exposure/ingress.ts';
import { nameResolver } from '../exposure/resolver.ts';
import { vdcInput } from '../inputs.ts';
import { cardSchema, exampleCard } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

const tones = { default: 'warning', waiting: 'info', valid: 'success', expiring: 'warning', expired: 'error' } as const;

/** How one way into a VDC is: its domain, its certificate, and whether something stands behind it. */
export const exposeStatus = defineAction({
  kind: 'read',
  name: 'expose.status',
  title: 'How a way into a VDC is',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    /** `namespace/name` */
    ingress: z.string().max(400),
  }),
  output: z.object({
    id: z.string(),
    host: z.string(),
    url: z.string(),
    /** The domain leads here, the certificate is there, and something answers behind it. */
    ready: z.boolean(),
    /** What is missing, a sentence each. */
    missing: z.array(z.string()),
    card: cardSchema,
  }),
  run: async ({ services, caller, locale, signal }, { vdc, ingress: id }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const [namespace = '', name = ''] = id.split('/');
    const reference = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace, name };
    const ingress = name === '' ? null : await cluster.get(reference, { signal });
    if (!ingress) throw new ActionFailure('NOT_FOUND', `There is no way in called "${id}" any more.`);
    const host = hostOf(ingress) ?? '';
    const { addresses } = await readGateway(cluster, { signal });
    const [domain, certificate, behind] = await Promise.all([
      checkDomain(services.resolver ?? nameResolver(), host, addresses, signal),
      certificateOf(cluster, ingress, services.now(), { signal }),
      Promise.all(servicesBehind(ingress).map((service) => answering(namespace, service))),
    ]);
    const silent = behind.filter(({ ready }) => ready === 0).map(({ service }) => service);
    const nobody = silent.length === 0 ? [] : [`Nothing answers behind it: no copy of ${silent.join(', ')} is ready.`];
    const certified = certificate.state === 'valid' || certificate.state === 'default';
    const missing = [...(domain.ok ? [] : [domain.text]), ...(certified ? [] : [certificate.text]), ...nobody];
    const say = (text: string): string => saidIn(locale, text);
    return {
      id,
      host,
      url: `https://${host}`,
      ready: missing.length === 0,
      missing: missing.map(say),
      card: {
        title: host,
        status:
          missing.length === 0
            ? { text: say('Reachable'), tone: 'success' as const }
            : { text: say('Not yet reachable'), tone: 'warning' as const },
        fields: [
          { label: say('Address'), value: `https://${host}`, copy: true },
          { label: say('Leads to'), value: `${namespace}/${servicesBehind(ingress).join(', ')}` },
          {
            label: say('Domain'),
            value: say(domain.text),
            tone: domain.ok ? ('success' as const) : ('warning' as const),
          },
          { label: say('Certificate'), value: say(certificate.text), tone: tones[certificate.state] },
          ...nobody.map((text) => ({ label: say('Behind it'), value: say(text), tone: 'warning' as const })),
        ],
      },
    };

    async function answering(space: string, service: string): Promise<{ service: string; ready: number }> {
      const labels = `kubernetes.io/service-name=${service}`;
      const selection = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace: space, labels };
      let ready = 0;
      for await (const slice of cluster.list(selection, { signal })) {
        ready += objectsAt(slice, 'endpoints').filter(
          ({ conditions }) =>
            !(
              typeof conditions === 'object' &&
              conditions !== null &&
              'ready' in conditions &&
              conditions['ready'] === false
            ),
        ).length;
      }
      return { service, ready };
    }
  },
  simulate: ({ ingress }) => ({
    id: ingress,
    host: 'web.example.org',
    url: 'https://web.example.org',
    ready: true,
    missing: [],
    card: exampleCard,
  }),
});
