import { flagAt, numberAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { BroughtWorkload } from '../../../../marketplace/brought.ts';
import { broughtBy } from '../../../../marketplace/brought.ts';
import type { Kind } from '../kinds/index.ts';
import {
  daemonSets,
  deployments,
  helmCharts,
  jobs,
  namespaces,
  persistentVolumeClaims,
  secrets,
  services,
  statefulSets,
} from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { defineCertificates } from './certificates.ts';
import { conditionOf, isTrue, withCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { memoryOf, withMemory } from './memory.ts';
import { contentHash } from './names.ts';
import { ownerReference } from './owned.ts';

const component = 'helm-controller';
const FINALIZER = 'wrangler.cattle.io/on-helm-chart-remove';
const CHART_LABEL = 'helmcharts.helm.cattle.io/chart';
const INSTANCE = 'app.kubernetes.io/instance';
const IMAGE = 'rancher/klipper-helm:v0.9.10-build20251111';
/** What a chart may bring. */
const brought: readonly Kind[] = [deployments, statefulSets, daemonSets, services, persistentVolumeClaims];

/** k3s' helm controller: a Job for each HelmChart, and after it the workloads that the chart brings. */
export const helmController: Controller = {
  name: component,
  watches: [helmCharts, jobs],
  reconcile(cluster) {
    for (const chart of cluster.store.list(helmCharts)) {
      if (chart.metadata.deletionTimestamp === undefined) install(cluster, chart);
      else uninstall(cluster, chart);
    }
    return undefined;
  },
};

function install(cluster: ControlledCluster, chart: KubernetesObject): void {
  const name = `helm-install-${chart.metadata.name}`;
  const { namespace = '' } = chart.metadata;
  const wish = contentHash(chart.spec ?? {});
  if (!(chart.metadata.finalizers ?? []).includes(FINALIZER)) {
    chart = cluster.update(helmCharts, {
      ...chart,
      metadata: { ...chart.metadata, finalizers: [...(chart.metadata.finalizers ?? []), FINALIZER] },
    });
  }
  let job = cluster.store.get(jobs, namespace, name);
  if (job && job.metadata.annotations?.['helmcharts.helm.cattle.io/configHash'] !== wish) {
    // The chart or its values have changed: the Job runs anew.
    cluster.delete(jobs, namespace, name, { propagation: 'Background' });
    job = cluster.store.get(jobs, namespace, name);
    if (job) return;
  }
  const applied = textAt(memoryOf(chart), 'applied');
  if (!job && applied !== wish) {
    job = makeJob(cluster, chart, name, 'install', wish);
    tell(cluster, chart, {
      component,
      reason: 'ApplyJob',
      message: `Applying HelmChart using Job ${namespace}/${name}`,
    });
  }
  const failed = job !== undefined && isTrue(job, 'Failed');
  if (job && isTrue(job, 'Complete') && applied !== wish) {
    bring(cluster, chart);
    release(cluster, chart, 'deployed');
    chart = cluster.update(
      helmCharts,
      withMemory(cluster.store.get(helmCharts, namespace, chart.metadata.name) ?? chart, {
        ...memoryOf(chart),
        applied: wish,
      }),
    );
  }
  let status: JsonObject = { ...chart.status, jobName: name };
  const created = {
    type: 'JobCreated',
    status: 'True',
    reason: 'Job created',
    message: `Applying HelmChart using Job ${namespace}/${name}`,
  } as const;
  status = { ...status, conditions: withCondition(status, created, cluster.now) };
  status = {
    ...status,
    conditions: withCondition(
      status,
      failed
        ? {
            type: 'Failed',
            status: 'True',
            reason: 'Job failed',
            message: 'Job has reached configured number of retries without succeeding',
          }
        : { type: 'Failed', status: 'False', reason: '', message: '' },
      cluster.now,
    ),
  };
  if (failed && !isTrue(chart, 'Failed')) {
    tell(cluster, chart, {
      component,
      type: 'Warning',
      reason: 'JobFailed',
      message: `Job ${namespace}/${name} has reached configured number of retries without succeeding`,
    });
    release(cluster, chart, 'failed');
  }
  cluster.update(helmCharts, { ...chart, status });
}

function makeJob(
  cluster: ControlledCluster,
  chart: KubernetesObject,
  name: string,
  verb: 'install' | 'delete',
  wish: string,
): KubernetesObject {
  const { namespace = '', name: release } = chart.metadata;
  const spec = chart.spec ?? {};
  const variable = (key: string, value: string | undefined): JsonObject[] =>
    value === undefined ? [] : [{ name: key, value }];
  const labels = { [CHART_LABEL]: release };
  return cluster.create(jobs, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace,
      labels,
      annotations: { 'helmcharts.helm.cattle.io/configHash': wish },
      ...(verb === 'install' ? { ownerReferences: [ownerReference(chart)] } : {}),
    },
    spec: {
      backoffLimit: numberAt(spec, 'backOffLimit') ?? 1_000,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'OnFailure',
          tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
          containers: [
            {
              name: 'helm',
              image: textAt(spec, 'jobImage') ?? IMAGE,
              imagePullPolicy: 'IfNotPresent',
              args: [verb],
              env: [
                ...variable('NAME', release),
                ...variable('VERSION', textAt(spec, 'version')),
                ...variable('REPO', textAt(spec, 'repo')),
                ...variable('CHART', textAt(spec, 'chart')),
                ...variable('TARGET_NAMESPACE', targetOf(chart)),
                ...variable('FAILURE_POLICY', textAt(spec, 'failurePolicy')),
              ],
            },
          ],
        },
      },
    },
  });
}

