import { z } from 'zod';

import { type ObjectReference, objectsAt, textAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { hostOf, issuerOf } from '../exposure/ingress.ts';
import { vdcInput } from '../inputs.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Plans to close a way into a VDC. What it led to goes on inside. */
export const exposePlanRemove = defineAction({
  kind: 'read',
  name: 'expose.planRemove',
  title: 'Plans to close a way into a VDC',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    /** `namespace/name` */
    ingress: z.string().max(400),
  }),
  output: plannedSchema,
  run: async (context, { vdc, ingress: id }) => {
    const { services, caller, signal, locale } = context;
    const open = await openVdc(services, caller, vdc);
    const [namespace = '', name = ''] = id.split('/');
    const reference = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace, name };
    const ingress = name === '' ? null : await open.cluster.get(reference, { signal });
    if (!ingress) throw new ActionFailure('NOT_FOUND', `There is no way in called "${id}" any more.`);
    // The certificate that was made for it alone goes with it; cert-manager leaves the Secret behind.
    const made = issuerOf(ingress) === undefined ? [] : objectsAt(ingress, 'spec', 'tls');
    const secrets = made.flatMap((one): ObjectReference[] => {
      const secret = textAt(one, 'secretName');
      return secret === undefined ? [] : [{ apiVersion: 'v1', kind: 'Secret', namespace, name: secret }];
    });
    const set = await planChanges(context, open, {
      title: `Close the way to ${hostOf(ingress) ?? id}`,
      deletes: [reference, ...secrets],
      notes: ['What runs behind it goes on, and is reached from inside only.'],
    });
    return showChanges(set, locale);
  },
  simulate: () => ({ ...examplePlanned('Close the way to web.example.org'), creates: 0, deletes: 1 }),
});
