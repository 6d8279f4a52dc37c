import { ClusterError } from '#src/cluster/index.ts';

import { ActionFailure } from '../../action.ts';
import type { ApplyContext, EngineStage, Plan } from '../../engine.ts';
import { canonicalJson, planHash } from '../../plan-hash.ts';
import { endpointOf } from './endpoint.ts';
import type { Host } from './host.ts';
import type { HostedVdc } from './hosted-vdc.ts';
import { readNamespace } from './hosted-vdc.ts';
import { machinesOf } from './machines.ts';
import { bindingManifest, namespaceManifest, type VdcRecord, vdcManifests } from './manifests.ts';
import { marks, namespaceOf, refOf } from './names.ts';
import { removed } from './removals.ts';
import { untilHosted } from './until-hosted.ts';
import { verify } from './verify.ts';
import { throwIfAborted, wait } from './wait.ts';

/**
 * Makes a plan true under an effect id, or goes on where an earlier try stopped. Each stage is kept by a checkpoint, and
 * would also find its own traces on the host without one.
 */
export async function deploy(host: Host, plan: Plan, context: ApplyContext): Promise<HostedVdc> {
  const { effectId, signal } = context;
  throwIfAborted(signal);
  if (planHash(plan) !== plan.hash) {
    throw new ActionFailure('PLAN_STALE', 'The plan is not the one that was hashed. Plan again.');
  }
  const ref = refOf(namespaceOf(plan.spec.owner, plan.spec.name), effectId);
  await stage(context, 'reserve', () => reserve(host, ref, plan, context));
  await stage(context, 'network', () => connect(host, ref, context));
  await stage(context, 'controllers', () => machinesReady(host, ref, 'controller', context));
  await stage(context, 'workers', () => machinesReady(host, ref, 'worker', context));
  await stage(context, 'verify', async () => {
    const vdc = await untilHosted(host, ref, context, (now) => verify(host, now, context));
    await markReady(host, vdc);
    context.progress('verify', 100, `All ${vdc.record.plan.machines.length} nodes are ready`);
  });
  return await untilHosted(host, ref, context, () => true);
}

async function stage(context: ApplyContext, name: EngineStage, work: () => Promise<unknown>): Promise<void> {
  throwIfAborted(context.signal);
  await context.checkpoint(name, async () => {
    await work();
    return {};
  });
}

/** Takes the name on the host: the namespace is made once, by whoever is first. */
async function reserve(host: Host, ref: string, plan: Plan, context: ApplyContext): Promise<void> {
  const { effectId, signal, progress } = context;
  progress('reserve', 0, `Making room for "${plan.spec.name}" on the host`);
  const cluster = await host.cluster();
  const record: VdcRecord = { effectId, plan, version: plan.spec.version ?? host.options.versions[0] ?? '' };
  const found = await readNamespace(cluster, ref, signal);
  if (found) {
    checkSame(found.record, plan);
  } else {
    if (await host.removals.has(effectId)) throw removed();
    if (host.now() > Date.parse(plan.price.validUntil)) {
      throw new ActionFailure('PLAN_STALE', 'The price of this plan has expired. Plan again to see the current one.');
    }
    await take(host, ref, record, signal);
  }
  const user = await host.bindAs();
  if (user !== null) {
    await cluster.apply(bindingManifest(found?.record ?? record, user), { signal });
    await untilAllowed(host, record, signal);
  }
  progress('reserve', 100, `"${plan.spec.name}" has its place on the host`);
}

