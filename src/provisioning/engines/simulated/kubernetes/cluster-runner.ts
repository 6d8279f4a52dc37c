import { customKinds } from './admission/custom-kinds.ts';
import { namespaceContents } from './admission/namespace-contents.ts';
import { quotaStatus } from './admission/quota-status.ts';
import type { Controller } from './controllers/controller.ts';
import { claimProtection } from './deleting/claim-protection.ts';
import { garbageCollector } from './deleting/garbage-collector.ts';
import { namespaceEmptying } from './deleting/namespace-emptying.ts';
import { collectionOf } from './object-store.ts';
import type { SimulatedCluster } from './simulated-cluster.ts';

/** What every cluster does by itself, whatever is played in it. */
const ownControllers: readonly Controller[] = [
  customKinds,
  namespaceContents,
  garbageCollector,
  namespaceEmptying,
  claimProtection,
  quotaStatus,
];

/** Rounds at one moment; controllers that do not come to rest go on at the next one. */
const MAX_ROUNDS = 60;
/** Wake-ups that a cluster relives when it was left alone for long; then it goes straight to now. */
const MAX_WAKES = 300;
/** When a controller that failed is tried again. */
const RETRY_MS = 10_000;

/** Runs the controllers of one cluster, as its objects change and as its time comes. */
export class ClusterRunner {
  readonly #cluster: SimulatedCluster;
  readonly #controllers: readonly Controller[];
  readonly #wakes = new Map<Controller, number>();
  readonly #due: Set<Controller>;

  constructor(cluster: SimulatedCluster, controllers: readonly Controller[]) {
    this.#cluster = cluster;
    this.#controllers = [...ownControllers, ...controllers];
    this.#due = new Set(this.#controllers);
    const byCollection = new Map<string, Controller[]>();
    const always = this.#controllers.filter(({ watches }) => watches === 'all');
    for (const controller of this.#controllers) {
      if (controller.watches === 'all') continue;
      for (const kind of controller.watches)
        byCollection.set(collectionOf(kind), [...(byCollection.get(collectionOf(kind)) ?? []), controller]);
    }
    cluster.store.subscribe(({ collection }) => {
      for (const controller of always) this.#due.add(controller);
      for (const controller of byCollection.get(collection) ?? []) this.#due.add(controller);
    });
  }

  /** The next moment at which somebody wants to look again. */
  get wakeAt(): number | undefined {
    if (this.#due.size > 0) return this.#cluster.now;
    return this.#wakes.size === 0 ? undefined : Math.min(...this.#wakes.values());
  }

  /** Lets everything happen that happens until this moment. */
  advance(to: number): void {
    for (let wakes = 0; ; wakes += 1) {
      this.#settle();
      const next = this.#wakes.size === 0 ? undefined : Math.min(...this.#wakes.values());
      if (next === undefined || next > to || this.#due.size > 0) break;
      this.#cluster.now = wakes < MAX_WAKES ? Math.max(next, this.#cluster.now) : Math.max(to, this.#cluster.now);
      if (wakes > MAX_WAKES + 1) break;
    }
    this.#cluster.now = Math.max(to, this.#cluster.now);
  }

  /** Runs who is due, until nobody is. */
  #settle(): void {
    for (const [controller, at] of this.#wakes) if (at <= this.#cluster.now) this.#due.add(controller);
    for (let round = 0; round < MAX_ROUNDS && this.#due.size > 0; round += 1) {
      for (const controller of this.#controllers) if (this.#due.delete(controller)) this.#run(controller);
    }
  }

  #run(controller: Controller): void {
    const { now } = this.#cluster;
    let next: number | undefined;
    try {
      next = controller.reconcile(this.#cluster);
    } catch (error) {
      // One that fails must not take the cluster with it.
      const why = error instanceof Error ? error : new Error(String(error));
      process.emitWarning(why, { type: 'SimulatedController', detail: `${controller.name}: ${why.stack ?? ''}` });
      next = now + RETRY_MS;
    }
    if (next === undefined) this.#wakes.delete(controller);
    else this.#wakes.set(controller, Math.max(next, now + 1));
  }
}
