import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { recordFor } from '../exposure/domain.ts';
import { addressHost, CERT_MANAGER, readGateway, usualClass } from '../exposure/gateway.ts';
import { vdcInput } from '../inputs.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Stands for the ingress controller's own certificate among the issuers. */
export const DEFAULT_CERTIFICATE = 'default';

/** How something can be reached in a VDC: ingress controllers, makers of certificates, and its addresses. */
export const exposeOptions = defineAction({
  kind: 'read',
  name: 'expose.options',
  title: 'How something in a VDC can be reached from outside',
  permission: 'vdc.read',
  input: z.strictObject({
    vdc: vdcInput,
    /** For the name of the address: what is exposed. */
    name: z.string().max(300).default('app'),
  }),
  output: z.object({
    classes: z.array(z.object({ name: z.string(), description: z.string() })),
    /** Classes there are, and the one to take where nobody minds; empty: there is none. */
    classCount: z.int(),
    usualClass: z.string(),
    issuers: z.array(z.object({ name: z.string(), title: z.string(), description: z.string() })),
    /** cert-manager is there, so that makers of certificates can be. */
    certManager: z.boolean(),
    /** Without the default certificate. */
    issuerCount: z.int(),
    /** The one to take where nobody minds. */
    usualIssuer: z.string(),
    /** The name by its address, or empty. */
    addressHost: z.string(),
    addresses: z.array(z.string()),
    /** "app.example.org A 192.0.2.7", as an example. */
    record: z.string(),
  }),
  run: async ({ services, caller, locale, signal }, { vdc, name }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const gateway = await readGateway(cluster, { signal });
    const ready = gateway.issuers.filter((issuer) => issuer.ready);
    const label = /(?:^|\/)([a-z0-9-]+)(?::\d+)?$/.exec(name)?.[1] ?? 'app';
    return {
      classes: gateway.classes.map(({ name: found, controller, isDefault }) => ({
        name: found,
        description: isDefault ? `${controller}, ${saidIn(locale, 'the default')}` : controller,
      })),
      classCount: gateway.classes.length,
      usualClass: usualClass(gateway) ?? '',
      issuers: [
        ...gateway.issuers.map(({ name: found, ready: works, kind }) => ({
          name: found,
          title: found,
          description: works ? kind : saidIn(locale, 'Not ready'),
        })),
        {
          name: DEFAULT_CERTIFICATE,
          title: saidIn(locale, "The ingress controller's own certificate"),
          description: saidIn(locale, 'Browsers warn of it'),
        },
      ],
      certManager: (await cluster.kind({ apiVersion: CERT_MANAGER, kind: 'ClusterIssuer' }, { signal })) !== null,
      issuerCount: gateway.issuers.length,
      usualIssuer: ready[0]?.name ?? DEFAULT_CERTIFICATE,
      addressHost: addressHost(label, gateway.addresses) ?? '',
      addresses: gateway.addresses,
      record: gateway.addresses.length === 0 ? '' : recordFor('app.example.org', gateway.addresses),
    };
  },
  simulate: () => ({
    classes: [{ name: 'traefik', description: 'traefik.io/ingress-controller, the default' }],
    classCount: 1,
    usualClass: 'traefik',
    issuers: [
      { name: 'letsencrypt', title: 'letsencrypt', description: 'acme' },
      {
        name: DEFAULT_CERTIFICATE,
        title: "The ingress controller's own certificate",
        description: 'Browsers warn of it',
      },
    ],
    certManager: true,
    issuerCount: 1,
    usualIssuer: 'letsencrypt',
    addressHost: 'web.192-0-2-7.nip.io',
    addresses: ['192.0.2.7'],
    record: 'app.example.org A 192.0.2.7',
  }),
});

/** A failure for a VDC in which nothing lets people in. */
export function noGateway(name: string): ActionFailure {
  return new ActionFailure(
    'NO_INGRESS',
    `There is no ingress controller in "${name}", so nothing in it can be reached by a domain. k3s brings traefik unless it was left out.`,
  );
}
