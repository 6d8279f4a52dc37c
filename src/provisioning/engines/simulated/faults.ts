import type { EngineFaults, Fault } from '../../engine-repair.ts';
import { breaks } from './kubernetes/controllers/breaks.ts';
import { NotedCluster } from './noted-cluster.ts';
import type { GridTrouble, MachineRecord, VdcRecord } from './vdc-record.ts';
import { machineState } from './vdc-record.ts';
import type { World } from './world.ts';

/** Faults that concern the cluster as a whole; all others concern an app. */
const ofCluster = new Set(['network-plugin', 'memory-pressure', 'cordon', 'node-taint', 'dns', 'metrics']);
/** Played by their machines here, which says more than a node that plays them. */
const ofMachines = new Set(['node-down', 'controller-lost', 'disk-pressure']);

type Strike = (record: VdcRecord, now: number) => { record: VdcRecord; said: string } | undefined;

/** What happens to machines and to what is around them. */
const strikes: { readonly [id: string]: { title: string; needs?: Fault['needs']; strike: Strike } } = {
  'worker-dies': {
    title: 'a worker dies',
    needs: 'workers',
    strike: (record, now) =>
      onMachine(record, 'worker', now, (machine) => ({ ...machine, off: now }), 'does not answer any more'),
  },
  'controller-dies': {
    title: 'a controller dies',
    strike: (record, now) =>
      onMachine(record, 'controller', now, (machine) => ({ ...machine, off: now }), 'does not answer any more'),
  },
  'disk-fills': {
    title: 'the disk of a machine fills up',
    needs: 'workers',
    strike: (record, now) =>
      onMachine(record, 'worker', now, (machine) => ({ ...machine, full: now }), 'has no room left on its disk'),
  },
  'gateway-breaks': { title: 'the web gateway breaks', strike: around('GatewayReady', 'The web gateway is down.') },
  'address-ends': {
    title: 'the public address runs out',
    needs: 'publicIp',
    strike: (record, now) =>
      record.publicIp === undefined
        ? undefined
        : around('PublicIpReserved', 'The reservation of the public address has ended.')(record, now),
  },
  'funds-end': { title: 'the balance is used up', strike: around('Funded', 'The balance is used up.') },
  'backup-fails': { title: 'the last backup fails', strike: around('BackupReady', 'The last backup failed.') },
};

/** How VDCs of this grid are broken on purpose: nobody's machine, nobody's money. */
export function engineFaults(world: World): EngineFaults {
  return {
    list: [
      ...Object.entries(breaks)
        .filter(([id]) => !ofMachines.has(id))
        .map(([id, { title }]): Fault => ({ id, title, place: ofCluster.has(id) ? 'cluster' : 'app' })),
      ...Object.entries(strikes).map(
        ([id, { title, needs }]): Fault => ({
          id,
          title,
          place: 'machine',
          ...(needs === undefined ? {} : { needs }),
        }),
      ),
    ],
    inside(id, snapshot) {
      const noted = new NotedCluster(snapshot);
      const said = Object.hasOwn(breaks, id) ? breaks[id]?.apply(noted) : undefined;
      return said === undefined ? undefined : { said, changes: noted.changes() };
    },
    async strike(ref, id, effectId) {
      const known = Object.hasOwn(strikes, id) ? strikes[id] : undefined;
      const after = await world.store.change(ref, (record) => {
        if (record.struck?.effectId === effectId || record.state !== 'ready') return null;
        const struck = known?.strike(record, world.now());
        return struck ? { record: { ...struck.record, struck: { effectId, said: struck.said } } } : null;
      });
      return after.struck?.effectId === effectId ? after.struck.said : undefined;
    },
    async heal(ref) {
      await world.store.change(ref, ({ troubles: _troubles, ...record }) => ({
        record: { ...record, machines: record.machines.map(({ off: _off, full: _full, ...machine }) => machine) },
      }));
    },
  };
}

/** The first machine of the role that is well; of whatever role, where it is about disks and there is no worker. */
function onMachine(
  record: VdcRecord,
  role: MachineRecord['role'],
  now: number,
  change: (machine: MachineRecord) => MachineRecord,
  what: string,
): ReturnType<Strike> {
  const machine = record.machines.find(
    (one) => one.role === role && machineState(one, now) === 'ready' && one.off === undefined && one.full === undefined,
  );
  if (!machine) return undefined;
  const machines = record.machines.map((one) => (one === machine ? change(one) : one));
  return { record: { ...record, machines }, said: `The machine ${machine.name} ${what}.` };
}

function around(trouble: GridTrouble, said: string): Strike {
  return (record, now) =>
    record.troubles?.[trouble] === undefined
      ? { record: { ...record, troubles: { ...record.troubles, [trouble]: now } }, said }
      : undefined;
}
