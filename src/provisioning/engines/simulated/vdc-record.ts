import { createHash } from 'node:crypto';

import type { MachineStatus, PlannedMachine, Price, VdcSpec } from '../../engine.ts';

/** One boot of a machine. Times in milliseconds since the epoch, fixed when the boot begins, so that every process agrees. */
export interface Boot {
  startedAt: number;
  endsAt: number;
  /** The node dies at the end of it. */
  dies: boolean;
}

export interface MachineRecord extends PlannedMachine {
  /** In the VDC's private network. */
  ip: string;
  /** How many nodes it has been tried on. */
  attempt: number;
  boot?: Boot;
  /** Since when it is off, milliseconds since the epoch: it died after it had been up. */
  off?: number;
  /** Since when its disk is full. */
  full?: number;
  /** What it runs; absent: what the VDC runs. */
  version?: string;
  /** Its k3s is being replaced: by the clock, so that every process agrees. */
  upgrade?: { version: string; endsAt: number };
}

/** What a machine runs. */
export const versionOf = (machine: MachineRecord, record: Pick<VdcRecord, 'version'>): string =>
  machine.version ?? record.version;

/** What can be wrong with a VDC below its machines, as a condition of it. */
export const gridTroubles = ['GatewayReady', 'PublicIpReserved', 'Funded', 'BackupReady'] as const;
export type GridTrouble = (typeof gridTroubles)[number];

/** A simulated VDC as it is kept: the engine's whole memory of it. */
export interface VdcRecord {
  /** Grows with each change; a change based on an older one is refused. */
  revision: number;
  ref: string;
  effectId: string;
  planHash: string;
  spec: VdcSpec;
  version: string;
  price: Price;
  machines: MachineRecord[];
  publicIp?: string;
  state: 'deploying' | 'ready' | 'failed' | 'deleting';
  /** Why it failed, or what to know about it. */
  message?: string;
  createdAt: number;
  /** When the private network between the machines stands. */
  networkAt?: number;
  readyAt?: number;
  /** Since when something below the machines is wrong. */
  troubles?: { [trouble in GridTrouble]?: number };
  /** What somebody broke last, and under which effect. */
  struck?: { effectId: string; said: string };
}

/** The engine's handle of what is made under an effect id: computed, so that it can always be found again. */
export function refOf(effectId: string): string {
  return `sim-${createHash('sha256').update(effectId).digest('hex').slice(0, 16)}`;
}

/** Whether the controllers that are up agree with each other: more than half of them. Without that there is no API. */
export function hasQuorum({ machines }: Pick<VdcRecord, 'machines'>, now: number): boolean {
  const controllers = machines.filter(({ role }) => role === 'controller');
  const booted = controllers.filter((machine) => machineState(machine, now) === 'ready');
  const up = booted.filter(({ off }) => off === undefined);
  // While the first ones boot there is one that leads.
  return up.length > 0 && up.length * 2 > booted.length;
}

/** How a machine is at a moment, as it booted. */
export function machineState(machine: MachineRecord, now: number): MachineStatus['state'] {
  if (!machine.boot) return 'planned';
  if (now < machine.boot.endsAt) return 'booting';
  return machine.boot.dies ? 'failed' : 'ready';
}
