import { flagAt, labelsAt, numberAt, objectAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { canonicalJson } from '../../../../plan-hash.ts';
import { deployments, replicaSets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { writeStatus } from './deployment-status.ts';
import { tell } from './events.ts';
import { Looked } from './looked.ts';
import { withMemory } from './memory.ts';
import { contentHash } from './names.ts';
import { byController, ownerReference } from './owned.ts';
import { sooner } from './pods.ts';
import { annotated, available, bounds, isThere, REVISION, type Sets, sum, wantedBy } from './rollout-sets.ts';

const component = 'deployment-controller';
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
