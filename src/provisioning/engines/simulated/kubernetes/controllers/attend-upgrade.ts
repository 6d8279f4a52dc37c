import { flagAt, numberAt, objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';

import { nodes, plans, podDisruptionBudgets, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { isTrue } from './conditions.ts';
import { DRAIN_BLOCKED, UPGRADE_STATE } from './containers/upgrade-run.ts';
import type { ControlledCluster } from './controller.ts';
import { controllerOf } from './owned.ts';
import { isFinished, selects } from './pods.ts';

/** Which Plan a Job and its pods belong to. */
export const PLAN = 'upgrade.cattle.io/plan';

/** What the running Job's containers do to the cluster: wait for servers, cordon, drain; and how far that is. */
export function attendUpgrade(
  cluster: ControlledCluster,
  plan: KubernetesObject,
  node: KubernetesObject,
  job: KubernetesObject,
  version: string,
): number | undefined {
  const pod = cluster.store
    .list(pods, job.metadata.namespace)
    .find((each) => controllerOf(each)?.uid === job.metadata.uid && !isFinished(each));
  if (!pod || textAt(pod, 'spec', 'nodeName') === undefined) return undefined;
  const state = new Set((pod.metadata.annotations?.[UPGRADE_STATE] ?? '').split(',').filter(Boolean));
  const runs = (name: string) =>
    ['initContainerStatuses', 'containerStatuses'].some((list) =>
      objectsAt(pod, 'status', list).some(
        (status) => status['name'] === name && Object.keys(objectAt(status, 'state', 'running')).length > 0,
      ),
    );
  let blocked: string | undefined;
  if (runs('prepare') && serversDone(cluster, plan)) state.add('prepared');
  if ((runs('cordon') || runs('drain')) && node.spec?.['unschedulable'] !== true) {
    cluster.update(nodes, { ...node, spec: { ...node.spec, unschedulable: true } });
  }
  if (runs('drain')) {
    const left = drain(cluster, plan, node);
    if (left.waiting === 0) state.add('drained');
    blocked = left.blocked;
  }
  if (isOlder(version, textAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? '')) state.add('downgrade');
  const { [DRAIN_BLOCKED]: _, [UPGRADE_STATE]: __, ...others } = pod.metadata.annotations ?? {};
  const annotations = {
    ...others,
    ...(state.size > 0 ? { [UPGRADE_STATE]: [...state].join(',') } : {}),
    ...(blocked === undefined ? {} : { [DRAIN_BLOCKED]: blocked }),
  };
  cluster.update(pods, { ...pod, metadata: { ...pod.metadata, annotations } });
  // Evictions that a budget refuses are tried again every five seconds.
  return runs('drain') || runs('prepare') ? cluster.now + cluster.pace(5_000) : undefined;
}

/** Whether the Plan that `prepare` names, or else every control-plane node, is done. */
function serversDone(cluster: ControlledCluster, plan: KubernetesObject): boolean {
  const name = textsAt(plan, 'spec', 'prepare', 'args').at(-1);
  const servers = name === undefined ? undefined : cluster.store.get(plans, plan.metadata.namespace, name);
  return servers !== undefined && isTrue(servers, 'Complete') && textsAt(servers, 'status', 'applying').length === 0;
}

function drain(
  cluster: ControlledCluster,
  plan: KubernetesObject,
  node: KubernetesObject,
): { waiting: number; blocked?: string } {
  const settings = objectAt(plan, 'spec', 'drain');
  const all = cluster.store
    .list(pods)
    .filter((pod) => textAt(pod, 'spec', 'nodeName') === node.metadata.name && !isFinished(pod));
  const evictable = all.filter(
    (pod) => controllerOf(pod)?.kind !== 'DaemonSet' && pod.metadata.labels?.[PLAN] === undefined,
  );
  const bare = evictable.find((pod) => controllerOf(pod) === undefined);
  if (bare && flagAt(settings, 'force') !== true) {
    return {
      waiting: evictable.length,
      blocked: `error: unable to drain node "${node.metadata.name}" due to error: cannot delete Pods that declare no controller (use --force to override): ${bare.metadata.namespace ?? ''}/${bare.metadata.name}`,
    };
  }
  let blocked: string | undefined;
  const spent = new Map<string, number>();
  for (const pod of evictable) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    const budgets =
      flagAt(settings, 'disableEviction') === true
        ? []
        : cluster.store
            .list(podDisruptionBudgets, pod.metadata.namespace)
            .filter((budget) => selects(objectAt(budget, 'spec', 'selector'), pod.metadata.labels ?? {}));
    const refusing = budgets.find(
      (budget) => (numberAt(budget, 'status', 'disruptionsAllowed') ?? 0) - (spent.get(budget.metadata.uid) ?? 0) <= 0,
    );
    if (refusing) {
      blocked = `error when evicting pods/"${pod.metadata.name}" -n "${pod.metadata.namespace ?? ''}" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.`;
      continue;
    }
    for (const budget of budgets) spent.set(budget.metadata.uid, (spent.get(budget.metadata.uid) ?? 0) + 1);
    cluster.delete(pods, pod.metadata.namespace, pod.metadata.name);
  }
  return { waiting: evictable.length, ...(blocked === undefined ? {} : { blocked }) };
}

/** Whether a version is lower than another: k3s never goes back. */
function isOlder(version: string, than: string): boolean {
  const parts = (text: string) =>
    (/^v(\d+)\.(\d+)\.(\d+)(?:[+-]k3s(\d+))?/.exec(text) ?? []).slice(1).map((part) => Number(part ?? 0));
  const [a, b] = [parts(version), parts(than)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    if ((a[index] ?? 0) !== (b[index] ?? 0)) return (a[index] ?? 0) < (b[index] ?? 0);
  }
  return false;
}
