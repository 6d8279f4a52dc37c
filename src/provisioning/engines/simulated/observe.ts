import type { MachineStatus, Observation } from '../../engine.ts';
import type { GridTrouble, MachineRecord, VdcRecord } from './vdc-record.ts';
import { gridTroubles, hasQuorum, machineState } from './vdc-record.ts';

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
    state: record.state === 'ready' && isTroubled(record) ? 'degraded' : record.state,
    version: record.version,
    machines,
    ...(hasQuorum(record, now) ? { endpoint } : {}),
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
      ...gridTroubles.flatMap((type) =>
        record.troubles?.[type] === undefined ? [] : [{ type, status: 'False' as const, ...troubles[type] }],
      ),
      { type: 'Ready', status: record.state === 'ready' ? 'True' : 'False', ...reasonOf(record) },
    ],
  };
}

/** What is told of what is wrong below the machines. */
const troubles: { readonly [trouble in GridTrouble]: { reason: string; message: string } } = {
  GatewayReady: { reason: 'GatewayDown', message: 'The web gateway does not answer: nobody gets in from outside.' },
  PublicIpReserved: { reason: 'Expired', message: 'The reservation of the public IP address has ended.' },
  Funded: {
    reason: 'GracePeriod',
    message: 'The balance is used up: the machines run on for a grace period, then they are stopped.',
  },
  BackupReady: { reason: 'BackupFailed', message: 'The last backup failed: the storage for backups did not take it.' },
};

function isTroubled({ machines, troubles: below = {} }: VdcRecord): boolean {
  return Object.keys(below).length > 0 || machines.some(({ off, full }) => off !== undefined || full !== undefined);
}

function statusOf(machine: MachineRecord, record: VdcRecord, now: number): MachineStatus {
  const { attempt: _attempt, boot: _boot, version: _version, upgrade: _upgrade, off, full, ...planned } = machine;
  const state = off === undefined ? machineState(machine, now) : 'failed';
  const message = messageOf(machine, state);
  const publicIp = machine.name === record.machines[0]?.name ? record.publicIp : undefined;
  return {
    ...planned,
    state,
    ...(publicIp === undefined ? {} : { publicIp }),
    ...(message === undefined ? {} : { message }),
    ...(off === undefined && full === undefined ? {} : { since: new Date(off ?? full ?? now).toISOString() }),
  };
}

function messageOf(
  { node, city, off, full, diskGiB }: MachineRecord,
  state: MachineStatus['state'],
): string | undefined {
  if (off !== undefined) return `Node ${node} in ${city} does not answer any more.`;
  if (state === 'failed') return `Node ${node} in ${city} died while booting.`;
  return full === undefined ? undefined : `98 % of its disk of ${diskGiB} GiB is used.`;
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
