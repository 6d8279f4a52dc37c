import { ActionFailure } from '../../action.ts';
import type { Fate } from './fate.ts';
import type { FreeNode } from './grid-state.ts';
import { allowedNodes } from './grid-state.ts';
import type { Change } from './grid-store.ts';
import { placeAgain } from './placement.ts';
import { duration } from './timing.ts';
import type { Boot, MachineRecord, VdcRecord } from './vdc-record.ts';
import type { World } from './world.ts';

/**
 * Moves a machine whose node died to another node. Where there is none, a VDC that is being deployed has failed; one that
 * was up stays as it is, and the move is refused.
 */
export async function replaceMachine(world: World, ref: string, dead: MachineRecord, fate: Fate): Promise<VdcRecord> {
  for (;;) {
    const state = await world.store.state();
    try {
      return await world.store.change(ref, (record) => {
        const machine = record.machines.find(({ name }) => name === dead.name);
        // Another follower was faster.
        if (!['deploying', 'ready'].includes(record.state) || machine?.attempt !== dead.attempt) return null;
        const nodes = allowedNodes(state, world.map, record.spec.placement).filter((node) =>
          reachable(node, record, machine),
        );
        const place = placeAgain(nodes, machine, occupied(record, machine));
        if (place) return moved(world, record, machine, place, fate);
        if (record.state === 'deploying') return failed(record, machine);
        throw new ActionFailure('UNSUPPORTED', `No other node that this VDC may use has room for ${machine.name}.`);
      });
    } catch (error) {
      // The free node was taken between looking and moving: look again.
      if (!(error instanceof ActionFailure && error.code === 'NO_CAPACITY')) throw error;
    }
  }
}

/** A boot that begins now. */
export function newBoot(world: World, record: VdcRecord, machine: MachineRecord, fate: Fate): Boot {
  const startedAt = world.now();
  const keys = [record.effectId, machine.name, machine.attempt] as const;
  const endsAt = startedAt + duration(world.options, machine.role, record.spec.name, ...keys);
  return { startedAt, endsAt, dies: fate.dies === machine.name && machine.attempt === 1 };
}

/** The first controller carries the public IP, which belongs to its farm. */
function reachable(node: FreeNode, record: VdcRecord, machine: MachineRecord): boolean {
  return !(record.publicIp !== undefined && machine.name === record.machines[0]?.name) || node.farm.id === machine.farm;
}

/** Its dead node, and for a controller the nodes of the other controllers. */
function occupied(record: VdcRecord, machine: MachineRecord): Set<string> {
  const others = record.machines.filter(({ role }) => role === 'controller' && machine.role === 'controller');
  return new Set([machine.node, ...others.map(({ node }) => node)]);
}

function moved(
  world: World,
  record: VdcRecord,
  machine: MachineRecord,
  place: Pick<MachineRecord, 'node' | 'farm' | 'country' | 'city'>,
  fate: Fate,
): Change {
  const { off: _off, full: _full, ...kept } = machine;
  const next: MachineRecord = {
    ...kept,
    node: place.node,
    farm: place.farm,
    country: place.country,
    city: place.city,
    attempt: machine.attempt + 1,
  };
  const booted = { ...next, boot: newBoot(world, record, next, fate) };
  return {
    record: { ...record, machines: record.machines.map((other) => (other.name === machine.name ? booted : other)) },
    moves: [
      { node: machine.node, amount: machine, sign: -1 },
      { node: place.node, amount: machine, sign: 1 },
    ],
  };
}

function failed(record: VdcRecord, machine: MachineRecord): Change {
  const message =
    `Node ${machine.node} in ${machine.city} died while ${machine.name} booted, and no other node that this VDC may use ` +
    'has room. Try again, or choose another place.';
  return { record: { ...record, state: 'failed', message } };
}
