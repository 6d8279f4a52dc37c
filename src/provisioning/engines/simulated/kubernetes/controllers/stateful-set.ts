import { labelsAt, numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { canonicalJson } from '../../../../plan-hash.ts';
import { controllerRevisions, persistentVolumeClaims, pods, statefulSets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import type { Refusal } from './create-pods.ts';
import { createPods, refusalMemory } from './create-pods.ts';
import { tell } from './events.ts';
import { Looked } from './looked.ts';
import { withMemory } from './memory.ts';
import { contentHash } from './names.ts';
import { byController, ownerReference } from './owned.ts';
import { availableFrom, isFinished, isReady, sooner } from './pods.ts';

const component = 'statefulset-controller';
/** On pods: the name of their revision. */
const HASH = 'controller-revision-hash';
/** On revisions. */
const REVISION_HASH = 'controller.kubernetes.io/hash';
const looked = new Looked();

/** Copies with names, in order: each waits for the one before it, and a broken one holds up the rest. */
export const statefulSetController: Controller = {
  name: component,
  watches: [statefulSets, pods, persistentVolumeClaims],
  reconcile(cluster) {
    const owned = byController(cluster, pods);
    const revisions = byController(cluster, controllerRevisions);
    let next: number | undefined;
    for (const set of cluster.store.list(statefulSets)) {
      if (set.metadata.deletionTimestamp !== undefined) continue;
      const [mine, known] = [owned.get(set.metadata.uid) ?? [], revisions.get(set.metadata.uid) ?? []];
      const moment = looked.at(set, [...mine, null, ...known], cluster.now, () => keep(cluster, set, mine, known));
      next = sooner(next, moment);
    }
    return next;
  },
};

interface Work {
  cluster: ControlledCluster;
  set: KubernetesObject;
  /** By ordinal. */
  pods: Map<number, KubernetesObject>;
  wanted: number;
  first: number;
  current: Revision;
  update: Revision;
  parallel: boolean;
  refusal?: Refusal;
  next: number | undefined;
}

interface Revision {
  name: string;
  template: JsonObject;
}

function keep(
  cluster: ControlledCluster,
  set: KubernetesObject,
  owned: KubernetesObject[],
  revisions: KubernetesObject[],
): number | undefined {
  const update = updateRevision(cluster, set, revisions);
  const work: Work = {
    cluster,
    set,
    pods: new Map(owned.map((pod) => [ordinalOf(pod), pod])),
    wanted: numberAt(set, 'spec', 'replicas') ?? 1,
    first: numberAt(set, 'spec', 'ordinals', 'start') ?? 0,
    update,
    current: currentRevision(set, revisions, update),
    parallel: textAt(set, 'spec', 'podManagementPolicy') === 'Parallel',
    next: undefined,
  };
  if (fill(work) && shrink(work)) roll(work);
  writeStatus(work);
  return sooner(work.next, work.refusal?.retryAt);
}

const ordinalOf = (pod: KubernetesObject): number => Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? 0);

function updateRevision(cluster: ControlledCluster, set: KubernetesObject, revisions: KubernetesObject[]): Revision {
  const template = objectAt(set, 'spec', 'template');
  const text = canonicalJson(template);
  const byAge = [...revisions].sort((a, b) => Number(a['revision'] ?? 0) - Number(b['revision'] ?? 0));
  const latest = Number(byAge.at(-1)?.['revision'] ?? 0);
  const known = byAge.find((revision) => canonicalJson(templateOf(revision)) === text);
  const hash = contentHash([set.metadata.uid, template]);
  const name = `${set.metadata.name}-${hash}`;
  if (known) {
    // An old template wanted again becomes the newest revision.
    if (Number(known['revision']) < latest) cluster.update(controllerRevisions, { ...known, revision: latest + 1 });
    return { name: known.metadata.name, template };
  }
  cluster.create(controllerRevisions, {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      namespace: set.metadata.namespace ?? '',
      labels: { ...labelsAt(template, 'metadata', 'labels'), [REVISION_HASH]: hash },
      ownerReferences: [ownerReference(set)],
    },
    data: { spec: { template: { $patch: 'replace', ...template } } },
    revision: latest + 1,
  });
  const limit = numberAt(set, 'spec', 'revisionHistoryLimit') ?? 10;
  const live = textAt(set, 'status', 'currentRevision');
  for (const old of byAge.slice(0, Math.max(0, byAge.length - limit))) {
    if (old.metadata.name !== live) cluster.delete(controllerRevisions, old.metadata.namespace, old.metadata.name);
  }
  return { name, template };
}

