import type { JsonObject } from '#src/protocol/index.ts';

import type { EngineFaults, EngineMends } from './engine-repair.ts';
import type { Tariff } from './pricing/index.ts';

/** What a person wants: the whole description of a virtual data center (VDC), neutral to the engine. */
export interface VdcSpec {
  /** 3 to 20 lower-case letters, digits and dashes, beginning with a letter. Unique per owner. */
  name: string;
  owner: string;
  /** A node size of the catalogue: `micro`, `small`, `medium`, `big`. */
  controllerSize: string;
  /** 1, or 3 redundant ones on distinct nodes. */
  controllers: 1 | 3;
  workerSize: string;
  workers: number;
  placement: {
    /** ISO 3166 name as the engine lists it; absent: anywhere. */
    country?: string;
    /** The engine's farm id; absent: any farm. */
    farm?: string;
    certifiedOnly?: boolean;
  };
  /** One public IPv4 on the controllers. */
  publicIp: boolean;
  /** Kubernetes version, for example `v1.34.1+k3s1`; absent: the engine's newest. */
  version?: string;
}

/** A machine of the plan, placed. */
export interface PlannedMachine {
  name: string;
  role: 'controller' | 'worker';
  size: string;
  vcpu: number;
  memoryGiB: number;
  diskGiB: number;
  node: string;
  farm: string;
  country: string;
  city: string;
}

export interface PriceLine {
  label: string;
  /** Decimal strings, per month of 720 hours. */
  usd: string;
  tft: string;
}

/** Priced, with its source and lifetime (`reference`: the documented grid formulas). */
export interface Price {
  usdPerHour: string;
  usdPerMonth: string;
  tftPerMonth: string;
  lines: PriceLine[];
  /** Where the figures come from and when (ISO 8601). */
  source: string;
  validUntil: string;
}

/** The exact change set: what is shown, approved, and executed. */
export interface Plan {
  /** SHA-256 over the canonical JSON of everything else. */
  hash: string;
  engine: string;
  spec: VdcSpec;
  machines: PlannedMachine[];
  price: Price;
  /** Seconds, from the engine's own boot times. */
  estimatedSeconds: number;
  /** What the person should know before they say yes. */
  notes: string[];
  /** The machines it has before, where the plan changes a VDC that is there. */
  from?: { controllers: number; workers: number };
}

export interface CapacityQuery {
  country?: string;
  size?: string;
  publicIp?: boolean;
  certifiedOnly?: boolean;
}

export interface FarmCapacity {
  id: string;
  name: string;
  country: string;
  city: string;
  latitude: number;
  longitude: number;
  certified: boolean;
  /** Nodes that are up, and what is free on all of them. */
  nodes: number;
  freeVcpu: number;
  freeMemoryGiB: number;
  freeDiskGiB: number;
  freePublicIps: number;
  /** Machines of the asked size that would fit now. */
  fits: number;
  green: boolean;
}

export interface MachineStatus extends PlannedMachine {
  state: 'planned' | 'booting' | 'ready' | 'failed' | 'gone';
  /** What Kubernetes inside calls it, or begins that name with; absent: its name. */
  hostname?: string;
  ip?: string;
  publicIp?: string;
  message?: string;
  /** Since when it is not as it should be, ISO 8601, where the engine knows. */
  since?: string;
}

/** How a VDC is now, from the engine, not from memory. */
export interface Observation {
  /** The engine's handle of the VDC. */
  ref: string;
  name: string;
  owner: string;
  effectId: string;
  state: 'deploying' | 'ready' | 'degraded' | 'failed' | 'deleting' | 'gone';
  version: string;
  machines: MachineStatus[];
  /** The Kubernetes API as it is reachable for the person. */
  endpoint?: string;
  publicIp?: string;
  price: Price;
  createdAt: string;
  readyAt?: string;
  /** Gardener-like conditions: type, status, reason, message. */
  conditions: { type: string; status: 'True' | 'False' | 'Unknown'; reason: string; message: string }[];
}

export interface ApplyContext {
  /** The key under which everything is made; applying the same one again finds what is there. */
  effectId: string;
  signal: AbortSignal;
  checkpoint<T extends JsonObject>(name: string, work: () => Promise<T>): Promise<T>;
  progress(stage: EngineStage, percent?: number, text?: string): void;
  log(line: string): void;
}