const targetOf = (chart: KubernetesObject): string =>
  textAt(chart, 'spec', 'targetNamespace') ?? chart.metadata.namespace ?? 'default';

/** Makes what the chart brings true, and takes away what it brought before and no longer does. */
function bring(cluster: ControlledCluster, chart: KubernetesObject): void {
  const namespace = targetOf(chart);
  if (!cluster.store.get(namespaces, undefined, namespace)) {
    if (flagAt(chart, 'spec', 'createNamespace') !== true) return;
    cluster.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  }
  if (textAt(chart, 'spec', 'chart')?.split('/').at(-1) === 'cert-manager') defineCertificates(cluster);
  const wanted = new Set<string>();
  const put = (kind: Kind, object: Made) => {
    wanted.add(`${kind.plural}/${object.metadata.name}`);
    const before = cluster.store.get(kind, namespace, object.metadata.name);
    if (!before) cluster.create(kind, object);
    // What is there keeps what others set: the number of copies, volumes that are bound.
    else if (kind !== persistentVolumeClaims) {
      const replicas = numberAt(object, 'spec', 'replicas');
      const spec =
        kind === services
          ? { ...before.spec, ...object.spec }
          : { ...object.spec, ...(replicas === undefined ? {} : { replicas }) };
      cluster.update(kind, {
        ...before,
        metadata: { ...before.metadata, labels: { ...before.metadata.labels, ...object.metadata.labels } },
        spec,
      });
    }
  };
  for (const workload of broughtBy(chart) ?? [unknownChart(chart)]) {
    for (const [kind, object] of objectsOf(chart, namespace, workload)) put(kind, object);
  }
  for (const [kind, object] of broughtBefore(cluster, chart)) {
    if (!wanted.has(`${kind.plural}/${object.metadata.name}`)) cluster.delete(kind, namespace, object.metadata.name);
  }
}

