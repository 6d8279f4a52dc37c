import type { VdcRecord } from '../vdc-record.ts';
import { hasQuorum, machineState } from '../vdc-record.ts';
import { vdcObjects } from './base/vdc-objects.ts';
import { controllers } from './controllers/index.ts';
import type { KeptObjects } from './kept-objects.ts';
import { OpenCluster } from './open-cluster.ts';
import type { ClusterFacts } from './simulated-cluster.ts';

/** Clusters that nobody uses are forgotten beyond this number, and read anew when somebody asks. */
const MAX_OPEN = 200;

export interface ClusterSurroundings {
  read(ref: string): Promise<VdcRecord | null>;
  now(): number;
  keptObjects: KeptObjects;
  /** Of the API's authority, in PEM. */
  authority(): string;
  seed: string;
  speed: number;
}

/** The clusters behind the API: made from the grid's records and from what people wrote, as they are asked for. */
export class Clusters {
  readonly #open = new Map<string, Promise<OpenCluster>>();
  readonly #surroundings: ClusterSurroundings;

  constructor(surroundings: ClusterSurroundings) {
    this.#surroundings = surroundings;
  }

  /** The cluster as it is now; null when there is no such VDC, or it has no API yet. */
  async open(ref: string): Promise<OpenCluster | null> {
    const { read, now } = this.#surroundings;
    const record = await read(ref);
    const since = record ? firstReady(record, now()) : undefined;
    if (!record || since === undefined) {
      this.#open.delete(ref);
      return null;
    }
    // Kept for when they are back: what it was about to do goes on then.
    if (!hasQuorum(record, now())) return null;
    const opening = this.#open.get(ref) ?? this.#make(record, since);
    // In the order of use, so that the oldest is forgotten first.
    this.#open.delete(ref);
    this.#open.set(ref, opening);
    const opened = await opening.catch((error: unknown) => {
      this.#open.delete(ref);
      throw error;
    });
    opened.cluster.facts = this.#factsOf(record);
    const ready = record.machines.filter((machine) => machineState(machine, now()) === 'ready').length;
    opened.advance({ revision: record.revision, ready }, () => vdcObjects(record, now()), now());
    // What happened by itself is kept too, but nobody waits for it.
    opened.save().catch(() => this.drop(ref));
    await this.#forgetIdle();
    return opened;
  }

  /** What is in memory may differ from what is kept: begin anew from that. */
  drop(ref: string): void {
    this.#open.delete(ref);
  }

  /** For a VDC that is gone. */
  async forget(ref: string): Promise<void> {
    this.#open.delete(ref);
    await this.#surroundings.keptObjects.forget(ref);
  }

  /** Waits until everything that has happened is kept, and forgets it here: another process may go on from there. */
  async close(): Promise<void> {
    const opening = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(opening.map(async (one) => await (await one).close()));
  }

  async #make(record: VdcRecord, since: number): Promise<OpenCluster> {
    const { keptObjects, now } = this.#surroundings;
    const kept = await keptObjects.read(record.ref);
    return new OpenCluster(this.#factsOf(record), { since, now: now(), kept }, { controllers, keptObjects });
  }

  #factsOf({ ref, version, publicIp }: VdcRecord): ClusterFacts {
    const { seed, speed, authority } = this.#surroundings;
    return { ref, version, publicIp, authority: authority(), seed, speed };
  }

  async #forgetIdle(): Promise<void> {
    for (const [ref, opening] of this.#open) {
      if (this.#open.size <= MAX_OPEN) return;
      const opened = await opening.catch(() => undefined);
      if (opened?.idle !== false && this.#open.get(ref) === opening) this.#open.delete(ref);
    }
  }
}

/** When the first controller was up: from then on there is a cluster. */
function firstReady(record: VdcRecord, now: number): number | undefined {
  const first = record.machines.find(
    (machine) => machine.role === 'controller' && machineState(machine, now) === 'ready',
  );
  return first && (first.boot?.endsAt ?? record.createdAt);
}
