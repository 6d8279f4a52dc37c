import { ActionFailure } from '../../action.ts';
import type { ApplyContext, Plan } from '../../engine.ts';
import { canonicalJson, planHash } from '../../plan-hash.ts';
import { alive, bootMachines } from './boot-machines.ts';
import type { Fate } from './fate.ts';
import { fateOf } from './fate.ts';
import { removed } from './grid-store.ts';
import { reserve } from './reserve.ts';
import { duration } from './timing.ts';
import type { VdcRecord } from './vdc-record.ts';
import { machineState, refOf } from './vdc-record.ts';
import { throwIfAborted, wait } from './wait.ts';
import type { World } from './world.ts';

/** How often the VDC's API is asked before the outcome counts as unknown, and the pause between, in milliseconds. */
const VERIFY_TRIES = 20;
const VERIFY_PAUSE_MS = 250;

/**
 * Makes a plan true under an effect id, or goes on where an earlier try under the same effect id stopped. Each stage is
 * kept by a checkpoint, and would also find its own traces without one.
 */
export async function deploy(world: World, plan: Plan, context: ApplyContext): Promise<VdcRecord> {
  throwIfAborted(context.signal);
  const ref = refOf(context.effectId);
  const earlier = await world.store.read(ref);
  checkPlan(plan, earlier);
  if (earlier?.state === 'ready') return earlier;
  if (earlier?.state === 'failed') await revive(world, ref);
  const fate = fateOf(world.options, plan, context.effectId);
  const pauseFor = (what: 'reserve' | 'network' | 'verify') =>
    duration(world.options, what, plan.spec.name, context.effectId);

  await stage(context, 'reserve', async () => {
    context.progress('reserve', 0, `Reserving ${plan.machines.length} machines`);
    if (!earlier) await wait(pauseFor('reserve'), context.signal);
    const record = await reserve(world, plan, context, fate);
    context.progress('reserve', 100, reservedText(record));
  });
  await stage(context, 'network', async () => {
    context.progress('network', 0, 'Building the private network between the machines');
    const record = await world.store.change(ref, (current) => {
      alive(current);
      return current.networkAt === undefined
        ? { record: { ...current, networkAt: world.now() + pauseFor('network') } }
        : null;
    });
    await wait((record.networkAt ?? 0) - world.now(), context.signal);
    context.progress('network', 100, 'The private network stands');
  });
  await stage(context, 'controllers', () => bootMachines(world, ref, 'controller', context, fate));
  await stage(context, 'workers', () => bootMachines(world, ref, 'worker', context, fate));
  await stage(context, 'verify', () => verify(world, ref, pauseFor('verify'), context));

  const record = await world.store.read(ref);
  if (!record) throw removed();
  alive(record);
  answerLost(fate, record);
  return record;
}

/** The stage's work, kept once it is done. */
async function stage(context: ApplyContext, name: string, work: () => Promise<void>): Promise<void> {
  throwIfAborted(context.signal);
  await context.checkpoint(name, async () => {
    await work();
    return {};
  });
}

/** What was approved is what is done: nothing in the plan may have changed since it was hashed. */
function checkPlan(plan: Plan, earlier: VdcRecord | null): void {
  if (planHash(plan) !== plan.hash) {
    throw new ActionFailure('PLAN_STALE', 'The plan is not the one that was hashed. Plan again.');
  }
  if (earlier && canonicalJson(earlier.spec) !== canonicalJson(plan.spec)) {
    throw new ActionFailure('PLAN_STALE', 'Something else has been made under this effect id. Plan again.');
  }
}

/** A failed VDC is tried again: machines whose node died boot once more. */
async function revive(world: World, ref: string): Promise<void> {
  await world.store.change(ref, (record) => {
    if (record.state !== 'failed') return null;
    const { message: _, ...rest } = record;
    const machines = record.machines.map((machine) => {
      if (machineState(machine, world.now()) !== 'failed') return machine;
      const { boot: _boot, ...unbooted } = machine;
      return { ...unbooted, attempt: machine.attempt + 1 };
    });
    return { record: { ...rest, machines, state: 'deploying' } };
  });
}

/** Asks the VDC's own API, as its owner would, whether all nodes are ready. */
export async function verify(world: World, ref: string, pause: number, context: ApplyContext): Promise<void> {
  context.progress('verify', 0, 'Asking the Kubernetes API whether all nodes are ready');
  await wait(pause, context.signal);
  for (let tries = 1; ; tries += 1) {
    const record = await world.store.read(ref);
    if (!record) throw removed();
    alive(record);
    const ready = await world.kubernetes.readyNodes(ref, context.signal).catch(() => undefined);
    throwIfAborted(context.signal);
    if (ready === record.machines.length) break;
    context.progress(
      'verify',
      50,
      ready === undefined ? 'The API does not answer yet' : `${ready} of ${record.machines.length} nodes are ready`,
    );
    if (tries === VERIFY_TRIES) {
      throw new ActionFailure(
        'UNKNOWN_OUTCOME',
        'The machines run, but their Kubernetes API does not say so yet. Look again in a moment.',
      );
    }
    await wait(VERIFY_PAUSE_MS, context.signal);
  }
  const record = await world.store.change(ref, (current) => {
    alive(current);
    return current.state === 'ready' ? null : { record: { ...current, state: 'ready', readyAt: world.now() } };
  });
  context.progress('verify', 100, `All ${record.machines.length} nodes are ready`);
}

/** Everything is done and saved, but whoever asked does not learn it: the next one who asks does. */
function answerLost(fate: Fate, record: VdcRecord): void {
  if (!fate.unknownOutcome) return;
  throw new ActionFailure(
    'UNKNOWN_OUTCOME',
    `The grid did not answer in time; "${record.spec.name}" may have been made. Look before trying again.`,
  );
}

function reservedText(record: VdcRecord): string {
  const farms = new Set(record.machines.map(({ farm }) => farm)).size;
  const count = record.machines.length;
  return `${count} machine${count === 1 ? '' : 's'} reserved on ${farms} farm${farms === 1 ? '' : 's'}`;
}
