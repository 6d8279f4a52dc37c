import { createHash } from 'node:crypto';

import type { ObjectDraft } from '#src/cluster/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { BroughtWorkload } from './brought.ts';

interface Place {
  /** Of the installed solution. */
  name: string;
  space: string;
  solution: string;
  labels: { [label: string]: string };
  /** On every workload. */
  annotations: { [key: string]: string };
}

/** The objects of a solution that has no chart: what each workload runs, keeps, and answers at. */
export function plainObjects(workloads: readonly BroughtWorkload[], place: Place): ObjectDraft[] {
  return workloads.flatMap((workload) => [
    ...secretOf(workload, place),
    ...filesOf(workload, place),
    ...claimsOf(workload, place),
    ...serviceOf(workload, place),
    workloadOf(workload, place),
  ]);
}

function selectorOf(workload: BroughtWorkload, { name }: Place): { [label: string]: string } {
  return { 'app.kubernetes.io/instance': name, 'app.kubernetes.io/component': workload.name };
}

function metadataOf(name: string, workload: BroughtWorkload, place: Place) {
  const labels = { 'app.kubernetes.io/name': place.solution, ...selectorOf(workload, place), ...place.labels };
  return { name, namespace: place.space, labels };
}

function workloadOf(workload: BroughtWorkload, place: Place): ObjectDraft {
  const { kind, name, replicas, claims } = workload;
  const selector = selectorOf(workload, place);
  const template = {
    metadata: { labels: { 'app.kubernetes.io/name': place.solution, ...selector }, annotations: contentsOf(workload) },
    spec: podOf(workload),
  };
  const metadata = { ...metadataOf(name, workload, place), annotations: place.annotations };
  const shared = { selector: { matchLabels: selector }, template };
  if (kind === 'DaemonSet') return { apiVersion: 'apps/v1', kind, metadata, spec: shared };
  if (kind === 'Deployment') {
    // A volume of one node cannot be held by the old copy and the new one.
    const strategy = claims.length > 0 ? { strategy: { type: 'Recreate' } } : {};
    return { apiVersion: 'apps/v1', kind, metadata, spec: { replicas, ...strategy, ...shared } };
  }
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: {
      replicas,
      serviceName: workload.service ?? name,
      podManagementPolicy: 'Parallel',
      ...shared,
      volumeClaimTemplates: claims.map((claim) => ({ metadata: { name: claim.name }, spec: claimSpec(claim.size) })),
    },
  };
}

function podOf(workload: BroughtWorkload): JsonObject {
  const { kind, name, claims, files, user } = workload;
  const volumes: JsonObject[] = [
    ...(kind === 'StatefulSet'
      ? []
      : claims.map((claim) => ({ name: volumeName(claim.name), persistentVolumeClaim: { claimName: claim.name } }))),
    ...(files.length === 0 ? [] : [{ name: 'files', configMap: { name: filesName(name) } }]),
  ];
  return {
    containers: [containerOf(workload)],
    ...(volumes.length === 0 ? {} : { volumes }),
    ...(user === undefined ? {} : { securityContext: { runAsUser: user, fsGroup: user } }),
  };
}

function containerOf(workload: BroughtWorkload): JsonObject {
  const { kind, name, image, cpu, memory, ports, claims, env, command, args, files, health } = workload;
  const mounts: JsonObject[] = [
    ...claims.flatMap(({ name: claim, path }) =>
      path === undefined ? [] : [{ name: kind === 'StatefulSet' ? claim : volumeName(claim), mountPath: path }],
    ),
    ...files.map(({ path }) => ({ name: 'files', mountPath: path, subPath: fileKey(path), readOnly: true })),
  ];
  const [first] = ports;
  const probe =
    first &&
    (health === undefined ? { tcpSocket: { port: first.port } } : { httpGet: { path: health, port: first.port } });
  const variables: JsonObject[] = [
    ...(kind === 'StatefulSet' ? [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] : []),
    ...Object.entries(env.open).map(([key, value]) => ({ name: key, value: asText(value) })),
    ...Object.keys(env.secret).map((key) => ({
      name: key,
      valueFrom: { secretKeyRef: { name: secretName(name), key } },
    })),
  ];
  return {
    name,
    image,
    resources: { requests: { cpu, memory }, limits: { memory } },
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    ...(variables.length === 0 ? {} : { env: variables }),
    ...(ports.length === 0
      ? {}
      : { ports: ports.map(({ name: port, port: number }) => ({ name: port, containerPort: number })) }),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    ...(probe === undefined
      ? {}
      : {
          readinessProbe: { ...probe, periodSeconds: 5 },
          startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 120 },
        }),
  };
}

function serviceOf(workload: BroughtWorkload, place: Place): ObjectDraft[] {
  const { service, ports, kind } = workload;
  if (service === undefined) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadataOf(service, workload, place),
      spec: {
        selector: selectorOf(workload, place),
        ports: ports.map(({ name, port }) => ({ name, port, targetPort: port })),
        // Members of a StatefulSet find each other by name, before they are ready.
        ...(kind === 'StatefulSet' ? { clusterIP: 'None', publishNotReadyAddresses: true } : {}),
      },
    },
  ];
}

function claimsOf(workload: BroughtWorkload, place: Place): ObjectDraft[] {
  if (workload.kind === 'StatefulSet') return [];
  return workload.claims.map(({ name, size }) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadataOf(name, workload, place),
    spec: claimSpec(size),
  }));
}

function secretOf(workload: BroughtWorkload, place: Place): ObjectDraft[] {
  const entries = Object.entries(workload.env.secret);
  if (entries.length === 0) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadataOf(secretName(workload.name), workload, place),
      type: 'Opaque',
      stringData: Object.fromEntries(entries.map(([key, value]) => [key, asText(value)])),
    },
  ];
}

function filesOf(workload: BroughtWorkload, place: Place): ObjectDraft[] {
  if (workload.files.length === 0) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadataOf(filesName(workload.name), workload, place),
      data: Object.fromEntries(workload.files.map(({ path, content }) => [fileKey(path), content])),
    },
  ];
}

function claimSpec(size: string): JsonObject {
  return { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } };
}

/** Pods are made anew when their files change, though their own template would not show it. */
function contentsOf({ files }: BroughtWorkload): { [key: string]: string } {
  if (files.length === 0) return {};
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  return { '3bot.io/contents': digest.slice(0, 16) };
}

const secretName = (workload: string): string => `${workload}-env`;
const filesName = (workload: string): string => `${workload}-files`;
const volumeName = (claim: string): string => claim.slice(0, 63);
const fileKey = (path: string): string => path.slice(1).replaceAll('/', '.');
const asText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
