import {
  type Cluster,
  type ClusterObject,
  numberAt,
  type ObjectReference,
  referenceTo,
  textAt,
} from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { readinessOf } from '../changes/readiness/index.ts';
import { hostOf } from '../exposure/ingress.ts';
import { type Chosen, chosenOf } from './brought.ts';
import { CHARTS, INSTALLED } from './install.ts';
import type { Solution } from './solution.ts';

type Options = { signal?: AbortSignal };
type Solutions = ReadonlyMap<string, Solution>;

/** Something that was installed as a whole: by a HelmChart, or as the objects of a solution without one. */
export interface Installed {
  name: string;
  space: string;
  title: string;
  /** Absent: a chart that is not of the catalogue. */
  solution?: Solution;
  chosen?: Chosen;
  chart?: ClusterObject;
  /** Of the chart. */
  version?: string;
  /** What the catalogue has by now. */
  newer?: string;
}

/** How it does, with what it is made of. */
export interface InstalledState {
  state: 'ready' | 'working' | 'failed' | 'stopped';
  /** What is waited for, or what went wrong; empty when all is well. */
  text: string;
  evidence: string[];
  workloads: ClusterObject[];
  claims: ClusterObject[];
  ingresses: ClusterObject[];
  /** Where it is reached. */
  url?: string;
}

/** Workloads whose copies can be counted. */
const scaled = ['Deployment', 'StatefulSet'] as const;

/** The annotation that remembers how many copies there were before it was stopped. */
export const COPIES = '3bot.io/copies';

