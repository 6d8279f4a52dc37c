import { flagAt, numberAt, objectAt, objectsAt, textAt, textsAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { jobs, nodes, plans, pods, secrets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { attendUpgrade, PLAN } from './attend-upgrade.ts';
import type { Condition } from './conditions.ts';
import { isTrue, withCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { hexOf } from './names.ts';
import { selects, sooner } from './pods.ts';

const component = 'system-upgrade-controller';
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
    } else next = sooner(next, attendUpgrade(cluster, plan, node, job, version));
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
