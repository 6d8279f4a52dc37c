import { z } from 'zod';

import { type ClusterObject, numberAt, textAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';
import { bytesText, coresText } from '../marketplace/amounts.ts';
import { type NodeRoom, readRoom, requestsOf, withoutRoom } from '../marketplace/room.ts';
import { openVdc } from '../vdc-clusters.ts';
import { AUTOSCALER, asks, autoscalerOf, scalableApp } from './autoscale-look.ts';

/** Plans that an app scales by itself, and says what that can come to. Changes nothing. */
export const autoscalePlan = defineAction({
  kind: 'read',
  name: 'autoscale.plan',
  title: 'Plans that an app scales by itself',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    app: appInput,
    min: z.int().min(1).max(1_000),
    max: z.int().min(1).max(1_000),
    by: z.enum(['cpu', 'memory']).default('cpu'),
    /** Per cent of what a copy asks for. */
    target: z.int().min(10).max(200).default(80),
  }),
  output: plannedSchema.extend({
    /** What the most copies take, and whether there is room for them. */
    meaning: z.string(),
    fits: z.boolean(),
  }),
  run: async (context, { vdc, app: id, min, max, by, target }) => {
    const { services, caller, signal, locale } = context;
    if (max < min)
      throw new ActionFailure(
        'INVALID_SPEC',
        `At most ${max} copies is less than at least ${min}. Please turn them round.`,
      );
    const open = await openVdc(services, caller, vdc);
    const { cluster } = open;
    const app = await scalableApp(cluster, id, signal);
    if (!asks(app, by)) {
      throw new ActionFailure(
        'NO_REQUESTS',
        `"${app.metadata.name}" does not say how much ${by === 'cpu' ? 'CPU' : 'memory'} a copy asks for, so there is nothing to compare its use with. Give it a size first.`,
      );
    }
    const existing = await autoscalerOf(cluster, app, signal);
    const { namespace = 'default', name } = existing?.metadata ?? app.metadata;
    const { text, fits } = meaningOf(app, max, await readRoom(cluster, { signal }));
    const set = await planChanges(context, open, {
      title: `Let ${app.metadata.name} scale by itself`,
      objects: [
        {
          ...AUTOSCALER,
          metadata: { name, namespace, labels: { 'app.kubernetes.io/name': app.metadata.name } },
          spec: {
            scaleTargetRef: { apiVersion: 'apps/v1', kind: app.kind, name: app.metadata.name },
            minReplicas: min,
            maxReplicas: max,
            metrics: [
              { type: 'Resource', resource: { name: by, target: { type: 'Utilization', averageUtilization: target } } },
            ],
          },
        },
      ],
      patienceSeconds: 60,
      onFailure: 'keep',
      notes: [
        text,
        ...(by === 'memory' ? ['Many programs never give memory back: then the copies stay once they are there.'] : []),
      ],
    });
    return { ...showChanges(set, locale), meaning: text, fits };
  },
  simulate: () => ({
    ...examplePlanned('Let web scale by itself'),
    meaning: 'At most 5 copies take 1.25 CPU and 1.25 GiB memory. There is room for all of them, at no further cost.',
    fits: true,
  }),
});

/** What the most copies come to, beside what runs now. */
function meaningOf(app: ClusterObject, max: number, rooms: readonly NodeRoom[]): { text: string; fits: boolean } {
  const template = { apiVersion: 'v1', kind: 'Pod', metadata: { name: '' }, spec: app.spec?.['template'] };
  const one = requestsOf({ ...template, spec: specIn(template.spec) });
  const there = numberAt(app, 'status', 'replicas') ?? 0;
  const left = withoutRoom(
    [{ name: textAt(app, 'metadata', 'name') ?? '', copies: Math.max(0, max - there), ...one }],
    rooms,
  );
  const missing = left.reduce((sum, { copies }) => sum + copies, 0);
  const most = `At most ${max} copies take ${coresText(one.cpu * max)} CPU and ${bytesText(one.memory * max)} memory.`;
  return missing === 0
    ? { text: `${most} There is room for all of them, at no further cost.`, fits: true }
    : {
        text: `${most} There is room for ${max - missing} of them; the others wait until the data center has another worker, which costs more.`,
        fits: false,
      };
}

function specIn(template: unknown): ClusterObject['spec'] & object {
  const spec = typeof template === 'object' && template !== null && 'spec' in template ? template.spec : {};
  return spec as ClusterObject['spec'] & object;
}
