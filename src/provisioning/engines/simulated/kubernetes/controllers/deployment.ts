import { flagAt, labelsAt, numberAt, objectAt, textAt, valueAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { canonicalJson } from '../../../../plan-hash.ts';
import { deployments, replicaSets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { conditionOf, withCondition, withoutCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { Looked } from './looked.ts';
import { memoryOf, withMemory } from './memory.ts';
import { contentHash } from './names.ts';
import { byController, ownerReference } from './owned.ts';
import { sooner } from './pods.ts';
import { portionOf } from './portion.ts';

const component = 'deployment-controller';
const REVISION = 'deployment.kubernetes.io/revision';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAXIMUM = 'deployment.kubernetes.io/max-replicas';
const HASH = 'pod-template-hash';
const looked = new Looked();

/** Rolls Deployments out: a ReplicaSet for each template, from the old ones to the new one as the strategy allows. */
export const deploymentController: Controller = {
  name: component,
  watches: [deployments, replicaSets],
  reconcile(cluster) {
    const owned = byController(cluster, replicaSets);
    let next: number | undefined;
    for (const deployment of cluster.store.list(deployments)) {
      if (deployment.metadata.deletionTimestamp !== undefined) continue;
      const mine = owned.get(deployment.metadata.uid) ?? [];
      next = sooner(
        next,
        looked.at(deployment, mine, cluster.now, () => roll(cluster, deployment, mine)),
      );
    }
    return next;
  },
};

/** The new ReplicaSet, if it is there yet, and the others from old to young. */
interface Sets {
  fresh: KubernetesObject | undefined;
  old: KubernetesObject[];
}

function roll(cluster: ControlledCluster, deployment: KubernetesObject, owned: KubernetesObject[]): number | undefined {
  const paused = flagAt(deployment, 'spec', 'paused') === true;
  let sets = split(deployment, owned);
  if (!paused) sets = { ...sets, fresh: freshSet(cluster, deployment, sets) };
  sets = resized(cluster, deployment, sets);
  if (!paused) {
    sets =
      textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate'
        ? recreate(cluster, deployment, sets)
        : rollingUpdate(cluster, deployment, sets);
  }
  return writeStatus(cluster, deployment, sets, paused);
}

function split(deployment: KubernetesObject, owned: KubernetesObject[]): Sets {
  const wanted = canonicalJson(withoutHash(objectAt(deployment, 'spec', 'template')));
  const byAge = [...owned].sort((a, b) => revisionOf(a) - revisionOf(b));
  const fresh = byAge.find((set) => canonicalJson(withoutHash(objectAt(set, 'spec', 'template'))) === wanted);
  return { fresh, old: byAge.filter((set) => set !== fresh) };
}

function withoutHash(template: JsonObject): JsonObject {
  const { [HASH]: _, ...labels } = labelsAt(template, 'metadata', 'labels');
  return { ...template, metadata: { ...objectAt(template, 'metadata'), labels } };
}

const revisionOf = (set: KubernetesObject): number => Number(set.metadata.annotations?.[REVISION] ?? 0);
const wantedBy = (object: KubernetesObject): number => numberAt(object, 'spec', 'replicas') ?? 1;
const running = (set: KubernetesObject): number => numberAt(set, 'status', 'replicas') ?? 0;
const available = (set: KubernetesObject): number => numberAt(set, 'status', 'availableReplicas') ?? 0;
/** Whether any pod of it is left, going ones too. */
const isThere = (set: KubernetesObject): boolean =>
  running(set) + (numberAt(set, 'status', 'terminatingReplicas') ?? 0) > 0;
const sum = (sets: readonly KubernetesObject[], of: (set: KubernetesObject) => number): number =>
  sets.reduce((total, set) => total + of(set), 0);

function freshSet(cluster: ControlledCluster, deployment: KubernetesObject, { fresh, old }: Sets): KubernetesObject {
  const revision = String(Math.max(0, ...old.map(revisionOf)) + 1);
  if (fresh) {
    if (old.length === 0 || revisionOf(fresh) >= Number(revision)) return fresh;
    // An old template wanted again: its ReplicaSet becomes the newest, as after `kubectl rollout undo`.
    return cluster.update(replicaSets, annotated(fresh, { [REVISION]: revision }));
  }
  const template = objectAt(deployment, 'spec', 'template');
  const hash = contentHash([template, numberAt(deployment, 'status', 'collisionCount') ?? 0]);
  const name = `${deployment.metadata.name}-${hash}`;
  const labels = { ...labelsAt(template, 'metadata', 'labels'), [HASH]: hash };
  const replicas = newReplicas(deployment, undefined, old);
  const { maxSurge } = bounds(deployment);
  const minReadySeconds = numberAt(deployment, 'spec', 'minReadySeconds');
  const selector = objectAt(deployment, 'spec', 'selector');
  const { namespace } = deployment.metadata;
  const { ['kubectl.kubernetes.io/last-applied-configuration']: _, ...annotations } =
    withMemory(deployment, {}).metadata.annotations ?? {};
  const made = cluster.create(replicaSets, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: {
        ...annotations,
        [REVISION]: revision,
        [DESIRED]: String(wantedBy(deployment)),
        [MAXIMUM]: String(wantedBy(deployment) + maxSurge),
      },
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...labelsAt(selector, 'matchLabels'), [HASH]: hash } },
      template: { ...template, metadata: { ...objectAt(template, 'metadata'), labels } },
    },
  });
  if (replicas > 0) sayScaled(cluster, deployment, made, 0, replicas);
  return made;
}

