import { z } from 'zod';

import { type ObjectDraft, textAt } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { readGateway, usualClass } from '../exposure/gateway.ts';
import { issuerOf } from '../exposure/ingress.ts';
import { vdcInput } from '../inputs.ts';
import { readSecrets } from '../marketplace/access.ts';
import { readAnswers } from '../marketplace/given-answers.ts';
import { CHARTS, installationOf } from '../marketplace/install.ts';
import { findInstalled, type Installed, isNewer, stateOfInstalled } from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { chartPage } from '../upgrade/release-page.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Plans another version or size of something installed; shows which values change. Changes nothing. */
export const chartPlanUpgrade = defineAction({
  kind: 'read',
  name: 'chart.planUpgrade',
  title: 'Plans another version or size of something installed',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    name: z.string().min(1).max(80),
    /** Absent: what the catalogue has; for other charts it stays. */
    version: z.string().max(60).optional(),
    /** Absent: it stays. */
    size: z.string().max(40).optional(),
  }),
  output: plannedSchema,
  run: async (context, { vdc, name, version, size }) => {
    const { services, caller, signal, locale } = context;
    const open = await openVdc(services, caller, vdc);
    const { cluster } = open;
    const one = await findInstalled(cluster, solutionsOf(services), name, { signal });
    const target = version ?? (one.newer === undefined ? one.version : one.newer);
    if (one.version !== undefined && target !== undefined && isNewer(one.version, target)) {
      throw new ActionFailure(
        'DOWNGRADE',
        `"${name}" has version ${one.version} already. Going back to ${target} could damage its data, so I do not do it.`,
      );
    }
    const wish = { ...(target === undefined ? {} : { version: target }), ...(size === undefined ? {} : { size }) };
    const { workloads } = await stateOfInstalled(cluster, one, { signal });
    if (workloads.some(({ metadata }) => metadata.annotations?.['3bot.io/copies'] !== undefined)) {
      throw new ActionFailure('STOPPED', `"${name}" is stopped. Start it first; then I can change it.`);
    }
    const objects = one.solution ? await ofSolution(one, wish) : ofOwnChart(one, wish.version);
    const set = await planChanges(context, open, {
      title: target === undefined || target === one.version ? `Change ${name}` : `Upgrade ${name} to ${target}`,
      objects,
      patienceSeconds: (one.solution?.patience ?? 15) * 60,
      notes: ['If it does not come up, what was there before is brought back.', ...newsOf(one, target)],
    });
    return showChanges(set, locale);

    async function ofSolution(
      installed: Installed,
      change: { version?: string; size?: string },
    ): Promise<ObjectDraft[]> {
      const { solution, chosen, space } = installed;
      if (!solution || !chosen) throw new Error(`"${name}" is of no solution`);
      if (change.size !== undefined && !solution.sizes.some(({ id }) => id === change.size)) {
        const known = solution.sizes.map(({ id }) => id).join(', ');
        throw new ActionFailure('INVALID_SPEC', `There is no size "${change.size}". There are: ${known}.`);
      }
      const known = await readSecrets(cluster, { namespace: space, name }, { signal });
      const given = await readAnswers(solution, chosen.answers, {
        secrets: services.secrets,
        owner: caller.owner,
        known,
      });
      const way = await cluster.get(
        { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: space, name },
        { signal },
      );
      const issuer = way ? issuerOf(way) : undefined;
      const ingressClass = way
        ? textAt(way, 'spec', 'ingressClassName')
        : usualClass(await readGateway(cluster, { signal }));
      const wanted = installationOf({
        solution,
        name,
        chosen: { ...chosen, answers: given.answers, ...(change.size === undefined ? {} : { size: change.size }) },
        secrets: given.secrets,
        reach: { ...(ingressClass === undefined ? {} : { ingressClass }), ...(issuer === undefined ? {} : { issuer }) },
        ...(change.version === undefined ? {} : { version: change.version }),
      });
      // The size of a disk is another matter: it can only grow, and has a conversation of its own.
      return (wanted.objects ?? []).filter(
        ({ kind }) => kind !== 'PersistentVolumeClaim' && (kind !== 'Ingress' || way !== null),
      );
    }
  },
  simulate: ({ name }) => ({
    ...examplePlanned(`Upgrade ${name} to 12.8.0`),
    creates: 0,
    changes: 1,
    differences: '**HelmChart kube-system/gitea**\n- `spec.version`: `12.7.0` → `12.8.0`',
  }),
});

function ofOwnChart({ name, chart, version }: Installed, target: string | undefined): ObjectDraft[] {
  if (!chart) throw new Error(`"${name}" has no chart`);
  if (target === undefined || target === version) {
    throw new ActionFailure('NOTHING_TO_DO', `Please tell me to which version "${name}" shall go.`);
  }
  const { namespace = CHARTS.namespace, labels = {}, annotations = {} } = chart.metadata;
  const own = Object.fromEntries(Object.entries(annotations).filter(([key]) => key.startsWith('3bot.io/')));
  return [
    {
      apiVersion: CHARTS.apiVersion,
      kind: CHARTS.kind,
      metadata: { name, namespace, labels, annotations: own },
      spec: { ...chart.spec, version: target },
    },
  ];
}

/** Where one can read what another version of a chart brings. */
function newsOf({ chart, version }: Installed, target: string | undefined): string[] {
  const name = textAt(chart, 'spec', 'chart');
  if (name === undefined || target === version) return [];
  return [`What is new in it: ${chartPage(textAt(chart, 'spec', 'repo'), name)}`];
}
