import { ActionFailure } from '../../action.ts';
import type { ApplyContext } from '../../engine.ts';
import type { Fate } from './fate.ts';
import { removed } from './grid-store.ts';
import { newBoot, replaceMachine } from './replace-machine.ts';
import type { MachineRecord, VdcRecord } from './vdc-record.ts';
import { machineState } from './vdc-record.ts';
import { wait } from './wait.ts';
import type { World } from './world.ts';

/** A person sees movement at least this often, in milliseconds. */
const TICK_MS = 250;

/**
 * Boots all machines of a role and follows them until they are ready. Boots are fixed in the durable state when they begin
 * and go on by the clock, so that a follower that dies loses nothing and several followers agree.
 */
export async function bootMachines(
  world: World,
  ref: string,
  role: MachineRecord['role'],
  context: ApplyContext,
  fate: Fate,
): Promise<void> {
  const tell = teller(`${role}s`, context);
  let record = await world.store.change(ref, (current) => {
    alive(current);
    if (machinesOf(current, role).every((machine) => machine.boot)) return null;
    const machines = current.machines.map((machine) =>
      machine.role === role && !machine.boot ? { ...machine, boot: newBoot(world, current, machine, fate) } : machine,
    );
    return { record: { ...current, machines } };
  });
  for (;;) {
    alive(record);
    const machines = machinesOf(record, role);
    const now = world.now();
    const percent = average(machines.map((machine) => bootedPercent(machine, now)));
    for (const machine of machines) tell(percent, machine.name, storyOf(machine, now));
    if (machines.every((machine) => machineState(machine, now) === 'ready')) return;
    const dead = machines.find((machine) => machineState(machine, now) === 'failed');
    if (dead) {
      record = await replaceMachine(world, ref, dead, fate);
      continue;
    }
    tell(percent);
    const nextEnd = Math.min(...machines.flatMap(({ boot }) => (boot && boot.endsAt > now ? [boot.endsAt - now] : [])));
    await wait(Math.min(nextEnd, TICK_MS), context.signal);
    const latest = await world.store.read(ref);
    if (!latest) throw removed();
    record = latest;
  }
}

/** Nobody removes it, and it has not failed: else the work on it ends here. */
export function alive(record: VdcRecord): void {
  if (record.state === 'deleting') throw removed();
  if (record.state === 'failed') {
    throw new ActionFailure('NODE_FAILED', record.message ?? 'A node died while booting.', { retryable: true });
  }
}

const machinesOf = (record: VdcRecord, role: MachineRecord['role']): MachineRecord[] =>
  record.machines.filter((machine) => machine.role === role);

function storyOf(machine: MachineRecord, now: number): string {
  const place = `node ${machine.node}, ${machine.city}`;
  switch (machineState(machine, now)) {
    case 'ready':
      return 'is ready';
    case 'failed':
      return `lost ${place}: it died while booting; looking for another node`;
    default:
      return `boots on ${place}`;
  }
}

/** Says each sentence once, and reports the percentage whenever it moved. */
function teller(stage: 'controllers' | 'workers', context: ApplyContext) {
  const told = new Set<string>();
  let last = -1;
  return (percent: number, machine?: string, story?: string): void => {
    const line = machine === undefined ? undefined : `${machine} ${story}`;
    if (line === undefined ? percent === last : told.has(line)) return;
    last = percent;
    if (line === undefined) return context.progress(stage, percent);
    told.add(line);
    context.log(line);
    context.progress(stage, percent, line);
  };
}

function bootedPercent({ boot }: MachineRecord, now: number): number {
  if (!boot) return 0;
  return Math.min(100, Math.max(0, (100 * (now - boot.startedAt)) / (boot.endsAt - boot.startedAt)));
}

const average = (values: number[]): number =>
  values.length === 0 ? 100 : Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length);
