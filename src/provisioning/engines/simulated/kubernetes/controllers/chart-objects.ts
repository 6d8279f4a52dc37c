import { textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { BroughtWorkload } from '../../../../marketplace/brought.ts';
import type { Kind } from '../kinds/index.ts';
import { daemonSets, deployments, persistentVolumeClaims, services, statefulSets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';

const INSTANCE = 'app.kubernetes.io/instance';

/** The objects that one of its workloads is made of: claims, a Service, and the workload itself. */
export function chartObjects(chart: KubernetesObject, namespace: string, workload: BroughtWorkload): [Kind, Made][] {
  const release = chart.metadata.name;
  const labels = {
    [INSTANCE]: release,
    'app.kubernetes.io/name': textAt(chart, 'spec', 'chart')?.split('/').at(-1) ?? release,
    'app.kubernetes.io/managed-by': 'Helm',
    'app.kubernetes.io/component': workload.name,
  };
  const selector = { [INSTANCE]: release, 'app.kubernetes.io/component': workload.name };
  const made = (apiVersion: string, kind: string, name: string, spec: JsonObject): Made => ({
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      labels,
      annotations: { 'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace },
    },
    spec,
  });
  const stateful = workload.kind === 'StatefulSet';
  const claimSpec = (size: string): JsonObject => ({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: size } },
  });
  const template = { metadata: { labels }, spec: podSpec(workload, stateful) };
  const kind = { Deployment: deployments, StatefulSet: statefulSets, DaemonSet: daemonSets }[workload.kind];
  const ports = workload.ports.map(({ name, port }) => ({ name, port, targetPort: name, protocol: 'TCP' }));
  const claims = stateful
    ? {
        volumeClaimTemplates: workload.claims.map(({ name, size }) => ({ metadata: { name }, spec: claimSpec(size) })),
        serviceName: workload.service ?? workload.name,
      }
    : {};
  return [
    ...(stateful
      ? []
      : workload.claims.map(({ name, size }): [Kind, Made] => [
          persistentVolumeClaims,
          made('v1', 'PersistentVolumeClaim', name, claimSpec(size)),
        ])),
    ...(workload.service !== undefined && ports.length > 0
      ? ([[services, made('v1', 'Service', workload.service, { type: 'ClusterIP', selector, ports })]] as [
          Kind,
          Made,
        ][])
      : []),
    [
      kind,
      made('apps/v1', workload.kind, workload.name, {
        ...(workload.kind === 'DaemonSet' ? {} : { replicas: workload.replicas }),
        selector: { matchLabels: selector },
        template,
        ...claims,
      }),
    ],
  ];
}

/** An object of a chart. */
export type Made = {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    labels: { [label: string]: string };
    annotations: { [name: string]: string };
  };
  spec: JsonObject;
};

/** A chart that nobody described: one small server of its name. */
export function unknownChart(chart: KubernetesObject): BroughtWorkload {
  const name =
    (textAt(chart, 'spec', 'chart') ?? 'app')
      .split('/')
      .at(-1)
      ?.replace(/\.tgz$/, '') ?? 'app';
  return {
    kind: 'Deployment',
    name: chart.metadata.name,
    image: `${name}:${(textAt(chart, 'spec', 'version') ?? 'latest').replace(/[^A-Za-z0-9._-]/g, '-')}`,
    replicas: 1,
    cpu: '100m',
    memory: '128Mi',
    ports: [{ name: 'http', port: 80 }],
    service: chart.metadata.name,
    claims: [],
    env: { open: {}, secret: {} },
    files: [],
  };
}

function podSpec(workload: BroughtWorkload, stateful: boolean): JsonObject {
  // What a chart keeps in a Secret of its own is only known to be there.
  const env = Object.entries({ ...workload.env.open, ...workload.env.secret }).map(([name, value]) => ({
    name,
    value: String(value) || 'set by the chart',
  }));
  const mounts = workload.claims.map((claim, index) => ({
    name: stateful ? claim.name : `data-${index}`,
    mountPath: claim.path ?? `/data-${index}`,
  }));
  return {
    containers: [
      {
        name: workload.name,
        image: workload.image,
        ...(workload.command ? { command: workload.command } : {}),
        ...(workload.args ? { args: workload.args } : {}),
        ...(env.length > 0 ? { env } : {}),
        ports: workload.ports.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
        resources: { requests: { cpu: workload.cpu, memory: workload.memory } },
        ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
      },
    ],
    ...(stateful || workload.claims.length === 0
      ? {}
      : {
          volumes: workload.claims.map((claim, index) => ({
            name: `data-${index}`,
            persistentVolumeClaim: { claimName: claim.name },
          })),
        }),
  };
}

/** The namespace that a chart fills. */
export const targetOf = (chart: KubernetesObject): string =>
  textAt(chart, 'spec', 'targetNamespace') ?? chart.metadata.namespace ?? 'default';
