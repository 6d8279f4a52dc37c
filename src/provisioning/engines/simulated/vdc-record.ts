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
}

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
}

/** The engine's handle of what is made under an effect id: computed, so that it can always be found again. */
export function refOf(effectId: string): string {
  return `sim-${createHash('sha256').update(effectId).digest('hex').slice(0, 16)}`;
}

/** How a machine is at a moment. */
export function machineState(machine: MachineRecord, now: number): MachineStatus['state'] {
  if (!machine.boot) return 'planned';
  if (now < machine.boot.endsAt) return 'booting';
  return machine.boot.dies ? 'failed' : 'ready';
}