function annotated(object: KubernetesObject, annotations: { [annotation: string]: string }): KubernetesObject {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
}

/** How many above and below what is wanted there may be during a rollout. */
function bounds(deployment: KubernetesObject): { maxSurge: number; maxUnavailable: number } {
  if (textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate') return { maxSurge: 0, maxUnavailable: 0 };
  const wanted = wantedBy(deployment);
  const rolling = objectAt(deployment, 'spec', 'strategy', 'rollingUpdate');
  const maxSurge = portionOf(valueAt(rolling, 'maxSurge') ?? '25%', wanted, 'up');
  const maxUnavailable = Math.min(portionOf(valueAt(rolling, 'maxUnavailable') ?? '25%', wanted, 'down'), wanted);
  // With neither there would be no way on.
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable };
}

function newReplicas(
  deployment: KubernetesObject,
  fresh: KubernetesObject | undefined,
  old: KubernetesObject[],
): number {
  const wanted = wantedBy(deployment);
  const now = fresh ? wantedBy(fresh) : 0;
  if (textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate') return old.some(isThere) ? now : wanted;
  const room = wanted + bounds(deployment).maxSurge - (sum(old, wantedBy) + now);
  return room <= 0 ? now : Math.min(wanted, now + room);
}

function scale(cluster: ControlledCluster, deployment: KubernetesObject, set: KubernetesObject, replicas: number) {
  const before = wantedBy(set);
  const wanted = wantedBy(deployment);
  const marked = annotated(set, {
    [DESIRED]: String(wanted),
    [MAXIMUM]: String(wanted + bounds(deployment).maxSurge),
  });
  const after = cluster.update(replicaSets, { ...marked, spec: { ...marked.spec, replicas } });
  if (before !== replicas) sayScaled(cluster, deployment, set, before, replicas);
  return after;
}

function sayScaled(
  cluster: ControlledCluster,
  deployment: KubernetesObject,
  set: KubernetesObject,
  before: number,
  after: number,
): void {
  const direction = after > before ? 'up' : 'down';
  const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${after}`;
  tell(cluster, deployment, { component, reason: 'ScalingReplicaSet', message });
}

/** A changed number of copies reaches the ReplicaSets in the proportion in which they stand. */
function resized(cluster: ControlledCluster, deployment: KubernetesObject, { fresh, old }: Sets): Sets {
  const wanted = wantedBy(deployment);
  const all = fresh ? [...old, fresh] : old;
  const active = all.filter((set) => wantedBy(set) > 0);
  const changed = active.some((set) => Number(set.metadata.annotations?.[DESIRED] ?? wanted) !== wanted);
  if (!changed) return { fresh, old };
  const only = active.length === 1 ? active[0] : undefined;
  const maximum = wanted > 0 ? wanted + bounds(deployment).maxSurge : 0;
  let left = maximum - sum(active, wantedBy);
  const after = new Map<KubernetesObject, KubernetesObject>();
  for (const set of [...active].sort((a, b) => wantedBy(b) - wantedBy(a))) {
    let replicas = wantedBy(set);
    if (only) {
      replicas = wanted;
    } else if (left !== 0) {
      const before = Number(set.metadata.annotations?.[MAXIMUM] ?? maximum) || maximum;
      const share = Math.round((replicas * maximum) / Math.max(1, before)) - replicas;
      const given = left > 0 ? Math.min(Math.max(share, 0), left) : Math.max(Math.min(share, 0), left, -replicas);
      replicas += given;
      left -= given;
    }
    after.set(set, scale(cluster, deployment, set, replicas));
  }
  const now = (set: KubernetesObject): KubernetesObject => after.get(set) ?? set;
  return { fresh: fresh && now(fresh), old: old.map(now) };
}

function recreate(cluster: ControlledCluster, deployment: KubernetesObject, { fresh, old }: Sets): Sets {
  const down = old.map((set) => (wantedBy(set) > 0 ? scale(cluster, deployment, set, 0) : set));
  if (!fresh || down.some(isThere)) return { fresh, old: down };
  return { fresh: scale(cluster, deployment, fresh, wantedBy(deployment)), old: down };
}

function rollingUpdate(cluster: ControlledCluster, deployment: KubernetesObject, { fresh, old }: Sets): Sets {
  if (!fresh) return { fresh, old };
  const wanted = wantedBy(deployment);
  const size = wantedBy(fresh) > wanted ? wanted : newReplicas(deployment, fresh, old);
  const grown = scale(cluster, deployment, fresh, size);
  const minAvailable = wanted - bounds(deployment).maxUnavailable;
  const newUnavailable = wantedBy(grown) - available(grown);
  let budget = sum(old, wantedBy) + wantedBy(grown) - minAvailable - newUnavailable;
  // First those that do not serve anyway, then as many of those that do as the strategy allows.
  let after = old.map((set) => {
    const broken = Math.min(wantedBy(set) - available(set), Math.max(0, budget));
    if (wantedBy(set) === 0 || broken <= 0) return set;
    budget -= broken;
    return scale(cluster, deployment, set, wantedBy(set) - broken);
  });
  let spare = sum(after, available) + available(grown) - minAvailable;
  after = after.map((set) => {
    const down = Math.min(wantedBy(set), Math.max(0, spare));
    if (down <= 0) return set;
    spare -= down;
    return scale(cluster, deployment, set, wantedBy(set) - down);
  });
  return { fresh: grown, old: after };
}

function writeStatus(
  cluster: ControlledCluster,
  deployment: KubernetesObject,
  { fresh, old }: Sets,
  paused: boolean,
): number | undefined {
  const all = fresh ? [...old, fresh] : old;
  const wanted = wantedBy(deployment);
  const counts = {
    replicas: sum(all, running),
    updatedReplicas: fresh ? running(fresh) : 0,
    readyReplicas: sum(all, (set) => numberAt(set, 'status', 'readyReplicas') ?? 0),
    availableReplicas: sum(all, available),
  };
  const unavailable = Math.max(0, sum(all, wantedBy) - counts.availableReplicas);
  const enough = counts.availableReplicas >= wanted - bounds(deployment).maxUnavailable;
  let conditions = withCondition(
    deployment.status,
    enough
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
    cluster.now,
    { lastUpdateTime: stamp(deployment, 'Available', enough ? 'True' : 'False', cluster.now) },
  );
  const failure = all
    .map((set) => conditionOf(set, 'ReplicaFailure'))
    .find((condition) => condition?.['status'] === 'True');
  conditions = failure
    ? withCondition(
        { conditions },
        { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: textAt(failure, 'message') ?? '' },
        cluster.now,
        { lastUpdateTime: stamp(deployment, 'ReplicaFailure', 'True', cluster.now) },
      )
    : withoutCondition({ conditions }, 'ReplicaFailure');

  const complete =
    fresh !== undefined &&
    counts.updatedReplicas === wanted &&
    counts.replicas === wanted &&
    counts.availableReplicas === wanted;
  const progress = progressOf(cluster, deployment, fresh, { ...counts, complete, paused });
  if (progress.condition) {
    const { reason } = progress.condition;
    const same = reason === textAt(conditionOf(deployment, 'Progressing'), 'reason');
    const kept = same ? textAt(conditionOf(deployment, 'Progressing'), 'lastUpdateTime') : undefined;
    conditions = withCondition({ conditions }, progress.condition, cluster.now, {
      lastUpdateTime: progress.moved || kept === undefined ? kubernetesTime(cluster.now) : kept,
    });
  }
  const positive = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  const revision = fresh?.metadata.annotations?.[REVISION];
  cluster.update(deployments, {
    ...withMemory(
      revision === undefined ? deployment : annotated(deployment, { [REVISION]: revision }),
      progress.memory,
    ),
    status: {
      observedGeneration: deployment.metadata.generation ?? 1,
      ...positive,
      terminatingReplicas: sum(all, (set) => numberAt(set, 'status', 'terminatingReplicas') ?? 0),
      ...(unavailable > 0 ? { unavailableReplicas: unavailable } : {}),
      conditions,
    },
  });
  if (complete) forget(cluster, deployment, old);
  return progress.next;
}

function stamp(deployment: KubernetesObject, type: string, status: string, now: number): string {
  const before = conditionOf(deployment, type);
  const same = before?.['status'] === status ? textAt(before, 'lastUpdateTime') : undefined;
  return same ?? kubernetesTime(now);
}

interface Counts {
  replicas: number;
  updatedReplicas: number;
  readyReplicas: number;
  availableReplicas: number;
  complete: boolean;
  paused: boolean;
}

/** How the rollout gets on, remembered with the moment of its last step: standing still too long is a failure. */
function progressOf(
  cluster: ControlledCluster,
  deployment: KubernetesObject,
  fresh: KubernetesObject | undefined,
  counts: Counts,
) {
  const memory = memoryOf(deployment);
  const before = textAt(conditionOf(deployment, 'Progressing'), 'reason');
  const type = 'Progressing';
  if (counts.paused) {
    return {
      condition: { type, status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' } as const,
      memory: {},
      next: undefined,
      moved: before !== 'DeploymentPaused',
    };
  }
  const name = fresh?.metadata.name ?? '';
  if (counts.complete) {
    const message = `ReplicaSet "${name}" has successfully progressed.`;
    return {
      condition: { type, status: 'True', reason: 'NewReplicaSetAvailable', message } as const,
      memory: {},
      next: undefined,
      moved: before !== 'NewReplicaSetAvailable',
    };
  }
  const at = `${name} ${counts.updatedReplicas} ${counts.readyReplicas} ${counts.availableReplicas} ${counts.replicas - counts.updatedReplicas}`;
  // A finished rollout that loses pods afterwards is not a rollout: it stays finished.
  const rolling =
    textAt(memory, 'at') !== undefined ||
    before !== 'NewReplicaSetAvailable' ||
    counts.updatedReplicas !== wantedBy(deployment) ||
    counts.replicas !== counts.updatedReplicas;
  if (!rolling) return { condition: undefined, memory: {}, next: undefined, moved: false };
  const forward = forwardFrom(textAt(memory, 'at'), counts, name);
  const since = forward ? cluster.now : (numberAt(memory, 'since') ?? cluster.now);
  const deadline = since + cluster.pace((numberAt(deployment, 'spec', 'progressDeadlineSeconds') ?? 600) * 1_000);
  const late = cluster.now >= deadline;
  const first =
    counts.updatedReplicas === 0 &&
    (before === undefined || before === 'NewReplicaSetCreated' || textAt(memory, 'at')?.split(' ')[0] !== name);
  return {
    condition: late
      ? ({
          type,
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
          message: `ReplicaSet "${name}" has timed out progressing.`,
        } as const)
      : ({
          type,
          status: 'True',
          ...(first
            ? { reason: 'NewReplicaSetCreated', message: `Created new replica set "${name}"` }
            : { reason: 'ReplicaSetUpdated', message: `ReplicaSet "${name}" is progressing.` }),
        } as const),
    memory: { at, since },
    next: late ? undefined : deadline,
    moved: forward || (late && before !== 'ProgressDeadlineExceeded'),
  };
}

/** Whether more is updated, ready or available than before, or less of the old is left. */
function forwardFrom(before: string | undefined, counts: Counts, name: string): boolean {
  const [set, updated, ready, availableBefore, old] = (before ?? '').split(' ');
  return (
    set !== name ||
    counts.updatedReplicas > Number(updated) ||
    counts.readyReplicas > Number(ready) ||
    counts.availableReplicas > Number(availableBefore) ||
    counts.replicas - counts.updatedReplicas < Number(old)
  );
}

/** Old ReplicaSets beyond the history limit go. */
function forget(cluster: ControlledCluster, deployment: KubernetesObject, old: KubernetesObject[]): void {
  const limit = numberAt(deployment, 'spec', 'revisionHistoryLimit') ?? 10;
  const empty = old.filter((set) => wantedBy(set) === 0 && running(set) === 0);
  for (const set of empty.slice(0, Math.max(0, empty.length - limit))) {
    cluster.delete(replicaSets, set.metadata.namespace, set.metadata.name);
  }
}