/** A chart that nobody described: one small server of its name. */
function unknownChart(chart: KubernetesObject): BroughtWorkload {
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

type Made = {
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

function objectsOf(chart: KubernetesObject, namespace: string, workload: BroughtWorkload): [Kind, Made][] {
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

function broughtBefore(cluster: ControlledCluster, chart: KubernetesObject): [Kind, KubernetesObject][] {
  return brought.flatMap((kind) =>
    cluster.store
      .list(kind, targetOf(chart))
      .filter((object) => object.metadata.annotations?.['meta.helm.sh/release-name'] === chart.metadata.name)
      .map((object): [Kind, KubernetesObject] => [kind, object]),
  );
}

/** Helm's own record of a release: a Secret for each revision. */
function release(cluster: ControlledCluster, chart: KubernetesObject, status: 'deployed' | 'failed'): void {
  const namespace = targetOf(chart);
  if (!cluster.store.get(namespaces, undefined, namespace)) return;
  const name = chart.metadata.name;
  const earlier = cluster.store
    .list(secrets, namespace)
    .filter((secret) => secret.metadata.labels?.['owner'] === 'helm' && secret.metadata.labels['name'] === name);
  const version = Math.max(0, ...earlier.map((secret) => Number(secret.metadata.labels?.['version'] ?? 0))) + 1;
  for (const secret of earlier) {
    if (secret.metadata.labels?.['status'] === 'deployed' && status === 'deployed') {
      cluster.update(secrets, {
        ...secret,
        metadata: { ...secret.metadata, labels: { ...secret.metadata.labels, status: 'superseded' } },
      });
    }
  }
  for (const secret of earlier.slice(0, Math.max(0, earlier.length - 9)))
    cluster.delete(secrets, namespace, secret.metadata.name);
  cluster.create(secrets, {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: {
      name: `sh.helm.release.v1.${name}.v${version}`,
      namespace,
      labels: {
        owner: 'helm',
        name,
        status,
        version: String(version),
        modifiedAt: String(Math.round(cluster.now / 1_000)),
      },
    },
    data: {
      release: Buffer.from(
        JSON.stringify({
          name,
          namespace,
          version,
          info: { status },
          chart: {
            metadata: { name: textAt(chart, 'spec', 'chart') ?? '', version: textAt(chart, 'spec', 'version') ?? '' },
          },
        }),
      ).toString('base64'),
    },
  });
}

function uninstall(cluster: ControlledCluster, chart: KubernetesObject): void {
  const finalizers = chart.metadata.finalizers ?? [];
  if (!finalizers.includes(FINALIZER)) return;
  const { namespace = '', name } = chart.metadata;
  const jobName = `helm-delete-${name}`;
  const job = cluster.store.get(jobs, namespace, jobName);
  if (!job) {
    makeJob(cluster, chart, jobName, 'delete', contentHash(chart.spec ?? {}));
    tell(cluster, chart, {
      component,
      reason: 'RemoveJob',
      message: `Uninstalling HelmChart using Job ${namespace}/${jobName}`,
    });
    return;
  }
  if (!isTrue(job, 'Complete') && conditionOf(job, 'Failed') === undefined) return;
  // Claims that a StatefulSet's template made stay, as with helm.
  for (const [kind, object] of broughtBefore(cluster, chart))
    cluster.delete(kind, object.metadata.namespace, object.metadata.name);
  for (const secret of cluster.store.list(secrets, targetOf(chart))) {
    const { owner, name: of } = secret.metadata.labels ?? {};
    if (owner === 'helm' && of === name) cluster.delete(secrets, secret.metadata.namespace, secret.metadata.name);
  }
  for (const done of [jobName, `helm-install-${name}`])
    cluster.delete(jobs, namespace, done, { propagation: 'Background' });
  const left = finalizers.filter((finalizer) => finalizer !== FINALIZER);
  const { finalizers: _, ...metadata } = chart.metadata;
  cluster.update(helmCharts, { ...chart, metadata: left.length > 0 ? { ...metadata, finalizers: left } : metadata });
  if (left.length === 0) cluster.delete(helmCharts, namespace, name);
}