/** Whether a VDC can be upgraded as it is. `install`: not before this is in it, which takes the person's consent. */
export type UpgradeNeeds = { type: 'nothing' } | { type: 'install'; what: string } | { type: 'refused'; why: string };

/** The stages of a deployment, the same for every engine. */
export const engineStages = ['reserve', 'network', 'controllers', 'workers', 'verify'] as const;
export type EngineStage = (typeof engineStages)[number];

/**
 * Where VDCs live. One contract suite runs on every engine. Failures are `ActionFailure`s with these codes: `NO_CAPACITY`,
 * `NAME_TAKEN`, `PLAN_STALE`, `NODE_FAILED`, `UNKNOWN_OUTCOME`, `NOT_FOUND`, `ABORTED`, `UNSUPPORTED`, `INVALID_SPEC`.
 */
export interface Engine {
  readonly name: string;
  /** Said wherever a person sees one of its VDCs, for example "simulated"; absent for the real world. */
  readonly badge?: string;
  /** What it prices by; absent: the Grid's tariff. */
  readonly tariff?: Tariff;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What keeps it from making VDCs now, each in a sentence with the fix. Never rejects. */
  problems?(): Promise<string[]>;
  /** Free capacity by farm. */
  capacity(query: CapacityQuery): Promise<FarmCapacity[]>;
  versions(): Promise<string[]>;
  /** Places and prices; changes nothing. Rejects with `NO_CAPACITY` and says what would fit. */
  plan(spec: VdcSpec): Promise<Plan>;
  /** Makes the plan true. Looks for the effect id first. Resolves when the VDC's API answers and its nodes are ready. */
  apply(plan: Plan, context: ApplyContext): Promise<Observation>;
  observe(ref: string): Promise<Observation | null>;
  /** What an interrupted apply under this effect id left, if anything. */
  find(effectId: string): Promise<Observation | null>;
  /** Removes everything of the VDC and gives the capacity back. Idempotent. */
  destroy(ref: string, context: ApplyContext): Promise<void>;
  /** VDCs at the engine that `known` does not list: left over by a crash. */
  listOrphans(known: ReadonlySet<string>): Promise<Observation[]>;
  /** The administrator's way in. People get keys of their own, made with it. */
  kubeconfig(ref: string): Promise<string>;

  /** Places and prices another number of machines for a VDC that is there; changes nothing. The plan says `from` what. */
  planScale?(ref: string, to: { controllers?: 1 | 3; workers?: number }): Promise<Plan>;
  /** Makes a plan of `planScale` true. Again goes on, or finds it done; `PLAN_STALE` when the VDC is not as it was. */
  scale?(ref: string, plan: Plan, context: ApplyContext): Promise<Observation>;
  /** Brings it to a newer version, one minor at a time: anything else is `INVALID_SPEC` with the step that is allowed. */
  upgrade?(ref: string, version: string, context: ApplyContext): Promise<Observation>;
  /** Brings one machine to a newer version while the others stay as they are; whoever calls has emptied it. Again goes on. */
  upgradeMachine?(ref: string, machine: string, version: string, context: ApplyContext): Promise<void>;
  /** Seconds that one machine, or all of it at once, usually takes to change its version. */
  upgradeSeconds?(): { controller: number; worker: number };
  /** What keeps a VDC from being upgraded, or has to be installed in it first; both in a sentence. */
  upgradeNeeds?(ref: string): Promise<UpgradeNeeds>;
  /** Installs what `upgradeNeeds` names. Idempotent. */
  prepareUpgrade?(ref: string, context: ApplyContext): Promise<void>;
  /** Removes what an upgrade left inside a VDC. Idempotent. */
  finishUpgrade?(ref: string, context: ApplyContext): Promise<void>;
  /** Looks at the cluster behind a kubeconfig, without keeping anything. One that cannot be taken in is refused. */
  inspect?(kubeconfig: string): Promise<{ server: string; version: string; nodes: number; administrator: boolean }>;
  /** How it mends what is below Kubernetes: machines, gateway, storage. */
  readonly mends?: EngineMends;
  /** How its VDCs can be broken on purpose; absent where that would harm somebody. */
  readonly faults?: EngineFaults;
  /** Takes in a cluster that is there already, as a VDC of this owner. Again under the same effect finds it. */
  adopt?(cluster: { name: string; owner: string; effectId: string; kubeconfig: string }): Promise<Observation>;
}
