import { z } from 'zod';

import { type ClusterObject, numberAt, objectsAt, textAt } from '#src/cluster/index.ts';

import { copiesOf, imagesOf, lookedAt, podsOfApp } from '../apps/list-apps.ts';
import { openApp } from '../apps/open-app.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';
import { type Card, cardSchema, exampleTable, tableOf, tableSchema } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';

const tones = {
  running: 'success',
  starting: 'info',
  failing: 'error',
  stopped: 'neutral',
  paused: 'warning',
} as const;

/** How one app is now: its copies, and the reason where they do not run. */
export const appStatus = defineAction({
  kind: 'read',
  name: 'app.status',
  title: 'How an app and its copies are now',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, app: appInput }),
  output: z.object({
    name: z.string(),
    namespace: z.string(),
    kind: z.string(),
    state: z.enum(['running', 'starting', 'failing', 'stopped', 'paused']),
    replicas: z.int(),
    image: z.string(),
    /** Why it does not run; empty where it does. */
    reason: z.string(),
    card: cardSchema,
    pods: tableSchema,
  }),
  run: async (context, input) => {
    const { locale, signal } = context;
    const { cluster, app, reference } = await openApp(context, input);
    const [{ state, readiness }, pods] = await Promise.all([
      lookedAt(cluster, app, signal),
      podsOfApp(cluster, app, signal),
    ]);
    const { appTexts: texts } = textsIn(locale);
    const { ready, wanted } = copiesOf(app);
    const reason = saidIn(locale, (readiness.failed ?? readiness.trouble)?.reason ?? '');
    const image = imagesOf(app)[0] ?? '';
    const card: Card = {
      title: reference.name,
      status: { text: texts.states[state], tone: tones[state] },
      fields: [
        { label: texts.copies, value: texts.ofCopies(ready, wanted) },
        { label: texts.image, value: image },
        { label: texts.namespace, value: reference.namespace },
        ...(reason === '' ? [] : [{ label: texts.reason, value: reason, tone: 'error' as const }]),
      ],
    };
    return {
      name: reference.name,
      namespace: reference.namespace,
      kind: reference.kind,
      state,
      replicas: wanted,
      image,
      reason,
      card,
      pods: tableOf([texts.copy, texts.state, texts.restarts, texts.node], pods.map(podRow)),
    };
  },
  simulate: () => ({
    name: 'web',
    namespace: 'default',
    kind: 'Deployment',
    state: 'running' as const,
    replicas: 2,
    image: 'nginx:1.27',
    reason: '',
    card: {
      title: 'web',
      status: { text: 'Running', tone: 'success' as const },
      fields: [{ label: 'Copies', value: '2 of 2' }],
    },
    pods: exampleTable,
  }),
});

function podRow(pod: ClusterObject): string[] {
  const statuses = objectsAt(pod, 'status', 'containerStatuses');
  const waiting = statuses
    .map((status) => textAt(status, 'state', 'waiting', 'reason'))
    .find((one) => one !== undefined);
  const restarts = statuses.reduce((sum, status) => sum + (numberAt(status, 'restartCount') ?? 0), 0);
  const state =
    pod.metadata.deletionTimestamp === undefined ? (waiting ?? textAt(pod, 'status', 'phase') ?? '') : 'Terminating';
  return [pod.metadata.name, state, String(restarts), textAt(pod, 'spec', 'nodeName') ?? ''];
}