async function take(host: Host, ref: string, record: VdcRecord, signal: AbortSignal): Promise<void> {
  const cluster = await host.cluster();
  const draft = namespaceManifest(record, host.options);
  for (;;) {
    try {
      await cluster.create(draft, { signal });
      break;
    } catch (error) {
      if (!(error instanceof ClusterError) || !['ALREADY_EXISTS', 'CONFLICT', 'INVALID'].includes(error.code))
        throw error;
      // Another process with the same effect was first, or another VDC has the name, or one that is just going.
      if (await readNamespace(cluster, ref, signal)) return;
      const holder = await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: draft.metadata.name }, { signal });
      if (holder && holder.metadata.deletionTimestamp === undefined) throw nameTaken(record.plan.spec.name);
      if (!holder && error.code === 'INVALID') throw error;
      await wait(host.pauseMs, signal);
    }
  }
  // Removed between the look and the making: then nobody else takes it away.
  if (await host.removals.has(record.effectId)) {
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: draft.metadata.name });
    throw removed();
  }
}

/** Rights come into force a moment after they are bound. */
async function untilAllowed(host: Host, { plan: { spec } }: VdcRecord, signal: AbortSignal): Promise<void> {
  const cluster = await host.cluster();
  const wanted = {
    verb: 'create',
    group: 'k3k.io',
    resource: 'clusters',
    namespace: namespaceOf(spec.owner, spec.name),
  };
  for (let tries = 0; tries < 50; tries += 1) {
    if (await cluster.may(wanted, { signal })) return;
    await wait(host.pauseMs, signal);
  }
}

/** The walls around it, then the VDC itself; waits until k3k has given it an address. */
async function connect(host: Host, ref: string, context: ApplyContext): Promise<void> {
  const { signal, progress } = context;
  progress('network', 0, 'Building the walls around it and asking k3k for the cluster');
  const cluster = await host.cluster();
  const vdc = await untilHosted(host, ref, context, () => true);
  for (const manifest of vdcManifests(vdc.record, host.options, await host.sizedBy())) {
    await applyHere(host, ref, async () => await cluster.apply(manifest, { signal }));
  }
  const connected = await untilHosted(host, ref, context, (now) => {
    if (endpointOf(now, host.options) !== undefined) return true;
    progress('network', 50, 'Waiting for k3k to give it an address');
    return false;
  });
  progress('network', 100, `Its Kubernetes API will be at ${endpointOf(connected, host.options)}`);
}

/** A namespace that somebody removes meanwhile refuses whatever is made in it. */
async function applyHere(host: Host, ref: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const found = await readNamespace(await host.cluster(), ref).catch(() => undefined);
    if (found === null || found?.namespace.metadata.deletionTimestamp !== undefined) throw removed();
    throw error;
  }
}

/** Waits for the machines of a role, and tells of each what it does. */
async function machinesReady(
  host: Host,
  ref: string,
  role: 'controller' | 'worker',
  context: ApplyContext,
): Promise<void> {
  const part = role === 'controller' ? 'controllers' : 'workers';
  const told = new Map<string, string>();
  context.progress(part, 0);
  await untilHosted(host, ref, context, (vdc) => {
    const machines = machinesOf(vdc).filter((machine) => machine.role === role);
    const ready = machines.filter(({ state }) => state === 'ready').length;
    for (const { name, doing } of machines) {
      if (told.get(name) === doing) continue;
      told.set(name, doing);
      context.progress(part, Math.floor((100 * ready) / machines.length), `${name} ${doing}`);
    }
    return ready === machines.length;
  });
  context.progress(part, 100);
}

async function markReady(host: Host, { namespace }: HostedVdc): Promise<void> {
  if (namespace.metadata.annotations?.[marks.readyAt] !== undefined) return;
  const readyAt = new Date(host.now()).toISOString();
  await (await host.cluster()).patch(
    { apiVersion: 'v1', kind: 'Namespace', name: namespace.metadata.name },
    { metadata: { annotations: { [marks.readyAt]: readyAt } } },
  );
}

function checkSame(record: VdcRecord, plan: Plan): void {
  if (canonicalJson(record.plan.spec) === canonicalJson(plan.spec)) return;
  throw new ActionFailure('PLAN_STALE', 'Something else has been made under this effect id. Plan again.');
}

export function nameTaken(name: string): ActionFailure {
  return new ActionFailure(
    'NAME_TAKEN',
    `You already have a VDC named "${name}". Take another name, or delete that one.`,
  );
}
