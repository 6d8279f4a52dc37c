import { z } from 'zod';

import { type ObjectReference, referenceTo } from '#src/cluster/index.ts';

import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { accessName } from '../marketplace/access.ts';
import { CHARTS, valuesSecretName } from '../marketplace/install.ts';
import {
  claimsText,
  findInstalled,
  type Installed,
  type InstalledState,
  stateOfInstalled,
} from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { saidIn } from '../texts/texts.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Plans to remove something installed; its data goes with it, or stays for a later installation of the same name. */
export const chartPlanRemove = defineAction({
  kind: 'read',
  name: 'chart.planRemove',
  title: 'Plans to remove something installed, with or without its data',
  permission: 'vdc.change',
  input: z.strictObject({ vdc: vdcInput, name: z.string().min(1).max(80), keepData: z.boolean() }),
  output: plannedSchema.extend({
    /** What is gone for good, each disk by its name; empty where nothing is. */
    lost: z.array(z.string()),
  }),
  run: async (context, { vdc, name, keepData }) => {
    const { services, caller, signal, locale } = context;
    const open = await openVdc(services, caller, vdc);
    const one = await findInstalled(open.cluster, solutionsOf(services), name, { signal });
    const state = await stateOfInstalled(open.cluster, one, { signal });
    const set = await planChanges(context, open, {
      title: keepData ? `Remove ${name}, keeping its data` : `Remove ${name} with its data`,
      deletes: one.chart ? ofChart(one, state, keepData) : ofPlain(one, state, keepData),
      // What is half gone does not come back to life by making it again.
      onFailure: 'keep',
      patienceSeconds: 600,
      notes:
        keepData && state.claims.length > 0 ? ['Install it again under the same name, and it finds its data.'] : [],
    });
    const claims = keepData ? [] : claimsText(state.claims, one.solution);
    return { ...showChanges(set, locale), lost: claims.map((text) => saidIn(locale, text)) };
  },
  simulate: ({ name, keepData }) => ({
    ...examplePlanned(keepData ? `Remove ${name}, keeping its data` : `Remove ${name} with its data`),
    creates: 0,
    deletes: 1,
    lost: keepData ? [] : ['gitea-data (repositories and the database, 10Gi)'],
  }),
});

/** Helm takes away what it made; what we put beside it is ours to take. */
function ofChart(
  { name, space, chart }: Installed,
  { claims, ingresses }: InstalledState,
  keepData: boolean,
): ObjectReference[] {
  const secret = { apiVersion: 'v1', kind: 'Secret' };
  const own = ingresses.filter(
    ({ metadata }) => metadata.name === name && metadata.labels?.['3bot.io/vdc'] !== undefined,
  );
  return [
    ...(chart ? [referenceTo(chart)] : []),
    { ...secret, namespace: CHARTS.namespace, name: valuesSecretName(name) },
    ...own.map(referenceTo),
    ...(keepData ? [] : [{ ...secret, namespace: space, name: accessName(name) }, ...claims.map(referenceTo)]),
  ];
}

/** Without a chart everything lives in a namespace of its own. */
function ofPlain(
  { name, space }: Installed,
  { workloads, ingresses }: InstalledState,
  keepData: boolean,
): ObjectReference[] {
  if (!keepData) return [{ apiVersion: 'v1', kind: 'Namespace', name }];
  const services = workloads.map(({ metadata }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    namespace: space,
    name: metadata.name,
  }));
  return [...ingresses.map(referenceTo), ...workloads.map(referenceTo), ...services];
}
