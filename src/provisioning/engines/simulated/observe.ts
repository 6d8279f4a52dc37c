import type { MachineStatus, Observation } from '../../engine.ts';
import type { MachineRecord, VdcRecord } from './vdc-record.ts';
import { machineState } from './vdc-record.ts';

/** How a VDC is at a moment, from its record and the clock. */
export function observe(record: VdcRecord, now: number, endpoint: string): Observation {
  const machines = record.machines.map((machine) => statusOf(machine, record, now));
  const ready = machines.filter((machine) => machine.state === 'ready').length;
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ref: record.ref,
    name: record.spec.name,
    owner: record.spec.owner,
    effectId: record.effectId,
    state: record.state,
    version: record.version,
    machines,
    ...(machines.some((machine) => machine.role === 'controller' && machine.state === 'ready') ? { endpoint } : {}),
    ...(record.publicIp === undefined ? {} : { publicIp: record.publicIp }),
    price: record.price,
    createdAt: iso(record.createdAt),
    ...(record.readyAt === undefined ? {} : { readyAt: iso(record.readyAt) }),
    conditions: [
      {
        type: 'NetworkReady',
        ...(record.networkAt !== undefined && now >= record.networkAt
          ? { status: 'True', reason: 'NetworkUp', message: 'The private network stands.' }
          : { status: 'False', reason: 'Building', message: 'The private network is being built.' }),
      },
      {
        type: 'NodesReady',
        status: ready === machines.length ? 'True' : 'False',
        reason: ready === machines.length ? 'AllReady' : 'Waiting',
        message: `${ready} of ${machines.length} nodes are ready.`,
      },
      { type: 'Ready', status: record.state === 'ready' ? 'True' : 'False', ...reasonOf(record) },
    ],
  };
}

function statusOf(machine: MachineRecord, record: VdcRecord, now: number): MachineStatus {
  const { attempt: _attempt, boot: _boot, ...planned } = machine;
  const state = machineState(machine, now);
  const publicIp = machine.name === record.machines[0]?.name ? record.publicIp : undefined;
  return {
    ...planned,
    state,
    ...(publicIp === undefined ? {} : { publicIp }),
    ...(state === 'failed' ? { message: `Node ${machine.node} in ${machine.city} died while booting.` } : {}),
  };
}

function reasonOf(record: VdcRecord): { reason: string; message: string } {
  switch (record.state) {
    case 'ready':
      return { reason: 'Verified', message: 'The Kubernetes API answers and all nodes are ready.' };
    case 'failed':
      return { reason: 'NodeFailed', message: record.message ?? 'A node died while booting.' };
    case 'deleting':
      return { reason: 'Deleting', message: 'It is being removed.' };
    default:
      return { reason: 'Deploying', message: 'It is being deployed.' };
  }
}