function templateOf(revision: KubernetesObject): JsonObject {
  const { $patch: _, ...template } = objectAt(revision, 'data', 'spec', 'template');
  return template;
}

function currentRevision(set: KubernetesObject, revisions: readonly KubernetesObject[], update: Revision): Revision {
  const name = textAt(set, 'status', 'currentRevision');
  const kept = revisions.find((revision) => revision.metadata.name === name);
  if (!kept || name === update.name) return update;
  return { name: kept.metadata.name, template: templateOf(kept) };
}

/** Makes the missing ones from the first on; true when all are there and, where order counts, ready. */
function fill(work: Work): boolean {
  const { parallel } = work;
  let whole = true;
  for (let ordinal = work.first; ordinal < work.first + work.wanted; ordinal++) {
    const pod = work.pods.get(ordinal);
    if (pod && isFinished(pod) && pod.metadata.deletionTimestamp === undefined) {
      remove(work, pod, 'is recreating failed');
      return false;
    }
    if (!pod) {
      const made = make(work, ordinal);
      if (!made) return false;
      work.pods.set(ordinal, made);
    }
    const there = work.pods.get(ordinal);
    if (!there || !isAvailable(work, there)) {
      whole = false;
      if (!parallel) return false;
    }
  }
  return whole || parallel;
}

function isAvailable(work: Work, pod: KubernetesObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  const from = availableFrom(pod, numberAt(work.set, 'spec', 'minReadySeconds') ?? 0, work.cluster);
  if (from !== undefined && from > work.cluster.now) work.next = sooner(work.next, from);
  return from !== undefined && from <= work.cluster.now;
}

function make(work: Work, ordinal: number): KubernetesObject | undefined {
  const { cluster, set } = work;
  const name = `${set.metadata.name}-${ordinal}`;
  const partition = numberAt(set, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
  // Those before the partition, or before the update has reached them, come back as they were.
  const reached = [...work.pods.values()].some(
    (pod) => ordinalOf(pod) <= ordinal && pod.metadata.labels?.[HASH] === work.update.name,
  );
  const settled = textAt(set, 'status', 'currentRevision') === undefined || work.current.name === work.update.name;
  const revision =
    settled || (ordinal >= partition && (reached || rolledDownTo(work) <= ordinal)) ? work.update : work.current;
  const claims = claimsOf(work, ordinal);
  const template = revision.template;
  const volumes = [
    ...objectsAt(template, 'spec', 'volumes').filter(
      (volume) => !claims.some(({ volume: own }) => own === volume['name']),
    ),
    ...claims.map(({ volume, claim }) => ({ name: volume, persistentVolumeClaim: { claimName: claim } })),
  ];
  const serviceName = textAt(set, 'spec', 'serviceName');
  const created = createPods(
    cluster,
    set,
    template,
    [
      {
        name,
        labels: {
          [HASH]: revision.name,
          'statefulset.kubernetes.io/pod-name': name,
          'apps.kubernetes.io/pod-index': String(ordinal),
        },
        spec: {
          hostname: name,
          ...(serviceName ? { subdomain: serviceName } : {}),
          ...(volumes.length > 0 ? { volumes } : {}),
        },
      },
    ],
    component,
    {
      created: () => `Create Pod ${name} in StatefulSet ${set.metadata.name} successful`,
      refused: (_, why) => `Create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${why}`,
    },
  );
  if (created.refusal) work.refusal = created.refusal;
  return created.made[0];
}

/** How far down a rolling update has come: the lowest ordinal that it may have taken. */
function rolledDownTo(work: Work): number {
  for (let ordinal = work.first + work.wanted - 1; ordinal >= work.first; ordinal--) {
    const pod = work.pods.get(ordinal);
    if (pod && pod.metadata.labels?.[HASH] !== work.update.name) return ordinal + 1;
  }
  return work.first;
}

function claimsOf(work: Work, ordinal: number): { volume: string; claim: string }[] {
  const { cluster, set } = work;
  const { namespace = '' } = set.metadata;
  return objectsAt(set, 'spec', 'volumeClaimTemplates').map((template) => {
    const volume = textAt(template, 'metadata', 'name') ?? '';
    const claim = `${volume}-${set.metadata.name}-${ordinal}`;
    if (!cluster.store.get(persistentVolumeClaims, namespace, claim)) {
      cluster.create(persistentVolumeClaims, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: claim,
          namespace,
          labels: { ...labelsAt(set, 'spec', 'selector', 'matchLabels'), ...labelsAt(template, 'metadata', 'labels') },
        },
        spec: objectAt(template, 'spec'),
      });
      const whole = `Claim ${claim} Pod ${set.metadata.name}-${ordinal} in StatefulSet ${set.metadata.name} success`;
      tell(cluster, set, { component, reason: 'SuccessfulCreate', message: `Create ${whole}` });
    }
    return { volume, claim };
  });
}

