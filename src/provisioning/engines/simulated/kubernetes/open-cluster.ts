import type { Derived } from './base/builder.ts';
import { ClusterRunner } from './cluster-runner.ts';
import type { Controller } from './controllers/controller.ts';
import type { Changes, KeptCluster, KeptObjects } from './kept-objects.ts';
import { objectField, saidField } from './kept-objects.ts';
import { events } from './kinds/index.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { mergePatch, mergePatchBetween } from './patch/merge-patch.ts';
import type { ClusterFacts } from './simulated-cluster.ts';
import { SimulatedCluster } from './simulated-cluster.ts';

/** Beyond it people can add nothing to one cluster. Events come and go by themselves. */
const MAX_OBJECTS = 2_000;

/** One cluster in memory: its objects, what moves them, and what of them is not kept yet. */
export class OpenCluster {
  readonly cluster: SimulatedCluster;
  readonly #runner: ClusterRunner;
  readonly #kept: KeptObjects;
  /** What the engine last said of what comes from the VDC's record, by uid. */
  readonly #said: Map<string, string>;
  #changes: Changes = new Map();
  #saving: Promise<void> = Promise.resolve();
  /** A cluster that nobody has written to is made anew from the record whenever somebody looks. */
  #touched: boolean;
  #revision = -1;
  /** Machines of the record that were up when it was last looked at. */
  #ready = -1;
  #timer: NodeJS.Timeout | undefined;
  #watchers = 0;

  constructor(
    facts: ClusterFacts,
    from: { since: number; now: number; kept: KeptCluster | null },
    means: { controllers: readonly Controller[]; keptObjects: KeptObjects },
  ) {
    const { kept } = from;
    this.cluster = new SimulatedCluster(facts, kept?.now ?? from.since, firstVersion(kept, from.now));
    this.#kept = means.keptObjects;
    this.#said = kept?.said ?? new Map<string, string>();
    this.#touched = kept !== null;
    for (const { collection, object } of kept?.objects ?? []) this.cluster.store.restore(collection, object);
    this.#runner = new ClusterRunner(this.cluster, means.controllers);
    this.cluster.store.subscribe(({ type, collection, object }) => {
      this.#changes.set(objectField(collection, object), type === 'DELETED' ? null : JSON.stringify(object));
    });
  }

  /** Whether it can be forgotten, and read anew when somebody asks. */
  get idle(): boolean {
    return this.#watchers === 0 && (this.#changes.size === 0 || !this.#touched);
  }

  get full(): boolean {
    const { store } = this.cluster;
    return store.size - store.list(events).length >= MAX_OBJECTS;
  }

  /** Brings it to this moment, with what the VDC's record says now. */
  advance(record: { revision: number; ready: number }, derived: () => Derived[], now: number): void {
    const { revision, ready } = record;
    // Of two reads at the same time, the older one may arrive last.
    if (revision > this.#revision || (revision === this.#revision && ready !== this.#ready)) {
      this.#revision = revision;
      this.#ready = ready;
      this.#follow(derived());
    }
    this.#runner.advance(now);
  }

  /** Resolves when everything that has happened is kept. */
  save(): Promise<void> {
    if (!this.#touched || this.#changes.size === 0) return this.#saving;
    const changes = this.#changes;
    this.#changes = new Map();
    const { ref, now } = this.cluster;
    this.#saving = this.#saving.then(() => this.#kept.write(ref, now, changes));
    return this.#saving;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#watchers = 0;
    await this.save();
  }

  /** From the first write on, everything in it is kept. */
  touch(): void {
    if (this.#touched) return;
    this.#touched = true;
    for (const [collection, object] of this.cluster.store.all())
      this.#changes.set(objectField(collection, object), JSON.stringify(object));
    for (const [uid, text] of this.#said) this.#changes.set(saidField(uid), text);
  }

  /** While somebody watches, things happen when their time comes. Returns how to stop. */
  attend(clock: () => number, failed: () => void): () => void {
    this.#watchers += 1;
    this.#schedule(clock, failed);
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) clearTimeout(this.#timer);
    };
  }

  /** After a change: what follows from it happens at once, for those who watch. */
  stir(clock: () => number, failed: () => void): void {
    if (this.#watchers > 0) this.#schedule(clock, failed);
  }

  #schedule(clock: () => number, failed: () => void): void {
    clearTimeout(this.#timer);
    const next = this.#runner.wakeAt;
    if (this.#watchers === 0 || next === undefined) return;
    const wait = Math.min(Math.max(next - clock(), 0), 1_000);
    this.#timer = setTimeout(() => {
      this.#runner.advance(clock());
      this.save().then(() => this.#schedule(clock, failed), failed);
    }, wait).unref();
  }

  /** Puts what the engine says anew, and removes what it no longer says. What people changed of it stays as it is. */
  #follow(derived: Derived[]): void {
    const names = new Set<string>();
    for (const { kind, draft } of derived) {
      const { uid, namespace, name } = draft.metadata;
      names.add(uid);
      const text = JSON.stringify(draft);
      const before = this.#said.get(uid);
      if (before === text) continue;
      this.#say(uid, text);
      const live = this.cluster.store.get(kind, namespace, name);
      if (before === undefined || !live) {
        if (!live) this.cluster.store.put(kind, draft);
        continue;
      }
      const last = JSON.parse(before) as KubernetesObject;
      const next = mergePatch(live, mergePatchBetween(last, draft)) as KubernetesObject;
      this.cluster.store.put(kind, next);
    }
    for (const [uid, text] of this.#said) {
      if (names.has(uid)) continue;
      const draft = JSON.parse(text) as KubernetesObject;
      this.#said.delete(uid);
      if (this.#touched) this.#changes.set(saidField(uid), null);
      const kind = this.cluster.kind(draft.apiVersion, draft.kind);
      if (kind) this.cluster.store.remove(kind, draft.metadata.namespace, draft.metadata.name);
    }
  }

  #say(uid: string, text: string): void {
    this.#said.set(uid, text);
    if (this.#touched) this.#changes.set(saidField(uid), text);
  }
}

/** Versions that may have been given to what is deleted by now, and so are not on record. */
const FORGOTTEN = 10_000;

/** Versions begin at the time, and go on growing also when they had run ahead of it. */
function firstVersion(kept: KeptCluster | null, now: number): number {
  const versions = (kept?.objects ?? []).map(({ object }) => Number(object.metadata.resourceVersion));
  return versions.reduce((first, version) => Math.max(first, version + FORGOTTEN), now);
}
