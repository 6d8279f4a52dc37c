import { ActionFailure } from '../../action.ts';
import type { ApplyContext, Plan } from '../../engine.ts';
import type { Fate } from './fate.ts';
import { removed } from './grid-store.ts';
import { noCapacity } from './no-capacity.ts';
import { place } from './placement.ts';
import type { VdcRecord } from './vdc-record.ts';
import { refOf } from './vdc-record.ts';
import { newestVersion } from './versions.ts';
import type { World } from './world.ts';

/** Takes everything the plan names, or nothing. Taking again under the same effect id finds the first. */
export async function reserve(world: World, plan: Plan, context: ApplyContext, fate: Fate): Promise<VdcRecord> {
  const ref = refOf(context.effectId);
  const found = await world.store.read(ref);
  if (found) return found;
  if (world.now() > Date.parse(plan.price.validUntil)) {
    throw new ActionFailure('PLAN_STALE', 'The price of this plan has expired. Plan again to see the current one.');
  }
  if (fate.noCapacity) throw await refused(world, plan, 'capacity');
  for (;;) {
    const state = await world.store.state();
    const publicIp = plan.spec.publicIp ? state.publicIps.get(plan.machines[0]?.farm ?? '')?.[0] : undefined;
    if (plan.spec.publicIp && publicIp === undefined) throw await refused(world, plan, 'address');
    const record = newRecord(world, plan, context.effectId, publicIp);
    const taking = await world.store.take(record);
    if (taking === 'taken') return record;
    if (taking === 'ended') throw removed();
    if (taking === 'name') throw nameTaken(plan.spec.name);
    if (taking === 'full') throw await refused(world, plan, 'nodes');
    if (taking === 'found') {
      const first = await world.store.read(ref);
      if (first) return first;
    }
    // Somebody took this address between reading and taking, or the VDC went: look again.
  }
}

export function nameTaken(name: string): ActionFailure {
  return new ActionFailure(
    'NAME_TAKEN',
    `You already have a VDC named "${name}". Take another name, or delete that one.`,
  );
}

/** The plan no longer fits: either another plan would (`PLAN_STALE`), or there is no room at all (`NO_CAPACITY`). */
async function refused(world: World, plan: Plan, why: 'nodes' | 'address' | 'capacity'): Promise<ActionFailure> {
  const state = await world.store.state();
  if (why === 'capacity' || place(state, world.map, plan.spec) === null) return noCapacity(state, world.map, plan.spec);
  const lost = why === 'address' ? 'the last public IP of that farm' : 'a node of this plan';
  return new ActionFailure(
    'PLAN_STALE',
    `Somebody else has taken ${lost} meanwhile. There is room elsewhere: plan again.`,
  );
}

function newRecord(world: World, plan: Plan, effectId: string, publicIp: string | undefined): VdcRecord {
  return {
    revision: 1,
    ref: refOf(effectId),
    effectId,
    planHash: plan.hash,
    spec: plan.spec,
    version: plan.spec.version ?? newestVersion,
    price: plan.price,
    machines: plan.machines.map((machine, index) => ({ ...machine, ip: `10.200.0.${index + 2}`, attempt: 1 })),
    ...(publicIp === undefined ? {} : { publicIp }),
    state: 'deploying',
    createdAt: world.now(),
  };
}