/** Takes those away that are too many, the last first; true when none are. */
function shrink(work: Work): boolean {
  const extra = [...work.pods.keys()]
    .filter((ordinal) => ordinal >= work.first + work.wanted || ordinal < work.first)
    .sort((a, b) => b - a);
  for (const ordinal of extra) {
    const pod = work.pods.get(ordinal);
    if (!pod) continue;
    if (pod.metadata.deletionTimestamp === undefined) remove(work, pod, 'successful');
    if (!work.parallel) return false;
  }
  return extra.length === 0;
}

/** The rolling update: from the last to the first, each only when the one before it is ready again. */
function roll(work: Work): void {
  if (textAt(work.set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
  const partition = numberAt(work.set, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
  for (let ordinal = work.first + work.wanted - 1; ordinal >= Math.max(work.first, partition); ordinal--) {
    const pod = work.pods.get(ordinal);
    if (!pod) return;
    if (pod.metadata.labels?.[HASH] !== work.update.name) {
      if (pod.metadata.deletionTimestamp === undefined) remove(work, pod, 'successful');
      return;
    }
    if (!isAvailable(work, pod)) return;
  }
}

function remove({ cluster, set }: Work, pod: KubernetesObject, how: string): void {
  cluster.delete(pods, pod.metadata.namespace, pod.metadata.name);
  const name = set.metadata.name;
  const told =
    how === 'successful'
      ? { reason: 'SuccessfulDelete', message: `Delete Pod ${pod.metadata.name} in StatefulSet ${name} successful` }
      : {
          type: 'Warning' as const,
          reason: 'RecreatingFailedPod',
          message: `StatefulSet ${set.metadata.namespace ?? ''}/${name} ${how} Pod ${pod.metadata.name}`,
        };
  tell(cluster, set, { component, ...told });
}

function writeStatus(work: Work): void {
  const { cluster, set, update } = work;
  const all = [...work.pods.values()];
  const present = all.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const updated = present.filter((pod) => pod.metadata.labels?.[HASH] === update.name).length;
  const done = updated === work.wanted && present.filter(isReady).length === work.wanted && all.length === work.wanted;
  const current = done ? update : work.current;
  cluster.update(statefulSets, {
    ...withMemory(set, refusalMemory(work.refusal)),
    status: {
      observedGeneration: set.metadata.generation ?? 1,
      replicas: all.length,
      readyReplicas: present.filter(isReady).length,
      availableReplicas: present.filter((pod) => isAvailable(work, pod)).length,
      currentReplicas: present.filter((pod) => pod.metadata.labels?.[HASH] === current.name).length,
      updatedReplicas: updated,
      currentRevision: current.name,
      updateRevision: update.name,
      collisionCount: 0,
    },
  });
}
