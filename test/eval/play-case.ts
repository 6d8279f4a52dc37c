import { type ClusterObject, objectsAt, textAt, textsAt, valueAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { checkQuotas } from '#src/provisioning/engines/simulated/kubernetes/admission/quotas.ts';
import type { Kind } from '#src/provisioning/engines/simulated/kubernetes/kinds/index.ts';
import * as kinds from '#src/provisioning/engines/simulated/kubernetes/kinds/index.ts';

import { type PlayedCluster, playedCluster } from '../provisioning/engines/controllers/played-cluster.ts';
import type { EvaluationCase, Injection, Simulation } from './evaluation-case.ts';

/** Long enough for everything that comes by itself. */
const SECONDS = 900;

/** The objects of a case as they are when somebody looks: as given where they are static, else after controllers have had their time. */
export function playCase(one: EvaluationCase): { objects: ClusterObject[]; now: number } {
  const given = one.setup.objects ?? [];
  if (one.kind !== 'fault') return { objects: given, now: Date.now() };
  const cluster = playedCluster({ speed: 1 });
  enforceQuotas(cluster);
  for (const secret of secretsMadeBy(one.setup.upstream_before_test ?? '')) tryTo(() => cluster.apply(secret));
  for (const object of given.map(asServed))
    tryTo(() => cluster.apply(inPlace(object, one.setup.namespace ?? undefined)));
  cluster.pass(60);
  for (const injection of one.setup.injection ?? []) tryTo(() => inject(cluster, injection));
  cluster.pass(SECONDS);
  const objects = everything(cluster)
    .map((object) => (object.kind === 'Pod' ? asProbed(object, cluster.now) : [object]))
    .flat();
  return { objects: simulated(objects, one.simulate ?? [], cluster.now), now: cluster.now };
}

/** Counted as an API server does; the controllers' cluster only counts pods. */
function enforceQuotas({ cluster }: PlayedCluster): void {
  const create = cluster.create.bind(cluster);
  const state = { store: cluster.store, kinds: { all: () => cluster.served() } };
  cluster.create = (kind, draft) => {
    checkQuotas(state as unknown as Parameters<typeof checkQuotas>[0], kind, draft as never);
    return create(kind, draft);
  };
}

/** What a server makes of what is easier to write. */
function asServed(object: ClusterObject): ClusterObject {
  const { stringData, ...served } = object as ClusterObject & { stringData?: { [key: string]: string } };
  if (stringData === undefined) return object;
  const data = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  return { ...served, data: Object.fromEntries(data) as JsonObject };
}

/** `kubectl create secret generic NAME --from-file=KEY=FILE -n NAMESPACE`: its contents do not matter, its keys do. */
function secretsMadeBy(commands: string): JsonObject[] {
  const made = commands.replace(/\\\n/g, ' ').matchAll(/kubectl create secret generic (\S+)([^\n|]*)/g);
  return [...made].map(([, name = '', options = '']) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: /-n (\S+)/.exec(options)?.[1] ?? 'default' },
    type: 'Opaque',
    data: Object.fromEntries(
      [...options.matchAll(/--from-(?:file|literal)=([^=\s]+)=/g)].map(([, key = '']) => [key, '']),
    ),
  }));
}

