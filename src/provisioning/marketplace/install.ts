import { stringify } from 'yaml';

import type { ObjectDraft } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { WantedChanges } from '../changes/plan-changes.ts';
import { type Exposure, ingressOf } from '../exposure/ingress.ts';
import { accessSecret } from './access.ts';
import { CHOSEN, type Chosen, scopeOf, workloadsOf } from './brought.ts';
import { plainObjects } from './plain-objects.ts';
import type { Solution } from './solution.ts';
import { fillTemplate } from './template.ts';

/** Where k3s looks for HelmCharts, and where their Jobs run. */
export const CHARTS = { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', namespace: 'kube-system' } as const;

/** The label of everything that belongs to one installed solution: its name. */
export const INSTALLED = '3bot.io/solution';

/** A solution with everything decided. */
export interface Installation {
  solution: Solution;
  /** Of the release and its namespace. */
  name: string;
  chosen: Chosen;
  /** Made up and entered, by id. */
  secrets: { [id: string]: string };
  /** How it is to be reached; absent: only from inside. */
  reach?: { ingressClass?: string; issuer?: string };
  /** Instead of the pinned one. */
  version?: string;
}

/** The objects of a solution in a namespace of its own. */
export function installationOf(
  installation: Installation,
): Pick<WantedChanges, 'objects' | 'ready' | 'patienceSeconds'> {
  const { solution, name, chosen, secrets } = installation;
  const space = spaceOf(solution, name);
  const labels = { [INSTALLED]: name };
  const scope = scopeOf(solution, { ...chosen, name, namespace: space, secrets });
  const annotations = { [CHOSEN]: JSON.stringify(chosen) };
  const around: ObjectDraft[] = [
    ...(space === name ? [namespaceOf(space, labels, annotations)] : []),
    ...(Object.keys(secrets).length === 0 ? [] : [accessSecret(solution, scope, labels)]),
  ];
  const exposures = exposureOf(installation, scope.host);
  const ways = exposures.map((exposure) => ingressOf({ ...exposure, labels }));
  const inside = solution.chart
    ? chartObjects(
        {
          name,
          space,
          repo: solution.chart.repo,
          chart: solution.chart.name,
          version: installation.version ?? solution.chart.version,
        },
        fillTemplate(solution.values, scope),
        { labels, annotations, timeoutMinutes: solution.patience },
      )
    : plainObjects(workloadsOf(solution, scope), { name, space, solution: solution.id, labels, annotations });
  return { objects: [...around, ...inside, ...ways], patienceSeconds: solution.patience * 60 };
}

/** Any chart of any repository, with values as they are. */
export function chartInstallation(chart: {
  name: string;
  repo: string;
  chart: string;
  version?: string;
  values: JsonObject;
}): Pick<WantedChanges, 'objects' | 'patienceSeconds'> {
  const { name, repo, version, values } = chart;
  const labels = { [INSTALLED]: name };
  const objects = chartObjects(
    { name, space: name, repo, chart: chart.chart, ...(version === undefined ? {} : { version }) },
    { open: values, secret: {} },
    { labels, annotations: {}, timeoutMinutes: 15 },
  );
  return { objects: [namespaceOf(name, labels, {}), ...objects], patienceSeconds: 15 * 60 };
}

/** The namespace of a solution: its own, unless its chart has to live in a certain one. */
export function spaceOf(solution: Solution, name: string): string {
  return solution.chart?.namespace ?? name;
}

/** The Secret with the values of a chart that are nobody's business. */
export function valuesSecretName(name: string): string {
  return `${name}-chart-values`;
}

function exposureOf({ solution, name, chosen, secrets, reach }: Installation, host: string | null): Exposure[] {
  if (host === null || solution.web === undefined) return [];
  const space = spaceOf(solution, name);
  const scope = scopeOf(solution, { ...chosen, name, namespace: space, secrets });
  const { service } = fillTemplate({ service: solution.web.service }, scope).open;
  return [{ namespace: space, name, service: String(service), port: solution.web.port, host, ...reach }];
}

function namespaceOf(
  name: string,
  labels: { [label: string]: string },
  annotations: { [key: string]: string },
): ObjectDraft {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels, annotations } };
}

function chartObjects(
  chart: { name: string; space: string; repo: string; chart: string; version?: string },
  values: { open: JsonObject; secret: JsonObject },
  {
    labels,
    annotations,
    timeoutMinutes,
  }: { labels: { [label: string]: string }; annotations: { [key: string]: string }; timeoutMinutes: number },
): ObjectDraft[] {
  const { name, space, repo, version } = chart;
  const hidden = Object.keys(values.secret).length > 0;
  const oci = repo.startsWith('oci://');
  const secret: ObjectDraft = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: valuesSecretName(name), namespace: CHARTS.namespace, labels },
    type: 'Opaque',
    stringData: { 'values.yaml': stringify(values.secret) },
  };
  const helmChart: ObjectDraft = {
    apiVersion: CHARTS.apiVersion,
    kind: CHARTS.kind,
    metadata: { name, namespace: CHARTS.namespace, labels, annotations },
    spec: {
      ...(oci ? { chart: `${repo.replace(/\/$/, '')}/${chart.chart}` } : { repo, chart: chart.chart }),
      ...(version === undefined ? {} : { version }),
      targetNamespace: space,
      createNamespace: true,
      valuesContent: stringify(values.open),
      ...(hidden ? { valuesSecrets: [{ name: valuesSecretName(name), keys: ['values.yaml'] }] } : {}),
      // The default, reinstall, removes everything, data too, when an upgrade fails.
      failurePolicy: 'abort',
      backOffLimit: 2,
      timeout: `${timeoutMinutes}m0s`,
    },
  };
  return hidden ? [secret, helmChart] : [helmChart];
}
