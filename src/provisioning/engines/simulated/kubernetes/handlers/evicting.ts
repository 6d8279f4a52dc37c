import { numberAt, objectsAt, textAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ApiError } from '../api-error.ts';
import { podDisruptionBudgets, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';
import { deleteObject } from '../writes/delete-object.ts';
import type { ObjectsPath } from './api-path.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { json } from './api-request.ts';
import { objectBody } from './body.ts';
import { selects } from './selectors.ts';
import { storedObject, writeOptions } from './writing.ts';

/** Asks a pod to leave, unless a disruption budget does not allow it now: then `429`. */
export function evictPod(
  { cluster }: ServedCluster,
  path: ObjectsPath & { name: string },
  request: ApiRequest,
): ApiReply {
  const pod = storedObject(cluster, path);
  const { dryRun = false } = writeOptions(request);
  const body = objectBody(request);
  const asked = numberAt(body, 'deleteOptions', 'gracePeriodSeconds');
  const phase = textAt(pod, 'status', 'phase');
  const uncounted = phase !== 'Running' || pod.metadata.deletionTimestamp !== undefined;
  if (!uncounted) spendBudget(cluster, pod, dryRun);
  deleteObject(cluster, pods, pod, { dryRun, ...(asked === undefined ? {} : { graceSeconds: asked }) });
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }, 201);
}

function spendBudget(cluster: SimulatedCluster, pod: KubernetesObject, dryRun: boolean): void {
  const { namespace, name, labels = {} } = pod.metadata;
  const budgets = cluster.store
    .list(podDisruptionBudgets, namespace)
    .filter((budget) => selects(budget.spec?.['selector'], labels));
  const [budget, ...more] = budgets;
  if (!budget) return;
  if (more.length > 0)
    throw new ApiError(
      500,
      'InternalError',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  const at = (field: string) => numberAt(budget, 'status', field) ?? 0;
  // A pod that does nobody any good may go while enough others do.
  const policy = textAt(budget, 'spec', 'unhealthyPodEvictionPolicy') ?? 'IfHealthyBudget';
  const enough = at('currentHealthy') >= at('desiredHealthy') && at('desiredHealthy') > 0;
  if (!isReady(pod) && (policy === 'AlwaysAllow' || enough)) return;
  if (at('observedGeneration') < (budget.metadata.generation ?? 1))
    throw refused(`The disruption budget ${budget.metadata.name} is still being processed by the server.`, 10);
  if (at('disruptionsAllowed') <= 0)
    throw refused(
      `The disruption budget ${budget.metadata.name} needs ${at('desiredHealthy')} healthy pods and has ${at('currentHealthy')} currently`,
    );
  if (dryRun) return;
  const disrupted = budget.status?.['disruptedPods'] as JsonObject | undefined;
  cluster.update(podDisruptionBudgets, {
    ...budget,
    status: {
      ...budget.status,
      disruptionsAllowed: at('disruptionsAllowed') - 1,
      disruptedPods: { ...disrupted, [name]: kubernetesTime(cluster.now) },
    },
  });
}

const isReady = (pod: KubernetesObject): boolean =>
  objectsAt(pod, 'status', 'conditions').some((one) => one['type'] === 'Ready' && one['status'] === 'True');

function refused(why: string, retryAfterSeconds?: number): ApiError {
  return new ApiError(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{ reason: 'DisruptionBudget', message: why }],
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
