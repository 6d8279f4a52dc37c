import { z } from 'zod';

import { ActionFailure } from '../action.ts';
import { defineAction } from '../define-action.ts';
import { saidIn } from '../texts/texts.ts';

/** What is behind a kubeconfig, looked at without keeping it: what a person agrees to when they let it be adopted. */
export const vdcInspectCluster = defineAction({
  kind: 'read',
  name: 'vdc.inspectCluster',
  title: 'Looks at the cluster behind a kubeconfig without keeping it',
  permission: 'vdc.adopt',
  input: z.strictObject({
    /** The handle of a secret. */
    kubeconfig: z.string().min(1).max(200),
  }),
  output: z.object({
    server: z.string(),
    version: z.string(),
    nodes: z.int(),
    administrator: z.boolean(),
    /** What the person should know before they say yes. */
    notes: z.array(z.string()),
  }),
  run: async ({ services, caller, locale }, { kubeconfig }) => {
    const engine = services.engines.get('adopted');
    if (!engine?.inspect) throw notHere();
    const looked = await engine.inspect(await services.secrets.open(caller.owner, kubeconfig));
    return { ...looked, notes: notesOf(looked.administrator).map((note) => saidIn(locale, note)) };
  },
  simulate: () => ({
    server: 'https://203.0.113.10:6443',
    version: 'v1.36.3+k3s1',
    nodes: 3,
    administrator: true,
    notes: notesOf(true),
  }),
});

function notesOf(administrator: boolean): string[] {
  return [
    'Nothing is changed in the cluster, and deleting it here later only forgets the key.',
    ...(administrator
      ? []
      : ['These credentials may not do everything in it: what they may not do, I cannot do for you either.']),
  ];
}

/** The failure where no cluster can be taken in. */
export function notHere(): ActionFailure {
  return new ActionFailure('UNSUPPORTED', 'This wizard takes in no clusters. Ask your operator about it.');
}
