import { parse } from 'yaml';
import { z } from 'zod';

import type { JsonObject } from '#src/protocol/index.ts';

import { ActionFailure } from '../action.ts';
import { examplePlanned, planChanges, plannedSchema, showChanges } from '../changes/index.ts';
import { defineAction } from '../define-action.ts';
import { vdcInput } from '../inputs.ts';
import { CHARTS, chartInstallation } from '../marketplace/install.ts';
import { listInstalled } from '../marketplace/installed.ts';
import { solutionsOf } from '../marketplace/offered.ts';
import { releaseNameProblem, releaseNameTaken } from '../marketplace/release-name.ts';
import { openVdc } from '../vdc-clusters.ts';

/** Plans the installation of any Helm chart of any repository. Changes nothing. */
export const chartPlanOwn = defineAction({
  kind: 'read',
  name: 'chart.planOwn',
  title: 'Plans the installation of any Helm chart in a VDC',
  permission: 'vdc.change',
  input: z.strictObject({
    vdc: vdcInput,
    name: z.string().min(1).max(60),
    /** `https://…`, or `oci://…` without the chart's name. */
    repo: z.string().min(1).max(500),
    chart: z.string().min(1).max(200),
    /** Absent: the newest, whichever that is then. */
    version: z.string().max(60).optional(),
    /** YAML, as in a values.yaml. */
    values: z.string().max(100_000).optional(),
  }),
  output: plannedSchema,
  run: async (context, { vdc, name, repo, chart, version, values }) => {
    const { services, caller, signal, locale } = context;
    const problem =
      releaseNameProblem(name) ?? repositoryProblem(repo) ?? chartProblem(chart) ?? versionProblem(version);
    if (problem !== undefined) throw new ActionFailure('INVALID_SPEC', problem);
    const given = readValues(values);
    const open = await openVdc(services, caller, vdc);
    if ((await open.cluster.kind(CHARTS, { signal })) === null) {
      throw new ActionFailure(
        'UNSUPPORTED',
        `"${open.record.name}" has no helm controller, which comes with k3s, so I cannot install charts there.`,
      );
    }
    const installed = await listInstalled(open.cluster, solutionsOf(services), { signal });
    const taken = await releaseNameTaken(open.cluster, installed, name, { signal });
    if (taken !== undefined) throw new ActionFailure('NAME_TAKEN', taken);
    const wanted = chartInstallation({
      name,
      repo,
      chart,
      values: given,
      ...(version === undefined ? {} : { version }),
    });
    const set = await planChanges(context, open, {
      title: `Install ${chart} as ${name}`,
      ...wanted,
      notes: [
        'I do not know this chart: what it needs and whether it fits shows when it runs.',
        ...(version === undefined ? ['Without a version it is the newest one; pin one to get the same again.'] : []),
      ],
    });
    return showChanges(set, locale);
  },
  simulate: ({ name, chart }) => examplePlanned(`Install ${chart} as ${name}`),
});

function repositoryProblem(repo: string): string | undefined {
  const address = URL.parse(repo);
  if (address && ['https:', 'http:', 'oci:'].includes(address.protocol) && address.hostname !== '') return undefined;
  return 'A repository is an address like https://charts.example.org or oci://registry.example.org/charts.';
}

function chartProblem(chart: string): string | undefined {
  if (/^[a-z0-9][a-z0-9._-]*$/i.test(chart)) return undefined;
  return "Please give me the chart's name alone, without the repository, like gitea.";
}

function versionProblem(version: string | undefined): string | undefined {
  if (version === undefined || /^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/.test(version)) return undefined;
  return 'A version is like 1.2.3.';
}

function readValues(text: string | undefined): JsonObject {
  if (text === undefined || text.trim() === '') return {};
  let values: unknown;
  try {
    values = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ActionFailure('INVALID_SPEC', `These values are not YAML: ${reason.replace(/:?$/, '.')}`);
  }
  const checked = z.record(z.string(), z.json()).safeParse(values);
  if (checked.success) return checked.data;
  throw new ActionFailure('INVALID_SPEC', 'The values should be a map, as in a values.yaml: `replicas: 2`.');
}
