import type { ClusterObject, ObjectDraft } from '#src/cluster/index.ts';
import { textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { chance } from '#src/provisioning/engines/simulated/chance.ts';
import { customKinds } from '#src/provisioning/engines/simulated/kubernetes/admission/custom-kinds.ts';
import { ApiError } from '#src/provisioning/engines/simulated/kubernetes/api-error.ts';
import type { ControlledCluster } from '#src/provisioning/engines/simulated/kubernetes/controllers/controller.ts';
import { controllers } from '#src/provisioning/engines/simulated/kubernetes/controllers/index.ts';
import type { Kind } from '#src/provisioning/engines/simulated/kubernetes/kinds/index.ts';
import * as allKinds from '#src/provisioning/engines/simulated/kubernetes/kinds/index.ts';
import type { KubernetesObject } from '#src/provisioning/engines/simulated/kubernetes/kubernetes-object.ts';
import { kubernetesTime, uidOf } from '#src/provisioning/engines/simulated/kubernetes/kubernetes-object.ts';
import { ObjectStore } from '#src/provisioning/engines/simulated/kubernetes/object-store.ts';
import { ServedKinds } from '#src/provisioning/engines/simulated/kubernetes/served-kinds.ts';

/** A cluster in which only the controllers live: no API, no Redis, and a clock that stands until it is moved. */
export interface PlayedCluster {
  readonly cluster: ControlledCluster;
  readonly now: number;
  /** As a person's apply, from a manifest. */
  apply(manifest: JsonObject): KubernetesObject;
  change(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    change: (object: KubernetesObject) => KubernetesObject,
  ): void;
  remove(kind: Kind, namespace: string | undefined, name: string): void;
  get(kind: Kind, namespace: string | undefined, name: string): KubernetesObject;
  list(kind: Kind, namespace?: string): readonly KubernetesObject[];
  /** Lets so many seconds pass, from wake-up to wake-up. */
  pass(seconds: number): void;
  /** The wake-ups that were played. */
  readonly rounds: number;
  /** When something happens next by itself. */
  readonly next: number | undefined;
  /** `Warning Failed Error: ErrImagePull` of all events on an object. */
  eventsOf(name: string): string[];
}

export function playedCluster(
  options: { speed?: number; nodes?: number; memory?: string; from?: number } = {},
): PlayedCluster {
  const { speed = 1, nodes = 3, memory = '4194304Ki' } = options;
  let now = options.from ?? Date.parse('2026-11-21T12:00:00Z');
  const store = new ObjectStore(1);
  const kinds = new ServedKinds(store);
  const changed = new Set<string>();
  const wakeUps = new Map<string, number>();
  let rounds = 0;
  store.subscribe(({ collection }) => changed.add(collection));
  const collectionOf = (kind: Kind) => `${kind.group}/${kind.plural}`;
  const refuseAdmission = (kind: Kind, draft: ObjectDraft) => {
    if (kind.kind !== 'Pod') return;
    const quota = store.list(allKinds.resourceQuotas, draft.metadata.namespace)[0];
    const hard = (quota?.spec?.['hard'] as { pods?: string } | undefined)?.pods;
    const used = store.list(allKinds.pods, draft.metadata.namespace).length;
    if (quota && hard !== undefined && used >= Number(hard)) {
      const message = `pods "${draft.metadata.name}" is forbidden: exceeded quota: ${quota.metadata.name}, requested: pods=1, used: pods=${used}, limited: pods=${hard}`;
      throw new ApiError(403, 'Forbidden', message);
    }
  };
  const cluster: ControlledCluster = {
    ref: 'sim-test',
    version: 'v1.36.3+k3s1',
    publicIp: '192.0.2.16',
    authority: '',
    served: () => kinds.all(),
    get now() {
      return now;
    },
    store,
    kind: (apiVersion, kind) => kinds.byName(apiVersion, kind),
    create(kind, draft) {
      refuseAdmission(kind, draft);
      const name = draft.metadata.name;
      if (store.get(kind, draft.metadata.namespace, name)) {
        throw new ApiError(409, 'AlreadyExists', `${kind.plural} "${name}" already exists`);
      }
      const uid = uidOf(kind.kind, draft.metadata.namespace ?? '', name, String(now));
      const metadata = {
        creationTimestamp: kubernetesTime(now),
        uid,
        ...(kind.counted ? { generation: 1 } : {}),
        ...draft.metadata,
      };
      return store.put(kind, { ...draft, metadata: { ...metadata, name } } as KubernetesObject);
    },
    update(kind, object) {
      const before = store.get(kind, object.metadata.namespace, object.metadata.name);
      const { generation = 1 } = before?.metadata ?? {};
      const grown = kind.counted && JSON.stringify(before?.spec) !== JSON.stringify(object.spec);
      const metadata = kind.counted
        ? { ...object.metadata, generation: grown ? generation + 1 : generation }
        : object.metadata;
      return store.put(kind, { ...object, metadata });
    },
    delete(kind, namespace, name, given = {}) {
      const object = store.get(kind, namespace, name);
      if (!object) return;
      const bound = kind.kind === 'Pod' && (object.spec?.['nodeName'] ?? '') !== '';
      if (bound && given.graceSeconds !== 0) {
        const grace = given.graceSeconds ?? Number(object.spec?.['terminationGracePeriodSeconds'] ?? 30);
        if (object.metadata.deletionTimestamp !== undefined) return;
        const deletionTimestamp = kubernetesTime(now + grace * 1_000);
        store.put(kind, {
          ...object,
          metadata: { ...object.metadata, deletionTimestamp, deletionGracePeriodSeconds: grace },
        });
        return;
      }
      if ((object.metadata.finalizers ?? []).length > 0) {
        store.put(kind, { ...object, metadata: { ...object.metadata, deletionTimestamp: kubernetesTime(now) } });
        return;
      }
      store.remove(kind, namespace, name);
      for (const other of allKinds.builtInKinds) {
        for (const child of store.list(other)) {
          const owned = child.metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid);
          if (owned) cluster.delete(other, child.metadata.namespace, child.metadata.name);
        }
      }
    },
    pace: (milliseconds) => milliseconds / speed,
    chance: (...keys) => chance('seed', ...keys),
  };

  function settle(): void {
    for (let round = 0; changed.size > 0 || [...wakeUps.values()].some((at) => at <= now); round++) {
      if (round > 300) throw new Error(`The controllers do not come to rest: ${[...changed].join(', ')}`);
      rounds++;
      const woken = new Set(changed);
      changed.clear();
      for (const controller of [customKinds, ...controllers]) {
        const due = (wakeUps.get(controller.name) ?? Infinity) <= now;
        const { watches } = controller;
        const seen = (kind: Kind) => woken.has(collectionOf(kind)) || changed.has(collectionOf(kind));
        if (!due && watches !== 'all' && !watches.some(seen)) continue;
        wakeUps.delete(controller.name);
        const next = controller.reconcile(cluster);
        if (next !== undefined) wakeUps.set(controller.name, Math.max(next, now + 1));
      }
    }
  }
  const nextWakeUp = () => (wakeUps.size === 0 ? undefined : Math.min(...wakeUps.values()));

  const played: PlayedCluster = {
    cluster,
    get now() {
      return now;
    },
    get rounds() {
      return rounds;
    },
    get next() {
      return nextWakeUp();
    },
    apply(manifest) {
      const draft = manifest as unknown as ClusterObject;
      const kind = cluster.kind(draft.apiVersion, draft.kind);
      if (!kind) throw new Error(`no kind ${draft.apiVersion} ${draft.kind}`);
      const namespace = kind.namespaced ? (draft.metadata.namespace ?? 'default') : undefined;
      const before = store.get(kind, namespace, draft.metadata.name);
      const metadata = { ...draft.metadata, ...(namespace === undefined ? {} : { namespace }) };
      const { status, ...wanted } = draft;
      const object = before
        ? cluster.update(kind, {
            ...before,
            ...wanted,
            metadata: { ...before.metadata, ...metadata },
          })
        : cluster.create(kind, { ...wanted, ...(status === undefined ? {} : { status }), metadata });
      settle();
      return object;
    },
    change(kind, namespace, name, change) {
      cluster.update(kind, change(played.get(kind, namespace, name)));
      settle();
    },
    remove(kind, namespace, name) {
      cluster.delete(kind, namespace, name);
      settle();
    },
    get(kind, namespace, name) {
      const object = store.get(kind, namespace, name);
      if (!object) throw new Error(`There is no ${kind.kind} ${name}`);
      return object;
    },
    list: (kind, namespace) => store.list(kind, namespace),
    pass(seconds) {
      const until = now + seconds * 1_000;
      settle();
      for (let next = nextWakeUp(); next !== undefined && next <= until; next = nextWakeUp()) {
        now = Math.max(now, next);
        settle();
      }
      now = until;
      settle();
    },
    eventsOf: (name) =>
      store
        .list(allKinds.events)
        .filter((event) => (event['involvedObject'] as { name?: string }).name === name)
        .map((event) => ['type', 'reason', 'message'].map((field) => textAt(event, field)).join(' ')),
  };

  for (const namespace of ['default', 'kube-system']) {
    cluster.create(allKinds.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: { 'kubernetes.io/metadata.name': namespace } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  }
  for (let index = 0; index < nodes; index++) cluster.create(allKinds.nodes, nodeNamed(index, memory));
  settle();
  return played;
}

function nodeNamed(index: number, memory: string): ObjectDraft {
  const name = index === 0 ? 'controller-1' : `worker-${index}`;
  const condition = (type: string, status: string, reason: string) => ({ type, status, reason });
  const capacity = { cpu: '2', memory, 'ephemeral-storage': '52428800Ki', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...(index === 0 ? { 'node-role.kubernetes.io/control-plane': 'true' } : {}),
      },
    },
    spec: { podCIDR: `10.42.${index}.0/24` },
    status: {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: 'InternalIP', address: `10.200.0.${index + 2}` },
        ...(index === 0 ? [{ type: 'ExternalIP', address: '192.0.2.16' }] : []),
      ],
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
        condition('Ready', 'True', 'KubeletReady'),
      ],
      nodeInfo: { kubeletVersion: 'v1.36.3+k3s1', architecture: 'amd64' },
    },
  };
}
