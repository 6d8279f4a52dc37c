import { compareVersions, pathTo } from '#src/cluster/upgrade/index.ts';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext } from '../../engine.ts';
import { alive } from './boot-machines.ts';
import { removed } from './grid-store.ts';
import { duration } from './timing.ts';
import type { MachineRecord, VdcRecord } from './vdc-record.ts';
import { versionOf } from './vdc-record.ts';
import { versions } from './versions.ts';
import { throwIfAborted, wait } from './wait.ts';
import type { World } from './world.ts';

/** Replaces the k3s of one machine. When it ends is fixed when it begins, so that a follower that dies loses nothing. */
export async function upgradeMachine(
  world: World,
  ref: string,
  name: string,
  version: string,
  context: ApplyContext,
): Promise<void> {
  throwIfAborted(context.signal);
  let record = await world.store.change(ref, (current) => {
    alive(current);
    const machine = machineOf(current, name);
    const now = versionOf(machine, current);
    if (now === version || machine.upgrade?.version === version) return null;
    checkStep(current, machine, version);
    if (machine.off !== undefined) {
      const { node, city } = machine;
      throw new ActionFailure('NODE_FAILED', `${name} does not answer: node ${node} in ${city} is down.`);
    }
    const takes = duration(world.options, 'upgrade', current.spec.name, current.effectId, name, version);
    return { record: withMachine(current, { ...machine, upgrade: { version, endsAt: world.now() + takes } }) };
  });
  for (;;) {
    alive(record);
    const machine = machineOf(record, name);
    const { upgrade } = machine;
    if (upgrade?.version !== version) return;
    if (machine.off !== undefined) throw await interrupted(world, ref, machine);
    const left = upgrade.endsAt - world.now();
    if (left <= 0) break;
    await wait(Math.min(left, 250), context.signal);
    const latest = await world.store.read(ref);
    if (!latest) throw removed();
    record = latest;
  }
  await world.store.change(ref, (current) => {
    const machine = machineOf(current, name);
    if (machine.upgrade?.version !== version) return null;
    return { record: upgraded(current, machine, version) };
  });
}

/** All machines one after the other, controllers first. */
export async function upgradeAll(
  world: World,
  ref: string,
  version: string,
  context: ApplyContext,
): Promise<VdcRecord> {
  const { machines } = await existing(world, ref);
  const inOrder = machines.toSorted((a, b) => (a.role === b.role ? 0 : a.role === 'controller' ? -1 : 1));
  for (const { name, role } of inOrder) {
    context.progress(role === 'controller' ? 'controllers' : 'workers', undefined, `${name} goes to ${version}`);
    await upgradeMachine(world, ref, name, version, context);
  }
  context.progress('verify', 100, `All ${machines.length} nodes are ready`);
  return await existing(world, ref);
}

/** The machine died in the middle of it: what was begun is forgotten, so that it can be begun again. */
async function interrupted(world: World, ref: string, { name, node, city }: MachineRecord): Promise<ActionFailure> {
  await world.store.change(ref, (current) => {
    const { upgrade, ...rest } = machineOf(current, name);
    return upgrade === undefined ? null : { record: withMachine(current, rest) };
  });
  return new ActionFailure('NODE_FAILED', `${name} does not answer any more: node ${node} in ${city} died.`);
}

/** One minor at a time, never back, and workers never before their controllers. */
function checkStep(record: VdcRecord, machine: MachineRecord, version: string): void {
  const from = versionOf(machine, record);
  const { hops, refused } = pathTo(from, version, [...versions]);
  if (refused === 'downgrade') {
    throw invalid(`${version} is older than ${from}, and Kubernetes data cannot go back. Take a newer version.`);
  }
  if (machine.role === 'controller' && hops.length > 1) {
    throw invalid(`From ${from} to ${version} skips a minor version. Take ${hops[0] ?? 'the next one'} first.`);
  }
  const behind = record.machines.find(
    (other) => other.role === 'controller' && compareVersions(versionOf(other, record), version) < 0,
  );
  if (machine.role === 'worker' && behind) {
    throw invalid(`${behind.name} still runs ${versionOf(behind, record)}: controllers go before workers.`);
  }
}

/** The VDC runs what its controllers all run; until then each machine says it of itself. */
function upgraded(record: VdcRecord, machine: MachineRecord, version: string): VdcRecord {
  const { upgrade: _, ...rest } = machine;
  const next = withMachine(record, { ...rest, version });
  const controllers = next.machines.filter(({ role }) => role === 'controller');
  if (!controllers.every((one) => versionOf(one, next) === version)) return next;
  const machines = next.machines.map((one) => ({ ...one, version: versionOf(one, next) }));
  return { ...next, version, machines };
}

function withMachine(record: VdcRecord, machine: MachineRecord): VdcRecord {
  return { ...record, machines: record.machines.map((other) => (other.name === machine.name ? machine : other)) };
}

function machineOf(record: VdcRecord, name: string): MachineRecord {
  const machine = record.machines.find((one) => one.name === name);
  if (machine) return machine;
  throw new ActionFailure('NOT_FOUND', `"${record.spec.name}" has no machine "${name}".`);
}

async function existing(world: World, ref: string): Promise<VdcRecord> {
  const record = await world.store.read(ref);
  if (record) return record;
  throw new ActionFailure('NOT_FOUND', `There is no VDC "${ref}" on the simulated grid.`);
}

const invalid = (message: string): ActionFailure => new ActionFailure('INVALID_SPEC', message);
