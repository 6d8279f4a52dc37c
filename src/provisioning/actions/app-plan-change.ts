import { z } from 'zod';

import { numberAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ActionFailure } from '../action.ts';
import { type OpenApp, openApp } from '../apps/open-app.ts';
import { restartPatch } from '../apps/restart-patch.ts';
import { isScaled } from '../apps/standing-app.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';

/** How many copies a stopped app had. */
const COPIES = '3bot.io/copies';

/** What scaling, restarting, stopping or starting an app would change. */
export const appPlanChange = defineAction({
  kind: 'read',
  name: 'app.planChange',
  title: 'Shows what scaling, restarting, stopping or starting an app would change',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    app: appInput,
    what: z.enum(['scale', 'restart', 'stop', 'start']),
    replicas: z.int().min(0).max(100).optional(),
  }),
  output: plannedSchema,
  run: async (context, { what, replicas, ...input }) => {
    const opened = await openApp(context, input);
    const { cluster, reference } = opened;
    const { namespace, name } = reference;
    const scaled = what === 'restart' ? false : await isScaled(cluster, namespace, name, context.signal);
    const { title, patch } = wanted(opened, what, replicas, context.services.now());
    const set = await planChanges(context, opened, {
      title,
      patches: [{ reference, patch }],
      notes: [
        ...(scaled ? ['An autoscaler decides how many copies run, and may change the number again.'] : []),
        ...(what === 'stop' ? ['Nobody reaches the app while it is stopped. Its data and settings stay.'] : []),
      ],
    });
    return showChanges(set, context.locale);
  },
  simulate: ({ what, app }) => examplePlanned(titleOf(what, app.split('/').at(-1) ?? app)),
});

function titleOf(what: 'scale' | 'restart' | 'stop' | 'start', name: string): string {
  return `${{ scale: 'Scale', restart: 'Restart', stop: 'Stop', start: 'Start' }[what]} ${name}`;
}

function wanted(
  { app, reference: { kind, name } }: OpenApp,
  what: 'scale' | 'restart' | 'stop' | 'start',
  replicas: number | undefined,
  now: number,
): { title: string; patch: JsonObject } {
  const title = titleOf(what, name);
  if (what === 'restart') return { title, patch: restartPatch(now) };
  if (kind === 'DaemonSet') {
    throw new ActionFailure(
      'UNSUPPORTED',
      `"${name}" runs once on every node: its number of copies is not ours to set.`,
    );
  }
  const current = numberAt(app, 'spec', 'replicas') ?? 1;
  if (what === 'stop') {
    const metadata = { annotations: { [COPIES]: String(Math.max(1, current)) } };
    return { title, patch: current === 0 ? {} : { metadata, spec: { replicas: 0 } } };
  }
  if (what === 'start') {
    const before = Number(textAt(app, 'metadata', 'annotations', COPIES) ?? '1');
    const copies = Number.isSafeInteger(before) && before > 0 ? before : 1;
    return {
      title,
      patch: current > 0 ? {} : { metadata: { annotations: { [COPIES]: null } }, spec: { replicas: copies } },
    };
  }
  if (replicas === undefined) throw new ActionFailure('INVALID_SPEC', 'Please say how many copies shall run.');
  return { title: `Scale ${name} to ${replicas}`, patch: { spec: { replicas } } };
}
