import { ActionFailure, type LastingContext } from '../action.ts';
import type { Services } from '../services.ts';
import { openVdc } from '../vdc-clusters.ts';
import { backUpWithVelero, exportObjects } from './back-up.ts';
import { uncordonAll } from './cordon.ts';
import { LiveRun } from './live-run.ts';
import { paceOf } from './pace.ts';
import { preflight, stoppers } from './preflight.ts';
import { readNodes, versionOf } from './read-nodes.ts';
import { takeCopiesBack } from './spare-copies.ts';
import { endSurge, startSurge } from './surge.ts';
import { asBefore, calmly, engineContext, type NodeMeans, upgradeNode } from './upgrade-node.ts';
import type { Hop, UpgradePlan } from './upgrade-plan.ts';
import { hasEnded, type UpgradeRun } from './upgrade-run.ts';
import { upgradeWhole } from './upgrade-whole.ts';
import { readWorkloads, type WorkloadState } from './workloads.ts';

/** How an upgrade ended, with what is needed to compare before and after. */
export interface UpgradeEnd {
  run: UpgradeRun;
  plan: UpgradePlan;
  before: WorkloadState[];
  after: WorkloadState[];
  /** What the API server says that it is. */
  version: string;
}

/**
 * Carries out an agreed upgrade: kept first, then node after node, each verified before the next. Between any two steps it
 * can be paused, told to end, or asked again; after a crash it goes on where it was.
 */
export async function runUpgrade(context: LastingContext<Services>, hash: string): Promise<UpgradeEnd> {
  const { services, caller, signal } = context;
  context.progress('check', 0);
  const plan = await services.upgrades.find(caller.owner, hash);
  if (!plan) throw stale('This plan is too old to go on with.');
  const { cluster, engine, record } = await openVdc(services, caller, plan.vdc);
  const ref = record.ref ?? '';
  const run = await claim(context, plan);
  const live = new LiveRun(context, plan, run, paceOf(engine));
  const only = { live } as const;
  const { before } = await context.checkpoint('baseline', async () => {
    const nodes = await calmly(only, () => readNodes(cluster, { signal }));
    checkAsPlanned(plan, nodes);
    if (plan.only === undefined) {
      const report = await calmly(only, () =>
        preflight({ cluster, engine }, { to: plan.to, version: plan.from, backup: plan.backup }, { services, signal }),
      );
      const [stopper] = stoppers(report);
      if (stopper) throw new ActionFailure('UPGRADE_BLOCKED', stopper.title);
    }
    return { before: await calmly(only, () => readWorkloads(cluster, { signal })) };
  });
  const means: NodeMeans = { live, cluster, engine, ref, baseline: before };
  if ((await waitForStart(live)) === 'last' || !(await backUp(means))) return await end(means, 'stopped');
  if (plan.install) {
    await context.checkpoint('prepare', async () => {
      await engine.prepareUpgrade?.(ref, engineContext(live, 'prepare'));
      return {};
    });
  }
  const complete = plan.way === 'whole' ? await everyHop(means, upgradeWhole) : await nodeByNode(means);
  if (!complete) return await end(means, 'stopped');
  context.progress('verify', 0);
  for (const hop of plan.hops.slice(-1)) await verifyHop(means, hop);
  return await end(means, 'done');
}

/** Leaves everything tidy after an upgrade that did not come to its end: nodes open, copies as they were, nothing of ours left. */
export async function tidyUp(context: LastingContext<Services>, hash: string): Promise<void> {
  const { services, caller, effectId, signal } = context;
  const plan = await services.upgrades.find(caller.owner, hash);
  const run = plan && (await services.upgrades.run(caller.owner, plan.vdc));
  if (!plan || run?.effect !== effectId || hasEnded(run)) return;
  const { cluster, engine, record } = await openVdc(services, caller, plan.vdc);
  const live = new LiveRun(context, plan, run, paceOf(engine));
  await calmly({ live }, () => uncordonAll(cluster, effectId, signal));
  await takeCopiesBack(live, cluster);
  await endSurge({ live, cluster, engine, ref: record.ref ?? '', baseline: [] });
  await engine.finishUpgrade?.(record.ref ?? '', engineContext(live, 'finish'));
  const nodes = run.nodes.map((node) =>
    ['draining', 'upgrading', 'verifying'].includes(node.state) ? { ...node, state: 'failed' as const } : node,
  );
  const { question: _, ...rest } = live.run;
  await services.upgrades.write({ ...rest, nodes, state: 'failed', endedAt: services.now() });
}

