import { flagAt, numberAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

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
import { chartObjects, type Made, targetOf, unknownChart } from './chart-objects.ts';
import { conditionOf, isTrue, withCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { recordRelease } from './helm-release.ts';
import { memoryOf, withMemory } from './memory.ts';
import { contentHash } from './names.ts';
import { ownerReference } from './owned.ts';

const component = 'helm-controller';
const FINALIZER = 'wrangler.cattle.io/on-helm-chart-remove';
const CHART_LABEL = 'helmcharts.helm.cattle.io/chart';
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
    recordRelease(cluster, chart, 'deployed');
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
    recordRelease(cluster, chart, 'failed');
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
    for (const [kind, object] of chartObjects(chart, namespace, workload)) put(kind, object);
  }
  for (const [kind, object] of broughtBefore(cluster, chart)) {
    if (!wanted.has(`${kind.plural}/${object.metadata.name}`)) cluster.delete(kind, namespace, object.metadata.name);
  }
}

function broughtBefore(cluster: ControlledCluster, chart: KubernetesObject): [Kind, KubernetesObject][] {
  return brought.flatMap((kind) =>
    cluster.store
      .list(kind, targetOf(chart))
      .filter((object) => object.metadata.annotations?.['meta.helm.sh/release-name'] === chart.metadata.name)
      .map((object): [Kind, KubernetesObject] => [kind, object]),
  );
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
