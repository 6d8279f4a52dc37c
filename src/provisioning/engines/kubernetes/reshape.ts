import { ActionFailure } from '../../action.ts';
import type { ApplyContext, Plan } from '../../engine.ts';
import { planHash } from '../../plan-hash.ts';
import { drain, forgetGone } from './drain.ts';
import type { Host } from './host.ts';
import type { HostedVdc } from './hosted-vdc.ts';
import { readHostedVdc } from './hosted-vdc.ts';
import { checkUpgrade, compareVersions, fromTag } from './k3s-version.ts';
import { machinesOf } from './machines.ts';
import { namespaceManifest, type VdcRecord, vdcManifests } from './manifests.ts';
import { untilHosted } from './until-hosted.ts';
import { verify } from './verify.ts';

/** Gives a VDC the number of machines that a plan says. Doing it again goes on, or finds it done. */
export async function scale(host: Host, ref: string, plan: Plan, context: ApplyContext): Promise<HostedVdc> {
  if (planHash(plan) !== plan.hash) {
    throw new ActionFailure('PLAN_STALE', 'The plan is not the one that was hashed. Plan again.');
  }
  const vdc = await hosted(host, ref, context.signal);
  const { record } = vdc;
  if (record.plan.hash !== plan.hash) {
    const { controllers, workers } = record.plan.spec;
    if (plan.from?.controllers !== controllers || plan.from.workers !== workers) {
      throw new ActionFailure('PLAN_STALE', 'This VDC has been changed since the plan was made. Plan again.');
    }
  }
  const staying = new Set(plan.machines.map(({ name }) => name));
  await drain(
    host,
    vdc,
    machinesOf(vdc).filter(({ name }) => !staying.has(name)),
    context,
  );
  context.progress('reserve', 100, 'k3k knows how many machines it shall have');
  await remember(host, { ...record, plan }, context.signal);
  const settled = await settle(host, ref, context);
  await forgetGone(host, settled, context.signal);
  return settled;
}

/** Brings a VDC to a newer version, a minor at a time. k3k would do anything it is told: the gate is here. */
export async function upgrade(host: Host, ref: string, version: string, context: ApplyContext): Promise<HostedVdc> {
  const { record, cluster } = await hosted(host, ref, context.signal);
  const tag = cluster?.spec?.['version'];
  const from = typeof tag === 'string' ? fromTag(tag) : record.version;
  if (compareVersions(from, version) !== 0) {
    checkUpgrade(from, version, host.options.versions);
    context.progress('controllers', 0, `Going from ${from} to ${version}`);
  }
  await remember(host, { ...record, version }, context.signal);
  return await settle(host, ref, context);
}

async function hosted(host: Host, ref: string, signal: AbortSignal): Promise<HostedVdc> {
  const vdc = await readHostedVdc(host, ref, signal);
  if (vdc && vdc.namespace.metadata.deletionTimestamp === undefined) return vdc;
  throw new ActionFailure('NOT_FOUND', `There is no VDC "${ref}" on the host.`);
}

/** Writes the wish down first, so that whoever goes on after a crash knows it, then tells k3k. */
async function remember(host: Host, record: VdcRecord, signal: AbortSignal): Promise<void> {
  const cluster = await host.cluster();
  await cluster.apply(namespaceManifest(record, host.options), { signal, force: true });
  for (const manifest of vdcManifests(record, host.options, await host.sizedBy()))
    await cluster.apply(manifest, { signal });
}

/** Waits until the machines are there and run what they should, and its own API says so. */
async function settle(host: Host, ref: string, context: ApplyContext): Promise<HostedVdc> {
  const told = new Map<string, string>();
  return await untilHosted(host, ref, context, async (vdc) => {
    const machines = machinesOf(vdc);
    for (const { name, role, doing } of machines) {
      if (told.get(name) === doing) continue;
      told.set(name, doing);
      context.progress(role === 'controller' ? 'controllers' : 'workers', undefined, `${name} ${doing}`);
    }
    if (!machines.every(({ state }) => state === 'ready') || hasSpare(vdc)) return false;
    const done = await verify(host, vdc, context);
    if (done) context.progress('verify', 100, `All ${machines.length} nodes are ready`);
    return done;
  });
}

/** Machines that are to go are still there. */
function hasSpare({ pods, record }: HostedVdc): boolean {
  return pods.length > record.plan.machines.length;
}