/** A container that only sleeps listens nowhere, and a kubelet that asks it by the network says so. */
function asProbed(pod: ClusterObject, now: number): ClusterObject[] {
  const container = objectsAt(pod, 'spec', 'containers').find((one) => {
    const command = [...textsAt(one, 'command'), ...textsAt(one, 'args')].join(' ');
    return (
      /^(\/bin\/)?((ba)?sh -c )?sleep \S+$/.test(command) && valueAt(one, 'readinessProbe', 'httpGet') !== undefined
    );
  });
  if (!container || textAt(pod, 'status', 'phase') !== 'Running') return [pod];
  const name = textAt(container, 'name');
  const status = structuredClone(pod.status ?? {}) as { conditions?: JsonObject[]; containerStatuses?: JsonObject[] };
  for (const one of status.containerStatuses ?? []) if (one['name'] === name) one['ready'] = false;
  for (const one of status.conditions ?? []) if (String(one['type']).endsWith('Ready')) one['status'] = 'False';
  const event: ClusterObject = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${pod.metadata.name}.unhealthy`, namespace: pod.metadata.namespace ?? 'default' },
    involvedObject: JSON.parse(
      JSON.stringify({
        kind: 'Pod',
        name: pod.metadata.name,
        namespace: pod.metadata.namespace,
        uid: pod.metadata.uid,
      }),
    ) as JsonObject,
    reason: 'Unhealthy',
    type: 'Warning',
    message: `Readiness probe failed: Get "http://10.42.0.9:${String(valueAt(container, 'readinessProbe', 'httpGet', 'port'))}/": dial tcp 10.42.0.9: connect: connection refused`,
    lastTimestamp: new Date(now - 30_000).toISOString(),
  };
  return [{ ...pod, status }, event];
}

/** Manifests without a namespace go into that of their case. */
function inPlace(object: ClusterObject, namespace: string | undefined): JsonObject {
  const placed = {
    ...object,
    metadata: {
      ...(namespace === undefined || kindOf(object)?.namespaced === false ? {} : { namespace }),
      ...object.metadata,
    },
  };
  return JSON.parse(JSON.stringify(placed)) as JsonObject;
}

/** What the played cluster does not know is no part of it, and stays unseen. */
function tryTo(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (process.argv.includes('--verbose')) console.error(`    not played: ${String(error)}`);
  }
}

function inject(cluster: PlayedCluster, { resource_definition: change, state }: Injection): void {
  if (!change) return;
  const kind = kindOf(change);
  if (!kind) return;
  const { namespace, name } = change.metadata;
  if (state === 'absent') cluster.remove(kind, namespace, name);
  else if (state === 'patched') {
    cluster.change(kind, namespace, name, (object) => merged(object, change as unknown as JsonObject) as never);
  } else cluster.apply(change as unknown as JsonObject);
}

function kindOf({ kind }: { kind: string }): Kind | undefined {
  return Object.values(kinds).find((one): one is Kind => typeof one === 'object' && 'kind' in one && one.kind === kind);
}

function everything(cluster: PlayedCluster): ClusterObject[] {
  const all = Object.values(kinds).filter(
    (one): one is Kind => typeof one === 'object' && 'plural' in one && 'verbs' in one,
  );
  return all.flatMap((kind) => [...cluster.list(kind)]);
}

/** What a case says of its pods counts for more than what was played. */
function simulated(objects: ClusterObject[], simulations: readonly Simulation[], now: number): ClusterObject[] {
  const events: ClusterObject[] = [];
  const changed = objects.map((object) => {
    const simulation = simulations.find((one) => selected(object, one));
    if (!simulation) return object;
    const { name, namespace, uid } = object.metadata;
    for (const [index, { reason, message, type }] of (simulation.events ?? []).entries()) {
      events.push({
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `${name}.${index}`, ...(namespace === undefined ? {} : { namespace }) },
        involvedObject: JSON.parse(JSON.stringify({ kind: object.kind, name, namespace, uid })) as JsonObject,
        reason,
        message,
        type: type ?? 'Warning',
        lastTimestamp: new Date(now - 30_000).toISOString(),
      });
    }
    const status = recent(simulation.pod_status ?? simulation.status ?? {}, now);
    return { ...object, status };
  });
  return [...changed, ...events];
}

function selected(object: ClusterObject, { select }: Simulation): boolean {
  if (object.kind !== select.kind || (select.namespace !== undefined && object.metadata.namespace !== select.namespace))
    return false;
  // Names of pods that a controller makes differ from run to run, but for the beginning.
  if (select.name !== undefined && !sameStem(object.metadata.name, select.name)) return false;
  return Object.entries(select.labels ?? {}).every(([label, value]) => object.metadata.labels?.[label] === value);
}

function sameStem(one: string, other: string): boolean {
  const stem = (name: string) => name.replace(/-[0-9a-f]{8,10}-[a-z0-9]{5}$/, '');
  return one === other || stem(one) === stem(other);
}

/** Times of a recording, moved to a minute ago. */
function recent(status: JsonObject, now: number): JsonObject {
  const at = new Date(now - 60_000).toISOString();
  return JSON.parse(JSON.stringify(status).replace(/"20\d\d-\d\d-\d\dT[\d:.]+Z"/g, `"${at}"`)) as JsonObject;
}

/** A strategic merge, as far as faults need it: lists of things with names are merged by these. */
function merged(base: JsonObject, change: JsonObject): JsonObject {
  const result: JsonObject = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const before = result[key];
    if (value === null) delete result[key];
    else if (isMap(value) && isMap(before)) result[key] = merged(before, value);
    else if (Array.isArray(value) && Array.isArray(before) && value.every(isNamed) && before.every(isNamed)) {
      const names = new Set(value.map(({ name }) => name));
      const kept = before.filter(({ name }) => !names.has(name));
      result[key] = [
        ...kept,
        ...value.map((item) => merged(before.find(({ name }) => name === item['name']) ?? {}, item)),
      ];
    } else result[key] = value;
  }
  return result;
}

const isMap = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNamed = (value: unknown): value is JsonObject & { name: string } =>
  isMap(value) && typeof value['name'] === 'string';
