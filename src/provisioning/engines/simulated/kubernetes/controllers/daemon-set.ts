import { flagAt, labelsAt, numberAt, objectAt, objectsAt, textAt, valueAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { controllerRevisions, daemonSets, nodes, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { createPods, refusalMemory } from './create-pods.ts';
import { tell } from './events.ts';
import { Looked } from './looked.ts';
import { withMemory } from './memory.ts';
import { contentHash, suffix } from './names.ts';
import { byController, ownerReference } from './owned.ts';
import { tolerates, wantsNode } from './placement.ts';
import { availableFrom, isFinished, isReady, sooner } from './pods.ts';
import { portionOf } from './portion.ts';

const component = 'daemonset-controller';
const HASH = 'controller-revision-hash';
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';
const looked = new Looked();

/** One pod of each DaemonSet on every node that it may run on. */
export const daemonSetController: Controller = {
  name: component,
  watches: [daemonSets, nodes, pods],
  reconcile(cluster) {
    const owned = byController(cluster, pods);
    const machines = cluster.store.list(nodes);
    let next: number | undefined;
    for (const set of cluster.store.list(daemonSets)) {
      if (set.metadata.deletionTimestamp !== undefined) continue;
      const mine = owned.get(set.metadata.uid) ?? [];
      const moment = looked.at(set, [machines, ...mine], cluster.now, () => keep(cluster, set, mine));
      next = sooner(next, moment);
    }
    return next;
  },
};

/** What every pod of a DaemonSet bears: it stays where others are driven out. */
const tolerations: JsonObject[] = [
  ...['not-ready', 'unreachable'].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
  })),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoSchedule',
  })),
];

function keep(cluster: ControlledCluster, set: KubernetesObject, owned: KubernetesObject[]): number | undefined {
  const template = objectAt(set, 'spec', 'template');
  const hash = contentHash(template);
  set = revised(cluster, set, template, hash);
  const spec = podSpec(template);
  const eligible = cluster.store.list(nodes).filter((node) => mayRunOn({ ...set, spec }, node));
  const byNode = Map.groupBy(owned, nodeOf);
  // A pod that failed gives its place to a new one.
  for (const pod of owned.filter((each) => isFinished(each) && each.metadata.deletionTimestamp === undefined)) {
    remove(cluster, set, pod);
  }
  const misplaced = owned.filter((pod) => !eligible.some((node) => node.metadata.name === nodeOf(pod)));
  for (const pod of misplaced) {
    const node = cluster.store.get(nodes, undefined, nodeOf(pod));
    // Where new ones may not come, those that are there stay, unless they are driven out.
    const stays = node !== undefined && mayStayOn({ ...set, spec }, node);
    if (pod.metadata.deletionTimestamp === undefined && !stays) remove(cluster, set, pod);
  }

  const wishes = eligible
    .filter((node) => (byNode.get(node.metadata.name) ?? []).length === 0)
    .map((node) => ({
      name: `${set.metadata.name}-${suffix(5, set.metadata.uid, node.metadata.uid, cluster.now)}`,
      labels: { [HASH]: hash, 'pod-template-generation': set.metadata.annotations?.[TEMPLATE_GENERATION] ?? '1' },
      spec: { ...spec, affinity: affinityTo(spec, node.metadata.name) },
    }));
  const { made, refusal } = createPods(cluster, set, template, wishes, component);
  const mine = [...owned.filter((pod) => !misplaced.includes(pod)), ...made];
  roll(cluster, set, mine, hash, eligible.length);

  const moments = mine.map((pod) => availableFrom(pod, numberAt(set, 'spec', 'minReadySeconds') ?? 0, cluster));
  const available = moments.filter((moment) => moment !== undefined && moment <= cluster.now).length;
  const desired = eligible.length;
  cluster.update(daemonSets, {
    ...withMemory(set, refusalMemory(refusal)),
    status: {
      currentNumberScheduled: new Set(mine.map(nodeOf)).size,
      numberMisscheduled: misplaced.length,
      desiredNumberScheduled: desired,
      numberReady: mine.filter(isReady).length,
      observedGeneration: set.metadata.generation ?? 1,
      updatedNumberScheduled: mine.filter((pod) => pod.metadata.labels?.[HASH] === hash).length,
      ...(available > 0 ? { numberAvailable: available } : {}),
      ...(desired > available ? { numberUnavailable: desired - available } : {}),
    },
  });
  return [...moments, refusal?.retryAt].filter((at) => at !== undefined && at > cluster.now).reduce(sooner, undefined);
}

