import { z } from 'zod';

import {
  type Cluster,
  type ClusterObject,
  nameOf,
  numberAt,
  objectsAt,
  referenceTo,
  textAt,
  valueAt,
} from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { appOf } from '../apps/app-reference.ts';
import { defineAction } from '../define-action.ts';
import { appInput, vdcInput } from '../inputs.ts';
import { saidIn } from '../texts/texts.ts';
import { readMeasured } from '../usage/measured.ts';
import { openVdc } from '../vdc-clusters.ts';

export const AUTOSCALER = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' } as const;

/** Whether an app scales by itself, and whether it can. */
export const autoscaleLook = defineAction({
  kind: 'read',
  name: 'autoscale.look',
  title: 'Whether an app scales by itself, and whether it can',
  permission: 'vdc.read',
  input: z.strictObject({ vdc: vdcInput, app: appInput }),
  output: z.object({
    app: z.string(),
    copies: z.int(),
    /** It scales by itself already. */
    on: z.boolean(),
    /** "Between 1 and 5 copies, so that they use about 80 % of their CPU." */
    text: z.string(),
    min: z.int(),
    max: z.int(),
    target: z.int(),
    by: z.enum(['cpu', 'memory']),
    /** Somebody measures what is used; without that nothing scales. */
    measured: z.boolean(),
    /** It asks for CPU and for memory; without that there is nothing to compare with. */
    asksCpu: z.boolean(),
    asksMemory: z.boolean(),
    /** What keeps it from working, a sentence each. */
    warnings: z.array(z.string()),
  }),
  run: async ({ services, caller, locale, signal }, { vdc, app: id }) => {
    const { cluster } = await openVdc(services, caller, vdc);
    const app = await scalableApp(cluster, id, signal);
    const scaler = await autoscalerOf(cluster, app, signal);
    const measured = (await readMeasured(cluster, { signal })) !== null;
    const [asksCpu, asksMemory] = [asks(app, 'cpu'), asks(app, 'memory')];
    const metric = objectsAt(scaler, 'spec', 'metrics').find(({ type }) => type === 'Resource');
    const by = textAt(metric, 'resource', 'name') === 'memory' ? ('memory' as const) : ('cpu' as const);
    const copies = numberAt(app, 'spec', 'replicas') ?? 1;
    const [min, max] = [numberAt(scaler, 'spec', 'minReplicas') ?? 1, numberAt(scaler, 'spec', 'maxReplicas') ?? 5];
    const target = numberAt(metric, 'resource', 'target', 'averageUtilization') ?? 80;
    const warnings = [
      ...(measured
        ? []
        : ['Nobody measures what is used in this data center: install Metrics server first, or nothing will scale.']),
      ...(scaler ? troublesOf(scaler) : []),
    ];
    const text = scaler
      ? `Between ${min} and ${max} copies, so that they use about ${target} % of the ${by === 'cpu' ? 'CPU' : 'memory'} they ask for.`
      : '';
    return {
      app: id,
      copies,
      on: scaler !== null,
      text: saidIn(locale, text),
      min,
      max,
      target,
      by,
      measured,
      asksCpu,
      asksMemory,
      warnings: warnings.map((warning) => saidIn(locale, warning)),
    };
  },
  simulate: ({ app }) => ({
    app,
    copies: 1,
    on: false,
    text: '',
    min: 1,
    max: 5,
    target: 80,
    by: 'cpu' as const,
    measured: true,
    asksCpu: true,
    asksMemory: true,
    warnings: [],
  }),
});

/** An app whose copies can be counted. Rejects where it is not there, or has one copy on each node. */
export async function scalableApp(cluster: Cluster, id: string, signal: AbortSignal): Promise<ClusterObject> {
  const reference = appOf(id);
  if (reference.kind === 'DaemonSet') {
    throw new ActionFailure(
      'UNSUPPORTED',
      `"${reference.name}" runs once on each node, so it cannot have more copies.`,
    );
  }
  const app = await cluster.get(reference, { signal });
  if (app) return app;
  throw new ActionFailure('NOT_FOUND', `There is no app called "${id}".`);
}

/** The autoscaler of an app, whoever made it. */
export async function autoscalerOf(
  cluster: Cluster,
  app: ClusterObject,
  signal: AbortSignal,
): Promise<ClusterObject | null> {
  const { namespace = 'default', name } = app.metadata;
  for await (const scaler of cluster.list({ ...AUTOSCALER, namespace }, { signal })) {
    const target = valueAt(scaler, 'spec', 'scaleTargetRef');
    if (textAt(target, 'kind') === app.kind && textAt(target, 'name') === name) return scaler;
  }
  return null;
}

/** Whether every container of an app asks for some of it. */
export function asks(app: ClusterObject, what: 'cpu' | 'memory'): boolean {
  const containers = objectsAt(app, 'spec', 'template', 'spec', 'containers');
  return containers.length > 0 && containers.every((one) => valueAt(one, 'resources', 'requests', what) !== undefined);
}

function troublesOf(scaler: ClusterObject): string[] {
  return objectsAt(scaler, 'status', 'conditions')
    .filter(({ type, status }) => (type === 'AbleToScale' || type === 'ScalingActive') && status === 'False')
    .map(
      (condition) =>
        `${nameOf(referenceTo(scaler))}: ${textAt(condition, 'message') ?? textAt(condition, 'reason') ?? ''}`,
    );
}
