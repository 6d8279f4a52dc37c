import type { Risk } from '#src/cluster/diagnosis/index.ts';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext } from '../../engine.ts';
import type { EngineMending, Mending } from '../../engine-repair.ts';
import { bootMachines } from './boot-machines.ts';
import { replaceMachine } from './replace-machine.ts';
import { duration } from './timing.ts';
import type { GridTrouble, MachineRecord, VdcRecord } from './vdc-record.ts';
import { wait } from './wait.ts';
import type { World } from './world.ts';

/** What can be done about something that is wrong below Kubernetes. */
export function mendsOf(trouble: { condition?: string; machine?: string }): { mending: Mending; risk: Risk }[] {
  if (trouble.machine !== undefined && trouble.condition === 'DiskFull') {
    return [
      { mending: 'clear-disk', risk: 'reversible' },
      { mending: 'replace-machine', risk: 'destructive' },
    ];
  }
  if (trouble.machine !== undefined) {
    return [
      { mending: 'restart-machine', risk: 'disruptive' },
      { mending: 'replace-machine', risk: 'destructive' },
    ];
  }
  const mending = Object.entries(below).find(([, condition]) => condition === trouble.condition)?.[0];
  return mending === undefined ? [] : [{ mending: mending as keyof typeof below, risk: 'reversible' }];
}

/** What each way mends below the machines. */
const below = {
  'restart-gateway': 'GatewayReady',
  'renew-address': 'PublicIpReserved',
  'top-up': 'Funded',
  'backup-again': 'BackupReady',
} as const satisfies { [mending in Mending]?: GridTrouble };

/** Mends, and waits until it is done. What is well already stays as it is, so that doing it again goes on. */
export async function mend(
  world: World,
  ref: string,
  { mending, machine: name }: EngineMending,
  context: ApplyContext,
): Promise<VdcRecord> {
  const takes = duration(world.options, mending === 'restart-machine' ? 'worker' : 'reserve', ref, ref, mending);
  if (mending in below) {
    const condition = below[mending as keyof typeof below];
    await wait(takes, context.signal);
    return await world.store.change(ref, (record) => {
      if (record.troubles?.[condition] === undefined) return null;
      const { [condition]: _mended, ...troubles } = record.troubles;
      return { record: { ...record, troubles } };
    });
  }
  const machine = machineOf(await existing(world, ref), name);
  context.progress(machine.role === 'controller' ? 'controllers' : 'workers', 0, doing(mending, machine));
  if (mending === 'replace-machine') {
    if (machine.off !== undefined || machine.full !== undefined)
      await replaceMachine(world, ref, machine, { noCapacity: false, unknownOutcome: false });
    await bootMachines(world, ref, machine.role, context, { noCapacity: false, unknownOutcome: false });
    return await existing(world, ref);
  }
  await wait(takes, context.signal);
  return await world.store.change(ref, (record) => {
    const before = machineOf(record, name);
    const what = mending === 'clear-disk' ? 'full' : 'off';
    if (before[what] === undefined) return null;
    const { [what]: _mended, ...after } = before;
    const machines = record.machines.map((other) => (other.name === before.name ? after : other));
    return { record: { ...record, machines } };
  });
}

function doing(mending: Mending, { name }: MachineRecord): string {
  if (mending === 'clear-disk') return `Clearing the disk of ${name}`;
  return mending === 'restart-machine' ? `Starting ${name} again` : `Looking for another node for ${name}`;
}

function machineOf({ machines }: VdcRecord, name: string | undefined): MachineRecord {
  const machine = machines.find((one) => one.name === name);
  if (machine) return machine;
  const known = machines.map((one) => one.name).join(', ');
  throw new ActionFailure('NOT_FOUND', `There is no machine "${name ?? ''}" here. There are: ${known}.`);
}

async function existing(world: World, ref: string): Promise<VdcRecord> {
  const record = await world.store.read(ref);
  if (record) return record;
  throw new ActionFailure('NOT_FOUND', `There is no VDC "${ref}" on the simulated grid.`);
}