/** One upgrade at a time for each VDC. */
async function claim(context: LastingContext<Services>, plan: UpgradePlan): Promise<UpgradeRun> {
  const { services, effectId } = context;
  const nodes = plan.nodes.filter(({ name }) => plan.only?.includes(name) ?? true);
  const fresh: UpgradeRun = {
    effect: effectId,
    plan: plan.hash,
    owner: plan.owner,
    vdc: plan.vdc,
    name: plan.name,
    from: plan.from,
    to: plan.to,
    state: 'running',
    nodes: nodes.map(({ name, role, version }) => ({ name, role, from: version, to: plan.to, state: 'waiting' })),
    startedAt: services.now(),
    scaled: [],
    journal: [],
  };
  const { type, run } = await services.upgrades.claim(fresh);
  if (type === 'taken') {
    throw new ActionFailure(
      'UPGRADE_RUNNING',
      `"${plan.name}" is being upgraded to ${run.to} already. One upgrade at a time: wait for it, or stop it first.`,
    );
  }
  return run;
}

/** The plan is for the cluster as it was: another version or other nodes are another upgrade. */
function checkAsPlanned(plan: UpgradePlan, nodes: Awaited<ReturnType<typeof readNodes>>): void {
  const now = versionOf(nodes);
  if (now !== plan.from) {
    throw stale(`"${plan.name}" runs ${now ?? 'nothing that I can see'} by now, and the plan begins at ${plan.from}.`);
  }
  const names = nodes
    .map(({ name }) => name)
    .sort()
    .join(', ');
  const planned = plan.nodes
    .map(({ name }) => name)
    .sort()
    .join(', ');
  if (names !== planned) throw stale(`"${plan.name}" has other nodes by now (${names}) than when the plan was made.`);
}

/** Nothing before its time. */
async function waitForStart(live: LiveRun): Promise<'go' | 'last'> {
  const { services, caller } = live.context;
  const { startAt } = live.plan;
  if (startAt !== undefined && services.now() < startAt) {
    const { wish } = await services.upgrades.steering(caller.owner, live.plan.vdc);
    if (wish === 'last') return 'last';
    await live.write({ state: 'window' });
    await live.say(`Begins at ${new Date(startAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`);
    while (services.now() < startAt) {
      const { wish: later } = await services.upgrades.steering(caller.owner, live.plan.vdc);
      if (later === 'last') return 'last';
      await live.rest(Math.min(5_000, Math.max(100, startAt - services.now())));
    }
  }
  return await live.gate('the backup');
}

/** Keeps what is there before anything changes. False when the person does not want to go on without. */
async function backUp(means: NodeMeans): Promise<boolean> {
  const { live, cluster } = means;
  const { context, plan } = live;
  const { services, caller, signal } = context;
  context.progress('backup', 0);
  if (plan.backup === 'own' || live.run.backup) return true;
  const begun = services.now();
  for (;;) {
    try {
      const progress = (text: string) => context.progress('backup', undefined, text);
      const name = `upgrade-${plan.hash.slice(0, 10)}`;
      const kept = await calmly(means, () =>
        plan.backup === 'velero'
          ? backUpWithVelero(cluster, `3bot-${name}`, { signal, progress })
          : exportObjects(
              cluster,
              { secrets: services.secrets, owner: caller.owner, name: `${plan.vdc}.${name}` },
              { signal, progress },
            ),
      );
      const at = services.now();
      if (kept.way !== 'own') {
        const copy = { ...kept, way: kept.way, id: plan.hash, at, from: plan.from, to: plan.to };
        for (const old of await services.upgrades.keepCopy(caller.owner, plan.vdc, copy))
          if (old.way === 'export') await services.secrets.shred(old.name);
      }
      await live.write({ backup: { ...kept, at } });
      await services.upgrades.took(plan.engine, 'backup', Math.max(0.001, (services.now() - begun) / 1_000));
      context.progress('backup', 100, `${kept.objects} objects are kept, and were read back`);
      return true;
    } catch (error) {
      if (!(error instanceof ActionFailure) || error.code !== 'BACKUP_FAILED') throw error;
      const answer = await live.ask(
        { dilemma: 'backup', text: error.message, choices: ['retry', 'go-on', 'stop'] },
        async () => false,
      );
      if (answer === 'stop') return false;
      if (answer === 'go-on') return true;
    }
  }
}

