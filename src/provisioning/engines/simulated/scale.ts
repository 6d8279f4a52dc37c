import { ActionFailure } from '../../action.ts';
import type { ApplyContext, Plan, PlannedMachine, VdcSpec } from '../../engine.ts';
import { planHash } from '../../plan-hash.ts';
import { priceOf } from '../../pricing/index.ts';
import { sizeOf } from '../../sizes.ts';
import { checkSpec } from '../check-spec.ts';
import { alive, bootMachines } from './boot-machines.ts';
import { verify } from './deploy.ts';
import type { Fate } from './fate.ts';
import { allowedNodes, resources } from './grid-state.ts';
import type { Change } from './grid-store.ts';
import { noCapacity } from './no-capacity.ts';
import { placeAgain } from './placement.ts';
import { estimatedSeconds } from './timing.ts';
import type { VdcRecord } from './vdc-record.ts';
import { versions } from './versions.ts';
import { throwIfAborted } from './wait.ts';
import type { World } from './world.ts';

/** Another number of machines for a VDC that is there: those that stay, and near them places for those to come. */
export async function planScale(
  world: World,
  ref: string,
  to: { controllers?: 1 | 3; workers?: number },
): Promise<Plan> {
  const record = await existing(world, ref);
  const { controllers, workers } = record.spec;
  const spec: VdcSpec = { ...record.spec, controllers: to.controllers ?? controllers, workers: to.workers ?? workers };
  checkSpec(spec, versions);
  if (spec.controllers < controllers) {
    throw new ActionFailure(
      'UNSUPPORTED',
      'Three controllers cannot become one again without losing what they agreed on.',
    );
  }
  const state = await world.store.state();
  const free = allowedNodes(state, world.map, spec.placement).map((node) => ({ ...node }));
  const machines: PlannedMachine[] = [];
  for (const role of ['controller', 'worker'] as const) {
    const have = record.machines.filter((machine) => machine.role === role);
    const count = role === 'controller' ? spec.controllers : spec.workers;
    const { name: size, ...facts } = sizeOf(role === 'controller' ? spec.controllerSize : spec.workerSize);
    for (let index = 0; index < count; index += 1) {
      const kept = have[index];
      const [near] = record.machines;
      if (kept) machines.push(plannedOf(kept));
      else if (near) {
        const apart = role === 'controller' ? machines.filter((other) => other.role === role) : [];
        const wanted = { ...plannedOf(near), name: `${role}-${index + 1}`, role, size, ...facts };
        const placed = placeAgain(free, wanted, new Set(apart.map(({ node }) => node)));
        if (!placed) throw noCapacity(state, world.map, spec);
        const node = free.find(({ id }) => id === placed.node);
        if (node) for (const resource of resources) node[resource] -= placed[resource];
        machines.push(placed);
      }
    }
  }
  const plan = {
    engine: 'simulated',
    spec,
    machines,
    price: priceOf(machines, spec.publicIp ? 1 : 0, world.tariff, world.now()),
    estimatedSeconds: estimatedSeconds(world.options, spec),
    notes: ['This grid is simulated: no machine is rented and nothing is charged.'],
    from: { controllers, workers },
  };
  return { hash: planHash(plan), ...plan };
}

/** Takes what is added and gives back what goes, in one change, then boots what is new. Doing it again goes on. */
export async function scale(world: World, ref: string, plan: Plan, context: ApplyContext): Promise<VdcRecord> {
  throwIfAborted(context.signal);
  if (planHash(plan) !== plan.hash) {
    throw new ActionFailure('PLAN_STALE', 'The plan is not the one that was hashed. Plan again.');
  }
  await existing(world, ref);
  context.progress('reserve', 0, `Reserving ${plan.machines.length} machines`);
  await world.store.change(ref, (record) => {
    alive(record);
    return record.planHash === plan.hash ? null : resized(record, plan);
  });
  context.progress('reserve', 100);
  await bootMachines(world, ref, 'controller', context, unharmed);
  await bootMachines(world, ref, 'worker', context, unharmed);
  await verify(world, ref, 0, context);
  return await existing(world, ref);
}

/** Nothing happens to machines on purpose here. */
const unharmed: Fate = { noCapacity: false, unknownOutcome: false };

function resized(record: VdcRecord, plan: Plan): Change {
  const { controllers, workers } = record.spec;
  if (plan.from?.controllers !== controllers || plan.from.workers !== workers || record.state !== 'ready') {
    throw new ActionFailure('PLAN_STALE', 'This VDC has been changed since the plan was made. Plan again.');
  }
  const taken = new Set(record.machines.map(({ ip }) => ip));
  const nextIp = (): string => {
    let host = 2;
    while (taken.has(`10.200.0.${host}`)) host += 1;
    taken.add(`10.200.0.${host}`);
    return `10.200.0.${host}`;
  };
  const machines = plan.machines.map(
    (machine) => record.machines.find(({ name }) => name === machine.name) ?? { ...machine, ip: nextIp(), attempt: 1 },
  );
  const names = new Set(machines.map(({ name }) => name));
  const added = machines.filter(({ boot }) => !boot);
  const gone = record.machines.filter(({ name }) => !names.has(name));
  return {
    record: { ...record, spec: plan.spec, price: plan.price, planHash: plan.hash, machines },
    moves: [
      ...gone.map((machine) => ({ node: machine.node, amount: machine, sign: -1 as const })),
      ...added.map((machine) => ({ node: machine.node, amount: machine, sign: 1 as const })),
    ],
  };
}

async function existing(world: World, ref: string): Promise<VdcRecord> {
  const record = await world.store.read(ref);
  if (record) return record;
  throw new ActionFailure('NOT_FOUND', `There is no VDC "${ref}" on the simulated grid.`);
}

function plannedOf({
  name,
  role,
  size,
  vcpu,
  memoryGiB,
  diskGiB,
  node,
  farm,
  country,
  city,
}: PlannedMachine): PlannedMachine {
  return { name, role, size, vcpu, memoryGiB, diskGiB, node, farm, country, city };
}
