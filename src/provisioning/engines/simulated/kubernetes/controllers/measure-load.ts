import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { apiServices, deployments, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';
import { isActive, isReady, selects } from './pods.ts';
import { bytesText, cpuText, quantity } from './quantity.ts';
import { podUsage } from './usage.ts';

/** So far from what is wished nothing is changed. */
const TOLERANCE = 0.1;

/** How many copies each metric asks for; the most counts. */
export function measure(
  cluster: ControlledCluster,
  scaler: KubernetesObject,
  workload: KubernetesObject,
  current: number,
): Measured | { reason: string; message: string; resource: string } {
  const unavailable = metricsProblem(cluster);
  const selector = objectAt(workload, 'spec', 'selector');
  const running = cluster.store
    .list(pods, scaler.metadata.namespace)
    .filter((pod) => selects(selector, pod.metadata.labels ?? {}) && isActive(pod) && isReady(pod));
  const metrics = objectsAt(scaler, 'spec', 'metrics');
  let best: Measured | undefined;
  const shown: JsonObject[] = [];
  for (const metric of metrics.length > 0 ? metrics : [usual]) {
    const resource = textAt(metric, 'resource', 'name');
    if (resource !== 'cpu' && resource !== 'memory') {
      return {
        reason: 'FailedGetPodsMetric',
        resource: 'pods',
        message: 'unable to get metric: no metrics returned from custom metrics API',
      };
    }
    const fail = (why: string) => ({
      reason: 'FailedGetResourceMetric',
      resource,
      message: `failed to get ${resource} utilization: ${why}`,
    });
    if (unavailable !== undefined) return fail(`unable to get metrics for resource ${resource}: ${unavailable}`);
    if (running.length === 0) return fail(`did not receive metrics for targeted pods (pods might be unready)`);
    const used = running.map((pod) =>
      podUsage(pod, cluster.now).containers.reduce(
        (sum, container) => sum + (resource === 'cpu' ? container.cpuMillis / 1_000 : container.memoryBytes),
        0,
      ),
    );
    const total = used.reduce((sum, amount) => sum + amount, 0);
    const average = total / running.length;
    const percent = numberAt(metric, 'resource', 'target', 'averageUtilization');
    const text = resource === 'cpu' ? cpuText(average) : bytesText(Math.round(average));
    let ratio: number;
    let label: string;
    if (percent === undefined) {
      ratio = average / (quantity(objectAt(metric, 'resource', 'target')['averageValue']) || 1);
      label = `${resource} resource`;
      shown.push({ type: 'Resource', resource: { name: resource, current: { averageValue: text } } });
    } else {
      const [lacking, requested] = requestOf(running, resource);
      if (lacking)
        return fail(`missing request for ${resource} in container ${lacking.container} of Pod ${lacking.pod}`);
      const utilization = Math.round((total / requested) * 100);
      ratio = utilization / percent;
      label = `${resource} resource utilization (percentage of request)`;
      shown.push({
        type: 'Resource',
        resource: { name: resource, current: { averageUtilization: utilization, averageValue: text } },
      });
    }
    const wanted = Math.abs(ratio - 1) <= TOLERANCE ? current : Math.ceil(running.length * ratio);
    if (!best || wanted > best.wanted) best = { wanted, current: shown, name: label };
  }
  return best ?? { reason: 'FailedGetResourceMetric', message: 'no metric', resource: 'cpu' };
}

/** What the metric that asks for most measured. */
export interface Measured {
  wanted: number;
  current: JsonObject[];
  name: string;
}

const usual: JsonObject = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};

function requestOf(running: readonly KubernetesObject[], resource: string) {
  let requested = 0;
  for (const pod of running) {
    for (const container of objectsAt(pod, 'spec', 'containers')) {
      const amount = quantity(objectAt(container, 'resources', 'requests')[resource]);
      if (amount === 0) return [{ container: textAt(container, 'name') ?? '', pod: pod.metadata.name }, 1] as const;
      requested += amount;
    }
  }
  return [undefined, requested] as const;
}

/** Why there are no metrics: nobody serves them, or whoever should is down. */
function metricsProblem(cluster: ControlledCluster): string | undefined {
  const served = cluster.store.list(deployments, 'kube-system').find((each) => each.metadata.name === 'metrics-server');
  const registered = cluster.store.get(apiServices, undefined, 'v1beta1.metrics.k8s.io');
  if (!served && !registered)
    return 'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
  if (
    served &&
    (numberAt(served, 'status', 'availableReplicas') ?? 0) > 0 &&
    (!registered ||
      !objectsAt(registered, 'status', 'conditions').some(
        ({ type, status }) => type === 'Available' && status === 'False',
      ))
  )
    return undefined;
  return 'unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)';
}
