import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { CERT_MANAGER, readGateway, usualClass } from '../exposure/gateway.ts';
import { vdcInput } from '../inputs.ts';
import { openVdc } from '../vdc-clusters.ts';
import { noGateway } from './expose-options.ts';

const servers = {
  trusted: 'https://acme-v02.api.letsencrypt.org/directory',
  trial: 'https://acme-staging-v02.api.letsencrypt.org/directory',
} as const;

/** Plans a maker of certificates for the domains of a VDC: Let's Encrypt, by cert-manager. Changes nothing. */
export const exposePlanIssuer = defineAction({
  kind: 'read',
  name: 'expose.planIssuer',
  title: 'Plans a maker of certificates for the domains of a VDC',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    /** Told when a certificate is about to expire and is not renewed. */
    email: z.string().max(254),
    /** `trial` makes certificates that browsers do not trust, without limits of how many. */
    sort: z.enum(['trusted', 'trial']).default('trusted'),
  }),
  output: plannedSchema.extend({ issuer: z.string() }),
  run: async (context, { vdc, email, sort }) => {
    const { services, caller, signal, locale } = context;
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
      throw new ActionFailure('INVALID_SPEC', `"${email}" is not an e-mail address.`);
    }
    const open = await openVdc(services, caller, vdc);
    const { cluster, record } = open;
    if ((await cluster.kind({ apiVersion: CERT_MANAGER, kind: 'ClusterIssuer' }, { signal })) === null) {
      throw new ActionFailure(
        'NO_CERT_MANAGER',
        `cert-manager is not installed in "${record.name}". Install it first.`,
      );
    }
    const ingressClassName = usualClass(await readGateway(cluster, { signal }));
    if (ingressClassName === undefined) throw noGateway(record.name);
    const issuer = sort === 'trusted' ? 'letsencrypt' : 'letsencrypt-trial';
    const set = await planChanges(context, open, {
      title: `Let ${issuer} make certificates`,
      objects: [
        {
          apiVersion: CERT_MANAGER,
          kind: 'ClusterIssuer',
          metadata: { name: issuer },
          spec: {
            acme: {
              email,
              server: servers[sort],
              privateKeySecretRef: { name: `${issuer}-account` },
              solvers: [{ http01: { ingress: { ingressClassName } } }],
            },
          },
        },
      ],
      patienceSeconds: 120,
      notes: [
        'Let’s Encrypt has terms of its own, which this agrees to in your name, and looks at port 80 of each domain from outside.',
      ],
    });
    return { ...showChanges(set, locale), issuer };
  },
  simulate: ({ sort }) => ({
    ...examplePlanned('Let letsencrypt make certificates'),
    issuer: sort === 'trusted' ? 'letsencrypt' : 'letsencrypt-trial',
  }),
});
