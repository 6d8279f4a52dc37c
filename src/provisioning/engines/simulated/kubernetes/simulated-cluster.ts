import type { ObjectDraft } from '#src/cluster/index.ts';
import { textAt } from '#src/cluster/index.ts';

import { chance } from '../chance.ts';
import type { ControlledCluster, DeleteOptions } from './controllers/controller.ts';
import type { Kind } from './kinds/index.ts';
import { nodes } from './kinds/index.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { ObjectStore } from './object-store.ts';
import { ServedKinds } from './served-kinds.ts';
import type { ClusterState } from './writes/cluster-state.ts';
import { createObject } from './writes/create-object.ts';
import { deleteObject } from './writes/delete-object.ts';
import { draftOf } from './writes/draft.ts';
import { generationOf, putOrFinish } from './writes/replace-object.ts';

const SERVER = 'node-role.kubernetes.io/control-plane';

/** What a cluster is told about the VDC that it runs in. */
export interface ClusterFacts {
  ref: string;
  version: string;
  publicIp: string | undefined;
  /** The certificate of the API's authority. */
  authority: string;
  /** Decides what is left to chance. */
  seed: string;
  /** How much faster than usual everything goes. */
  speed: number;
}

/** The objects of one cluster with the means to change them: what the API and the controllers share. */
export class SimulatedCluster implements ControlledCluster, ClusterState {
  readonly store: ObjectStore;
  readonly kinds: ServedKinds;
  facts: ClusterFacts;
  now: number;

  constructor(facts: ClusterFacts, now: number, firstVersion: number) {
    this.facts = facts;
    this.now = now;
    this.store = new ObjectStore(firstVersion);
    this.kinds = new ServedKinds(this.store);
  }

  get ref(): string {
    return this.facts.ref;
  }

  /** What the first server runs: an upgrade replaces it in place. */
  get version(): string {
    const server = this.store.list(nodes).find((node) => node.metadata.labels?.[SERVER] !== undefined);
    return textAt(server, 'status', 'nodeInfo', 'kubeletVersion') ?? this.facts.version;
  }

  get publicIp(): string | undefined {
    return this.facts.publicIp;
  }

  get authority(): string {
    return this.facts.authority;
  }

  served(): readonly Kind[] {
    return this.kinds.all();
  }

  kind(apiVersion: string, kind: string): Kind | undefined {
    return this.kinds.byName(apiVersion, kind);
  }

  create(kind: Kind, draft: ObjectDraft): KubernetesObject {
    const { object } = draftOf(kind, { ...draft });
    return createObject(this, kind, object);
  }

  update(kind: Kind, object: KubernetesObject): KubernetesObject {
    const before = this.store.get(kind, object.metadata.namespace, object.metadata.name);
    if (!before) return object;
    const metadata = { ...object.metadata, ...generationOf(kind, before, object) };
    return putOrFinish(this, kind, { ...object, metadata });
  }

  delete(kind: Kind, namespace: string | undefined, name: string, options: DeleteOptions = {}): void {
    const object = this.store.get(kind, namespace, name);
    if (object) deleteObject(this, kind, object, options);
  }

  pace(milliseconds: number): number {
    return milliseconds / this.facts.speed;
  }

  chance(...keys: (string | number)[]): number {
    return chance(this.facts.seed, this.ref, ...keys);
  }
}