/** All hops, each completed and verified before the next. False when the person wants no more of it. */
async function everyHop(means: NodeMeans, work: (means: NodeMeans, hop: Hop) => Promise<boolean>): Promise<boolean> {
  const { hops } = means.live.plan;
  for (const hop of hops) {
    if (!(await work(means, hop))) return false;
    if (hop !== hops.at(-1)) await verifyHop(means, hop);
  }
  return true;
}

async function nodeByNode(means: NodeMeans): Promise<boolean> {
  return await everyHop(means, async (_, hop) => {
    const { live } = means;
    const { context, plan } = live;
    let skipped = 0;
    const steps = plan.steps.filter(({ kind, to }) => (kind === 'controller' || kind === 'worker') && to === hop.to);
    for (const step of steps) {
      const node = plan.nodes.find(({ name }) => name === step.node);
      if (!node) continue;
      if ((await live.gate(node.name)) === 'last') return false;
      if (plan.surge && node.role === 'worker') await startSurge(means);
      const { end: ended } = await context.checkpoint(`node.${hop.to}.${node.name}`, async () => ({
        end: await upgradeNode(means, node, hop, step),
      }));
      if (ended === 'stop') return false;
      if (ended === 'skipped') skipped += 1;
    }
    // A node that stays behind must not be left behind by more than one version: the next hop waits.
    return skipped === 0 || hop === plan.hops.at(-1);
  });
}

/** The API runs the version, and nothing is worse than before. */
async function verifyHop(means: NodeMeans, hop: Hop): Promise<void> {
  const { live, cluster } = means;
  const { signal, services } = live.context;
  const begun = services.now();
  const deadline = await live.patience(`hop.${hop.to}`, live.pace.node);
  for (;;) {
    const nodes = await calmly(means, () => readNodes(cluster, { signal }));
    const behind = nodes.find(({ role, version }) => role === 'controller' && version !== hop.to);
    if (!behind) break;
    if (services.now() > deadline) {
      throw new ActionFailure('UPGRADE_FAILED', `${behind.name} runs ${behind.version}, and ${hop.to} was to come.`);
    }
    await live.rest();
  }
  await asBefore(means, hop);
  await services.upgrades.took(live.plan.engine, 'verify', Math.max(0.001, (services.now() - begun) / 1_000));
}

/** Everything tidy, and how it is now. */
async function end(means: NodeMeans, state: 'done' | 'stopped'): Promise<UpgradeEnd> {
  const { live, cluster, engine, ref, baseline } = means;
  const { signal, services } = live.context;
  await endSurge(means);
  await takeCopiesBack(live, cluster);
  await calmly(means, () => uncordonAll(cluster, live.run.effect, signal));
  await engine.finishUpgrade?.(ref, engineContext(live, 'finish'));
  live.context.progress('verify', 99);
  const after = await calmly(means, () => readWorkloads(cluster, { signal }));
  const version = await calmly(means, () => cluster.version({ signal }));
  await live.write({ state, endedAt: services.now() });
  return { run: live.run, plan: live.plan, before: [...baseline], after, version };
}

const stale = (message: string): ActionFailure => new ActionFailure('PLAN_STALE', `${message} Plan again.`);
