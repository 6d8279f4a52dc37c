import { flagAt, numberAt, objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { jobs, nodes, plans, podDisruptionBudgets, pods, secrets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { Condition } from './conditions.ts';
import { isTrue, withCondition } from './conditions.ts';
import { DRAIN_BLOCKED, UPGRADE_STATE } from './containers/upgrade-run.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { hexOf } from './names.ts';
import { controllerOf } from './owned.ts';
import { isFinished, selects, sooner } from './pods.ts';

const component = 'system-upgrade-controller';
const PLAN = 'upgrade.cattle.io/plan';
const NODE = 'upgrade.cattle.io/node';
const done = (plan: KubernetesObject): string => `plan.upgrade.cattle.io/${plan.metadata.name}`;

/** Upgrades k3s by Plans: node after node, cordoned and drained as the Plan says. */
export const upgradeController: Controller = {
  name: component,
  watches: [plans, jobs, nodes, pods],
  reconcile(cluster) {
    let next: number | undefined;
    for (const plan of cluster.store.list(plans)) {
      if (plan.metadata.deletionTimestamp === undefined) next = sooner(next, apply(cluster, plan));
    }
    return next;
  },
};

function apply(cluster: ControlledCluster, plan: KubernetesObject): number | undefined {
  const version = textAt(plan, 'spec', 'version') ?? channelVersion(cluster, plan);
  if (version === undefined) {
    const channel = textAt(plan, 'spec', 'channel') ?? '';
    const message =
      channel === '' ? 'missing one of channel or version' : `Get "${channel}": dial tcp: lookup failed: no such host`;
    write(cluster, plan, { conditions: [{ type: 'LatestResolved', status: 'False', reason: 'Error', message }] });
    return undefined;
  }
  const latest = version.replace('+', '-');
  const hash = hexOf(56, latest, textAt(plan, 'spec', 'serviceAccountName') ?? '', ...secretsOf(cluster, plan));
  const chosen = cluster.store
    .list(nodes)
    .filter(
      (node) =>
        selects(selectorOf(plan), node.metadata.labels ?? {}) && node.metadata.labels?.[done(plan)] !== 'disabled',
    );
  const resolved: Condition = {
    type: 'LatestResolved',
    status: 'True',
    reason: textAt(plan, 'spec', 'version') === undefined ? 'Channel' : 'Version',
    message: '',
  };
  const valid: Condition = { type: 'Validated', status: 'True', reason: 'PlanIsValid', message: '' };
  if (hash !== textAt(plan, 'status', 'latestHash'))
    tell(cluster, plan, {
      component,
      reason: 'Resolved',
      message: `Resolved latest version from ${textAt(plan, 'spec', 'version') === undefined ? 'Spec.Channel' : 'Spec.Version'}: ${latest}`,
    });

  // Those that are under way go on; the rest waits for a place.
  const applying: string[] = [];
  let failure: Condition | undefined;
  let next: number | undefined;
  for (const node of chosen) {
    const job = cluster.store.get(jobs, plan.metadata.namespace, jobName(plan, node, hash));
    if (node.metadata.labels?.[done(plan)] === hash || !job) continue;
    if (isTrue(job, 'Complete')) {
      finish(cluster, plan, node, hash);
      continue;
    }
    applying.push(node.metadata.name);
    if (isTrue(job, 'Failed')) {
      failure = {
        type: 'Complete',
        status: 'False',
        reason: 'JobFailed',
        message: `Job ${plan.metadata.namespace ?? ''}/${job.metadata.name} failed on Node ${node.metadata.name}: BackoffLimitExceeded: Job has reached the specified backoff limit`,
      };
    } else next = sooner(next, attend(cluster, plan, node, job, version));
  }
  const left = chosen
    .map((node) => cluster.store.get(nodes, undefined, node.metadata.name) ?? node)
    .filter((node) => node.metadata.labels?.[done(plan)] !== hash && !applying.includes(node.metadata.name));
  const concurrency = numberAt(plan, 'spec', 'concurrency') ?? 1;
  for (const node of failure ? [] : left.slice(0, Math.max(0, concurrency - applying.length))) {
    applying.push(node.metadata.name);
    start(cluster, plan, node, hash, latest);
  }
  const finished = left.length === 0 && applying.length === 0;
  const complete: Condition =
    failure ??
    (finished
      ? { type: 'Complete', status: 'True', reason: 'AllNodes', message: '' }
      : { type: 'Complete', status: 'False', reason: 'SyncJob', message: `Upgrading Nodes: ${applying.join(', ')}` });
  if (finished && !isTrue(plan, 'Complete'))
    tell(cluster, plan, { component, reason: 'Complete', message: 'Jobs complete on all Nodes' });
  write(cluster, plan, { latestVersion: latest, latestHash: hash, applying, conditions: [valid, resolved, complete] });
  return next;
}

function write(
  cluster: ControlledCluster,
  plan: KubernetesObject,
  given: { latestVersion?: string; latestHash?: string; applying?: string[]; conditions: Condition[] },
): void {
  const { conditions, ...fields } = given;
  let status: JsonObject = { ...plan.status, ...fields };
  for (const condition of conditions) status = { ...status, conditions: withCondition(status, condition, cluster.now) };
  if (fields.applying?.length === 0) {
    const { applying: _, ...rest } = status;
    status = rest;
  }
  cluster.update(plans, { ...plan, status });
}

/** A channel's newest version: that of the cluster, since nobody can be asked from here. */
function channelVersion(cluster: ControlledCluster, plan: KubernetesObject): string | undefined {
  const channel = textAt(plan, 'spec', 'channel');
  return channel !== undefined && channel.startsWith('https://update.k3s.io/') ? cluster.version : undefined;
}

function secretsOf(cluster: ControlledCluster, plan: KubernetesObject): string[] {
  return objectsAt(plan, 'spec', 'secrets').map((reference) =>
    JSON.stringify(
      cluster.store.get(secrets, plan.metadata.namespace, textAt(reference, 'name') ?? '')?.['data'] ?? null,
    ),
  );
}

function selectorOf(plan: KubernetesObject): JsonObject {
  return objectAt(plan, 'spec', 'nodeSelector');
}

function jobName(plan: KubernetesObject, node: KubernetesObject, hash: string): string {
  return (
    `apply-${plan.metadata.name}-on-${node.metadata.name}-with-${hash}`.slice(0, 57).replace(/-$/, '') +
    `-${hexOf(5, node.metadata.name, hash)}`
  );
}

function start(
  cluster: ControlledCluster,
  plan: KubernetesObject,
  node: KubernetesObject,
  hash: string,
  latest: string,
): void {
  const spec = plan.spec ?? {};
  const drain = Object.hasOwn(spec, 'drain') && spec['drain'] !== null;
  const labels = {
    [PLAN]: plan.metadata.name,
    [NODE]: node.metadata.name,
    'upgrade.cattle.io/controller': component,
    'upgrade.cattle.io/version': latest,
  };
  const env = [
    { name: 'SYSTEM_UPGRADE_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    { name: 'SYSTEM_UPGRADE_PLAN_NAME', value: plan.metadata.name },
    { name: 'SYSTEM_UPGRADE_PLAN_LATEST_HASH', value: hash },
    { name: 'SYSTEM_UPGRADE_PLAN_LATEST_VERSION', value: latest },
  ];
  const withTag = (image: string): string => (/:[^/]+$/.test(image) ? image : `${image}:${latest}`);
  const prepare = objectAt(spec, 'prepare');
  const kubectl = { image: 'rancher/kubectl:v1.36.3', imagePullPolicy: 'IfNotPresent', env };
  const inits: JsonObject[] = [
    ...(Object.keys(prepare).length > 0
      ? [{ name: 'prepare', image: withTag(textAt(prepare, 'image') ?? ''), args: textsAt(prepare, 'args'), env }]
      : []),
    ...(flagAt(spec, 'cordon') === true && !drain
      ? [{ ...kubectl, name: 'cordon', args: ['cordon', node.metadata.name] }]
      : []),
    ...(drain
      ? [
          {
            ...kubectl,
            name: 'drain',
            args: ['drain', node.metadata.name, '--pod-selector', `!upgrade.cattle.io/controller`],
          },
        ]
      : []),
  ];
  const upgrade = objectAt(spec, 'upgrade');
  const deadline = numberAt(spec, 'jobActiveDeadlineSecs') ?? 900;
  cluster.create(jobs, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobName(plan, node, hash),
      namespace: plan.metadata.namespace ?? '',
      labels: { ...labels, [done(plan)]: hash },
      ownerReferences: [
        {
          apiVersion: plan.apiVersion,
          kind: plan.kind,
          name: plan.metadata.name,
          uid: plan.metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      backoffLimit: 2,
      ...(deadline > 0 ? { activeDeadlineSeconds: deadline } : {}),
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          hostPID: true,
          hostNetwork: true,
          ...(textAt(spec, 'serviceAccountName') === undefined
            ? {}
            : { serviceAccountName: textAt(spec, 'serviceAccountName') ?? '' }),
          nodeSelector: {
            'kubernetes.io/hostname': node.metadata.labels?.['kubernetes.io/hostname'] ?? node.metadata.name,
          },
          tolerations: [{ operator: 'Exists' }],
          ...(inits.length > 0 ? { initContainers: inits } : {}),
          containers: [
            {
              name: 'upgrade',
              image: withTag(textAt(upgrade, 'image') ?? ''),
              ...(textsAt(upgrade, 'args').length > 0 ? { args: textsAt(upgrade, 'args') } : {}),
              env,
              securityContext: { privileged: true },
            },
          ],
        },
      },
    },
  });
  tell(cluster, plan, {
    component,
    reason: 'SyncJob',
    message: `Jobs synced for version ${latest} on Nodes ${node.metadata.name}. Hash: ${hash}`,
  });
}

/** What the running Job's containers do to the cluster: wait for servers, cordon, drain; and how far that is. */
function attend(
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

/** The node runs the new version: marked, and open again where the Plan had closed it. */
function finish(cluster: ControlledCluster, plan: KubernetesObject, node: KubernetesObject, hash: string): void {
  const version = textAt(plan, 'spec', 'version') ?? cluster.version;
  const { unschedulable, ...spec } = node.spec ?? {};
  const closed = flagAt(plan, 'spec', 'cordon') === true || Object.hasOwn(plan.spec ?? {}, 'drain');
  const upgraded = /k3s-upgrade/.test(textAt(plan, 'spec', 'upgrade', 'image') ?? '');
  cluster.update(nodes, {
    ...node,
    metadata: { ...node.metadata, labels: { ...node.metadata.labels, [done(plan)]: hash } },
    spec: closed || unschedulable === undefined ? spec : { ...spec, unschedulable },
    status: {
      ...node.status,
      ...(upgraded ? { nodeInfo: { ...objectAt(node, 'status', 'nodeInfo'), kubeletVersion: version } } : {}),
    },
  });
  tell(cluster, plan, { component, reason: 'JobComplete', message: `Job completed on Node ${node.metadata.name}` });
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