/** Keeps the template as a revision, to go back to; those of old templates stay, up to the limit. */
function revised(
  cluster: ControlledCluster,
  set: KubernetesObject,
  template: JsonObject,
  hash: string,
): KubernetesObject {
  const { namespace = '', name: setName } = set.metadata;
  const name = `${setName}-${hash}`;
  const mine = (byController(cluster, controllerRevisions).get(set.metadata.uid) ?? []).toSorted(
    (a, b) => Number(a['revision']) - Number(b['revision']),
  );
  const latest = Number(mine.at(-1)?.['revision'] ?? 0);
  const known = mine.find((revision) => revision.metadata.name === name);
  if (known && Number(known['revision']) === latest) return set;
  if (known) cluster.update(controllerRevisions, { ...known, revision: latest + 1 });
  else {
    cluster.create(controllerRevisions, {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name,
        namespace,
        labels: { ...labelsAt(template, 'metadata', 'labels'), [HASH]: hash },
        annotations: { [TEMPLATE_GENERATION]: String(latest + 1) },
        ownerReferences: [ownerReference(set)],
      },
      data: { spec: { template: { $patch: 'replace', ...template } } },
      revision: latest + 1,
    });
    const limit = numberAt(set, 'spec', 'revisionHistoryLimit') ?? 10;
    for (const old of mine.slice(0, Math.max(0, mine.length - limit))) {
      cluster.delete(controllerRevisions, namespace, old.metadata.name);
    }
  }
  const annotations = { ...set.metadata.annotations, [TEMPLATE_GENERATION]: String(latest + 1) };
  return cluster.update(daemonSets, { ...set, metadata: { ...set.metadata, annotations } });
}

function podSpec(template: JsonObject): JsonObject {
  const spec = objectAt(template, 'spec');
  const hostNetwork = flagAt(spec, 'hostNetwork') === true;
  const network = hostNetwork
    ? [{ key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule' }]
    : [];
  return { ...spec, tolerations: [...objectsAt(spec, 'tolerations'), ...tolerations, ...network] };
}

const mayRunOn = (set: KubernetesObject, node: KubernetesObject): boolean =>
  bearsTaints(set, node, 'NoSchedule', 'NoExecute');
const mayStayOn = (set: KubernetesObject, node: KubernetesObject): boolean => bearsTaints(set, node, 'NoExecute');

function bearsTaints(set: KubernetesObject, node: KubernetesObject, ...effects: string[]): boolean {
  return (
    wantsNode(set, node) &&
    objectsAt(node, 'spec', 'taints').every(
      (taint) =>
        !effects.includes(textAt(taint, 'effect') ?? '') || tolerates(objectsAt(set, 'spec', 'tolerations'), taint),
    )
  );
}

/** The node that a pod is meant for, also before it is placed. */
function nodeOf(pod: KubernetesObject): string {
  const placed = textAt(pod, 'spec', 'nodeName');
  if (placed !== undefined) return placed;
  const required = ['spec', 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'] as const;
  return textAt(pod, ...required, 'nodeSelectorTerms', 0, 'matchFields', 0, 'values', 0) ?? '';
}

function affinityTo(spec: JsonObject, node: string): JsonObject {
  const field = { key: 'metadata.name', operator: 'In', values: [node] };
  return {
    ...objectAt(spec, 'affinity'),
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [field] }] },
    },
  };
}

function remove(cluster: ControlledCluster, set: KubernetesObject, pod: KubernetesObject): void {
  cluster.delete(pods, pod.metadata.namespace, pod.metadata.name);
  tell(cluster, set, { component, reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}` });
}

/** Replaces pods of an older template, so many at a time. */
function roll(
  cluster: ControlledCluster,
  set: KubernetesObject,
  mine: KubernetesObject[],
  hash: string,
  desired: number,
): void {
  if (textAt(set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
  const portion = valueAt(set, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable') ?? 1;
  const unavailable = mine.filter((pod) => !isReady(pod) || pod.metadata.deletionTimestamp !== undefined).length;
  const old = mine.filter(
    (pod) => pod.metadata.labels?.[HASH] !== hash && pod.metadata.deletionTimestamp === undefined,
  );
  const broken = old.filter((pod) => !isReady(pod));
  let room = Math.max(1, portionOf(portion, desired, 'up')) - (unavailable - broken.length);
  for (const pod of [...broken, ...old.filter(isReady)]) {
    if (room <= 0) return;
    remove(cluster, set, pod);
    room -= 1;
  }
}
