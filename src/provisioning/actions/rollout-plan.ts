import { z } from 'zod';

import { mergePatch, objectAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ActionFailure } from '../action.ts';
import { type OpenApp, openApp } from '../apps/open-app.ts';
import { restartPatch } from '../apps/restart-patch.ts';
import { revisionsOf } from '../apps/revisions.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';

/** What pausing, resuming, restarting a rollout, or going back to a version, would change. */
export const rolloutPlan = defineAction({
  kind: 'read',
  name: 'rollout.plan',
  title: 'Shows what pausing, resuming, restarting or going back to a version would change',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    app: appInput,
    what: z.enum(['pause', 'resume', 'restart', 'back']),
    /** For `back`. */
    revision: z.string().max(20).optional(),
  }),
  output: plannedSchema,
  run: async (context, { what, revision, ...input }) => {
    const opened = await openApp(context, input);
    const { name } = opened.reference;
    const { title, patch, notes } =
      what === 'back'
        ? await goingBack(opened, revision ?? '', context.signal)
        : what === 'restart'
          ? { title: `Restart ${name}`, patch: restartPatch(context.services.now()), notes: [] }
          : pausing(opened, what);
    const set = await planChanges(context, opened, { title, patches: [{ reference: opened.reference, patch }], notes });
    return showChanges(set, context.locale);
  },
  simulate: ({ what, app }) => examplePlanned(`${what} ${app.split('/').at(-1) ?? app}`),
});

interface Step {
  title: string;
  patch: JsonObject;
  notes: string[];
}

function pausing({ reference: { kind, name } }: OpenApp, what: 'pause' | 'resume'): Step {
  if (kind !== 'Deployment') {
    throw new ActionFailure('UNSUPPORTED', `Only Deployments can be paused, and "${name}" is a ${kind}.`);
  }
  if (what === 'resume') return { title: `Resume ${name}`, patch: { spec: { paused: false } }, notes: [] };
  return {
    title: `Pause ${name}`,
    patch: { spec: { paused: true } },
    notes: ['The copies that run go on. Changes of the app wait until you resume it.'],
  };
}

async function goingBack({ cluster, app, reference }: OpenApp, revision: string, signal: AbortSignal): Promise<Step> {
  const { name } = reference;
  if (app.spec?.['paused'] === true) {
    throw new ActionFailure('NOT_READY', `"${name}" is paused. Resume it first, then go back.`);
  }
  const revisions = await revisionsOf(cluster, app, signal);
  const wanted = revisions.find(({ number }) => String(number) === revision);
  if (!wanted) {
    const known = revisions.slice(1).map(({ number }) => number);
    const instead = known.length === 0 ? 'There is only the present one.' : `There are: ${known.join(', ')}.`;
    throw new ActionFailure('NOT_FOUND', `"${name}" has no version ${revision} any more. ${instead}`);
  }
  const template = mergePatch(objectAt(app, 'spec', 'template'), wanted.template);
  const cause = `Back to version ${wanted.number}${wanted.images[0] === undefined ? '' : `: ${wanted.images[0]}`}`;
  return {
    title: `Bring ${name} back to version ${wanted.number}`,
    patch: {
      metadata: { annotations: { 'kubernetes.io/change-cause': cause } },
      ...(Object.keys(template).length === 0 ? {} : { spec: { template } }),
    },
    notes: ['Settings in ConfigMaps and Secrets, and data on volumes, stay as they are now.'],
  };
}