/** Everything that is installed in a VDC, without what k3s itself brings; by name. */
export async function listInstalled(
  cluster: Cluster,
  solutions: Solutions,
  options: Options = {},
): Promise<Installed[]> {
  const found = new Map<string, Installed>();
  if ((await cluster.kind(CHARTS, options)) !== null) {
    for await (const chart of cluster.list({ apiVersion: CHARTS.apiVersion, kind: CHARTS.kind }, options)) {
      const going = chart.metadata.deletionTimestamp !== undefined;
      if (!going && !isPackaged(chart)) found.set(chart.metadata.name, ofChart(chart, solutions));
    }
  }
  for await (const space of cluster.list({ apiVersion: 'v1', kind: 'Namespace', labels: INSTALLED }, options)) {
    const { name } = space.metadata;
    const chosen = chosenOf(space);
    const solution = chosen && solutions.get(chosen.solution);
    if (!solution || solution.chart || found.has(name) || space.metadata.deletionTimestamp !== undefined) continue;
    // Its data may have been kept when it was removed.
    const workloads = await workloadsIn(cluster, { name, space: name }, options);
    if (workloads.length > 0) found.set(name, { name, space: name, title: solution.title, solution, chosen });
  }
  return [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** One of them. Rejects with `NOT_FOUND`. */
export async function findInstalled(
  cluster: Cluster,
  solutions: Solutions,
  name: string,
  options: Options = {},
): Promise<Installed> {
  const found = (await listInstalled(cluster, solutions, options)).find((one) => one.name === name);
  if (found) return found;
  throw new ActionFailure('NOT_FOUND', `Nothing called "${name}" is installed in this data center.`);
}

/** How an installed solution does now. */
export async function stateOfInstalled(
  cluster: Cluster,
  one: Installed,
  options: Options = {},
): Promise<InstalledState> {
  const [workloads, claims, ingresses] = await Promise.all([
    workloadsIn(cluster, one, options),
    listIn(cluster, one, 'v1', 'PersistentVolumeClaim', options),
    listIn(cluster, one, 'networking.k8s.io/v1', 'Ingress', options),
  ]);
  const host = ingresses.map(hostOf).find((found) => found !== undefined) ?? one.chosen?.host ?? undefined;
  const parts = { workloads, claims, ingresses, ...(host === undefined ? {} : { url: `https://${host}` }) };
  if (isStopped(workloads)) return { state: 'stopped', text: '', evidence: [], ...parts };
  const references: ObjectReference[] = one.chart ? [referenceTo(one.chart)] : workloads.map(referenceTo);
  for (const reference of references) {
    const readiness = await readinessOf(cluster, reference, options);
    if (readiness.ready) continue;
    const trouble = readiness.failed ?? readiness.trouble;
    const text = trouble?.reason ?? readiness.waitingFor;
    return { state: readiness.failed ? 'failed' : 'working', text, evidence: trouble?.evidence ?? [], ...parts };
  }
  return { state: 'ready', text: '', evidence: [], ...parts };
}

/** Whether somebody has stopped it: no copy is wanted, and how many there were is remembered. */
export function isStopped(workloads: readonly ClusterObject[]): boolean {
  const counted = workloads.filter(({ kind }) => kind !== 'DaemonSet');
  const remembered = counted.some(({ metadata }) => metadata.annotations?.[COPIES] !== undefined);
  return remembered && counted.every((one) => numberAt(one, 'spec', 'replicas') === 0);
}

/** The Deployments and StatefulSets of an installed solution. */
export async function workloadsIn(
  cluster: Cluster,
  one: Pick<Installed, 'name' | 'space'>,
  options: Options = {},
): Promise<ClusterObject[]> {
  const lists = await Promise.all(scaled.map((kind) => listIn(cluster, one, 'apps/v1', kind, options)));
  return lists.flat();
}

/** The objects of a kind in its own namespace; in a shared one, those that helm has marked. */
async function listIn(
  cluster: Cluster,
  { name, space }: Pick<Installed, 'name' | 'space'>,
  apiVersion: string,
  kind: string,
  options: Options,
): Promise<ClusterObject[]> {
  const labels = space === name ? {} : { labels: `app.kubernetes.io/instance=${name}` };
  const found: ClusterObject[] = [];
  for await (const object of cluster.list({ apiVersion, kind, namespace: space, ...labels }, options))
    found.push(object);
  return found;
}

function ofChart(chart: ClusterObject, solutions: Solutions): Installed {
  const { name, namespace } = chart.metadata;
  const chosen = chosenOf(chart);
  const solution = chosen && solutions.get(chosen.solution);
  const version = textAt(chart, 'spec', 'version');
  const latest = solution?.chart?.version;
  return {
    name,
    space: textAt(chart, 'spec', 'targetNamespace') ?? namespace ?? 'default',
    title: solution?.title ?? textAt(chart, 'spec', 'chart')?.split('/').at(-1) ?? name,
    chart,
    ...(solution ? { solution } : {}),
    ...(chosen ? { chosen } : {}),
    ...(version === undefined ? {} : { version }),
    ...(latest === undefined || version === undefined || !isNewer(latest, version) ? {} : { newer: latest }),
  };
}

/** k3s brings its own charts, traefik for one, and keeps them as it wants them. */
function isPackaged({ metadata }: ClusterObject): boolean {
  const owner = metadata.annotations?.['objectset.rio.cattle.io/owner-gvk'] ?? '';
  return owner.includes('Addon') || (metadata.ownerReferences ?? []).some(({ kind }) => kind === 'Addon');
}

/** Whether a chart's version comes after another one. */
export function isNewer(version: string, than: string): boolean {
  const numbers = (text: string): number[] =>
    text
      .replace(/^v/, '')
      .split(/[.+-]/)
      .slice(0, 3)
      .map((part) => Number.parseInt(part, 10) || 0);
  const [one, other] = [numbers(version), numbers(than)];
  for (const index of [0, 1, 2]) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** "repositories and the database (10Gi)": what is on the disks. */
export function claimsText(claims: readonly ClusterObject[], solution: Solution | undefined): string[] {
  const holds = solution?.workloads.flatMap((workload) => workload.claims.map((claim) => claim.holds)) ?? [];
  return claims.map((claim, index) => {
    const size =
      textAt(claim, 'status', 'capacity', 'storage') ?? textAt(claim, 'spec', 'resources', 'requests', 'storage') ?? '';
    const what = claims.length === holds.length ? holds[index] : undefined;
    return `${claim.metadata.name} (${[what, size].filter((part) => part !== undefined && part !== '').join(', ')})`;
  });
}
