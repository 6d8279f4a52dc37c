import type { VdcRecord } from '../vdc-record.ts';
import type { Kind } from './kinds/index.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { ObjectStore } from './object-store.ts';
import { vdcObjects } from './vdc-objects.ts';

/** The API's view of one VDC: its objects, kept true to the VDC's record. */
export interface VdcCluster {
  version: string;
  store: ObjectStore;
}

/** Clusters that nobody watches are forgotten beyond this number, and read anew when somebody asks. */
const MAX_IDLE = 200;

/** The clusters behind the API, read from the grid's records as they are asked for. */
export class Clusters {
  readonly #open = new Map<string, OpenCluster>();
  readonly #read: (ref: string) => Promise<VdcRecord | null>;
  readonly #now: () => number;

  constructor(read: (ref: string) => Promise<VdcRecord | null>, now: () => number) {
    this.#read = read;
    this.#now = now;
  }

  /** The cluster as it is now; null when there is no such VDC, or it has no API yet. */
  async open(ref: string): Promise<VdcCluster | null> {
    const record = await this.#read(ref);
    const objects = record ? vdcObjects(record, this.#now()) : [];
    if (!record || objects.length === 0) {
      this.#open.delete(ref);
      return null;
    }
    const cluster: OpenCluster = this.#open.get(ref) ?? {
      store: new ObjectStore(this.#now()),
      revision: 0,
      derived: new Map(),
    };
    // Of two reads at the same time, the older one may arrive last.
    if (record.revision >= cluster.revision) {
      cluster.revision = record.revision;
      follow(cluster.store, cluster.derived, objects);
    }
    this.#open.set(ref, cluster);
    this.#forgetIdle();
    return { version: record.version, store: cluster.store };
  }

  #forgetIdle(): void {
    for (const ref of this.#open.keys()) {
      if (this.#open.size <= MAX_IDLE) return;
      this.#open.delete(ref);
    }
  }
}

interface OpenCluster {
  store: ObjectStore;
  /** Of the record that it follows. */
  revision: number;
  derived: Map<string, Known>;
}

/** What the engine last said of an object. */
interface Known {
  kind: Kind;
  draft: KubernetesObject;
  text: string;
}

/** Puts what the engine says anew, and removes what it no longer says. What it never spoke of stays untouched. */
function follow(
  store: ObjectStore,
  derived: Map<string, Known>,
  objects: { kind: Kind; draft: KubernetesObject }[],
): void {
  const said = new Set<string>();
  for (const { kind, draft } of objects) {
    said.add(draft.metadata.uid);
    const text = JSON.stringify(draft);
    if (derived.get(draft.metadata.uid)?.text === text) continue;
    derived.set(draft.metadata.uid, { kind, draft, text });
    store.put(kind, draft);
  }
  for (const [uid, { kind, draft }] of derived) {
    if (said.has(uid)) continue;
    derived.delete(uid);
    store.remove(kind, draft.metadata.namespace, draft.metadata.name);
  }
}
