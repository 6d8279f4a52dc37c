import type { ObservedKind, RemedyChanges, Snapshot } from '#src/cluster/diagnosis/index.ts';
import { mergePatch, type ObjectDraft, type ObjectReference, referenceTo } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { BreakableCluster } from './kubernetes/controllers/breakable-cluster.ts';
import { apiVersionOf, type Kind } from './kubernetes/kinds/index.ts';
import type { KubernetesObject } from './kubernetes/kubernetes-object.ts';

/** A picture of a cluster on which changes are noted and not made: they are planned, shown and undone like all others. */
export class NotedCluster implements BreakableCluster {
  readonly #snapshot: Snapshot;
  readonly #patches: { reference: ObjectReference; patch: JsonObject }[] = [];
  readonly #objects: ObjectDraft[] = [];
  readonly #deletes: ObjectReference[] = [];

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  readonly store: BreakableCluster['store'] = {
    get: (kind, namespace, name) => this.store.list(kind, namespace).find((object) => object.metadata.name === name),
    list: (kind, namespace) =>
      (this.#snapshot.all(kind.kind as ObservedKind) as unknown as KubernetesObject[]).filter(
        ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
      ),
  };

  update(kind: Kind, object: KubernetesObject): KubernetesObject {
    const { namespace, name } = object.metadata;
    const before = this.store.get(kind, namespace, name);
    if (before) this.#patches.push({ reference: referenceTo(before), patch: mergePatch(before, object) });
    return object;
  }

  create(_kind: Kind, draft: ObjectDraft): KubernetesObject {
    this.#objects.push(draft);
    return draft as unknown as KubernetesObject;
  }

  delete(kind: Kind, namespace: string | undefined, name: string): void {
    const reference = { apiVersion: apiVersionOf(kind), kind: kind.kind, name };
    this.#deletes.push({ ...reference, ...(namespace === undefined ? {} : { namespace }) });
  }

  /** What was noted. */
  changes(): RemedyChanges {
    return { patches: this.#patches, objects: this.#objects, deletes: this.#deletes };
  }
}
