import { judge, readSnapshot } from '#src/cluster/diagnosis/index.ts';
import { type Cluster, ClusterError, nameOf } from '#src/cluster/index.ts';

import { ActionFailure } from '../action.ts';
import { patiently } from '../changes/patiently.ts';
import type { ApplyContext, Engine } from '../engine.ts';
import { cordon, uncordon } from './cordon.ts';
import { type DrainRound, drainRound } from './drain-round.ts';
import type { LiveRun } from './live-run.ts';
import { readNode } from './read-nodes.ts';
import { addCopy, takeCopiesBack } from './spare-copies.ts';
import type { Hop, PlannedNode, PlannedStep } from './upgrade-plan.ts';
import { keyOf, readWorkloads, type WorkloadState, worseThan } from './workloads.ts';

/** What upgrading one node needs of the rest. */
export interface NodeMeans {
  live: LiveRun;
  cluster: Cluster;
  engine: Engine;
  ref: string;
  /** How the workloads did before. */
  baseline: readonly WorkloadState[];
}

/** How it went with one node. `stop`: the person wants no more of it. */
export type NodeEnd = 'done' | 'skipped' | 'stop';

/**
 * Brings one node to its new version: closed, emptied as its budgets allow, upgraded, opened, and everything as before. Each
 * step looks first what is so already, so that it goes on after a crash at any point.
 */
export async function upgradeNode(means: NodeMeans, node: PlannedNode, hop: Hop, step: PlannedStep): Promise<NodeEnd> {
  const { live } = means;
  const { services, signal } = live.context;
  const { name, role } = node;
  const known = live.run.nodes.find((one) => one.name === name);
  if (known?.state === 'done' && known.to === hop.to) return 'done';
  const begun = known?.to === hop.to && known.startedAt !== undefined ? known.startedAt : services.now();
  const once = async (what: string, work: () => Promise<NodeEnd>): Promise<NodeEnd> =>
    (await live.context.checkpoint(`${what}.${hop.to}.${name}`, async () => ({ end: await work() }))).end;
  const waited = live.waited;
  await live.node(name, { state: 'draining', to: hop.to, startedAt: begun });
  const present = await calmly(means, () => readNode(means.cluster, name, { signal }));
  if (present?.version !== hop.to || !present.ready) {
    await calmly(means, () => cordon(means.cluster, name, live.run.effect, signal));
    const emptied = step.drained ? await once('emptied', () => empty(means, name, hop)) : 'done';
    if (emptied !== 'done') return await leave(means, name, emptied);
    await live.node(name, { state: 'upgrading' });
    const replaced = await once('replaced', () => replace(means, name, role, hop));
    if (replaced !== 'done') return await leave(means, name, replaced);
  }
  await live.node(name, { state: 'verifying' });
  await calmly(means, () => uncordon(means.cluster, name, live.run.effect, signal));
  const well = await asBefore(means, hop, name);
  if (well === 'stop') return await leave(means, name, 'stop');
  await takeCopiesBack(live, means.cluster);
  const seconds = Math.max(0.001, (services.now() - begun - (live.waited - waited)) / 1_000);
  await services.upgrades.took(live.plan.engine, role, seconds);
  await live.node(
    name,
    { state: 'done', endedAt: services.now() },
    `${name} runs ${hop.to}, and everything is as before`,
  );
  return 'done';
}

/** The person wants this node left alone, or no further one touched: it is opened again. */
async function leave(means: NodeMeans, name: string, end: 'skipped' | 'stop'): Promise<NodeEnd> {
  const { live, cluster } = means;
  const { services, signal } = live.context;
  await calmly(means, () => uncordon(cluster, name, live.run.effect, signal));
  await takeCopiesBack(live, cluster);
  await live.node(
    name,
    { state: end === 'skipped' ? 'skipped' : 'failed', endedAt: services.now() },
    end === 'skipped' ? `${name} is left as it is` : `Stopped at ${name}; it is open for work again`,
  );
  return end;
}

/** Empties a node, as disruption budgets allow; what holds it for long is the person's to decide. */
async function empty(means: NodeMeans, name: string, hop: Hop): Promise<NodeEnd> {
  const { live, cluster } = means;
  const { services, signal } = live.context;
  const what = `emptied.${hop.to}.${name}`;
  let force = false;
  let patience = await live.patience(what, live.pace.held);
  const round = () => calmly(means, () => drainRound(cluster, name, { signal, force }));
  for (;;) {
    const now = await round();
    if (now.left === 0) return 'done';
    // Nothing ends on a node that is down: what to do with it is the question then.
    if ((await downBecause(means, name)) !== undefined) return 'done';
    const { held, bare } = now;
    if (
      bare.length === now.left ||
      (services.now() > patience && (held || bare.length > 0 || isStuck(live, patience)))
    ) {
      const answer = await live.ask({ node: name, ...dilemmaOf(name, now) }, async () => (await round()).left === 0);
      if (answer === 'skip') return 'skipped';
      if (answer === 'stop') return 'stop';
      if (answer === 'evict') force = true;
      if (answer === 'scale' && held?.owner !== undefined) await addCopy(live, cluster, held.owner);
      // A copy more has to be placed, pulled and started first.
      patience = await live.bePatient(what, live.pace.held * (answer === 'scale' ? 8 : 4));
    }
    live.progress(
      held
        ? `${name} is emptied: the budget ${held.budget} keeps ${held.namespace}/${held.pod} for now`
        : `${name} is emptied: ${now.left} pods still run there`,
    );
    await live.rest();
  }
}

/** Pods that were asked to leave and do not end have had their time several times over. */
const isStuck = ({ context, pace }: LiveRun, patience: number): boolean =>
  context.services.now() > patience + pace.workloads;

function dilemmaOf(
  name: string,
  { held, bare, left }: DrainRound,
): { dilemma: 'budget' | 'bare' | 'stuck'; text: string; choices: ('wait' | 'scale' | 'evict' | 'skip' | 'stop')[] } {
  if (held) {
    const what = `${held.namespace}/${held.pod}`;
    const scales = held.owner?.startsWith('Deployment ') === true || held.owner?.startsWith('StatefulSet ') === true;
    return {
      dilemma: 'budget',
      text: `The disruption budget ${held.budget} keeps ${what} on ${name}: it allows no pod less just now`,
      choices: ['wait', ...(scales ? (['scale'] as const) : []), 'skip', 'stop'],
    };
  }
  const [first] = bare;
  if (first) {
    return {
      dilemma: 'bare',
      text: `Nobody would make ${first.namespace}/${first.name} on ${name} anew: emptying the node loses it`,
      choices: ['wait', 'evict', 'skip', 'stop'],
    };
  }
  return {
    dilemma: 'stuck',
    text: `${left} pods on ${name} were asked to end and do not`,
    choices: ['wait', 'skip', 'stop'],
  };
}

/** Replaces what runs the node, and waits until it is back with its new version. */
async function replace(means: NodeMeans, name: string, role: PlannedNode['role'], hop: Hop): Promise<NodeEnd> {
  const { live, engine, ref } = means;
  const stage = role === 'controller' ? 'controllers' : 'workers';
  for (;;) {
    let trouble: string | undefined;
    try {
      trouble = await downBecause(means, name);
      if (trouble === undefined) {
        live.progress(`${name} goes to ${hop.to}`);
        await engine.upgradeMachine?.(ref, name, hop.to, engineContext(live, `${hop.to}.${name}`));
        trouble = await awaitNode(means, name, hop.to);
      }
    } catch (error) {
      if (!(error instanceof ActionFailure) || error.retryable || ['ABORTED', 'INVALID_SPEC'].includes(error.code))
        throw error;
      trouble = error.message;
    }
    if (trouble === undefined) return 'done';
    const mends = engine.mends?.of({ machine: name }).map(({ mending }) => mending) ?? [];
    const replaceable = mends.includes('replace-machine');
    const answer = await live.ask(
      {
        dilemma: 'node',
        node: name,
        text: trouble,
        choices: [
          'retry',
          ...(replaceable ? (['replace'] as const) : []),
          ...(role === 'worker' ? (['skip'] as const) : []),
          'stop',
        ],
      },
      async () => await isUpgraded(means, name, hop.to),
    );
    if (answer === 'settled') return 'done';
    if (answer === 'skip') return 'skipped';
    if (answer === 'stop') return 'stop';
    const mending =
      answer === 'replace' ? 'replace-machine' : mends.includes('restart-machine') ? 'restart-machine' : undefined;
    if (mending === undefined) continue;
    live.progress(answer === 'replace' ? `${name} is made anew on another machine` : `${name} is started again`);
    try {
      await engine.mends?.mend(ref, { mending, machine: name }, engineContext(live, `mend.${stage}.${name}`));
      await calmly(means, () => cordon(means.cluster, name, live.run.effect, live.context.signal));
    } catch (error) {
      if (!(error instanceof ActionFailure) || error.code === 'ABORTED') throw error;
      await live.say(error.message);
    }
  }
}

/** Why nothing can be done on a node, where it is down. */
async function downBecause(means: NodeMeans, name: string): Promise<string | undefined> {
  const node = await calmly(means, () => readNode(means.cluster, name, { signal: means.live.context.signal }));
  return node && !node.ready ? `${name} is not ready: ${node.why.slice(0, 200)}` : undefined;
}

/** Waits for a node; a sentence when it does not come back in time. */
async function awaitNode(means: NodeMeans, name: string, version: string): Promise<string | undefined> {
  const { live } = means;
  const { services } = live.context;
  const deadline = await live.patience(`back.${version}.${name}`, live.pace.node);
  for (;;) {
    const node = await calmly(means, () => readNode(means.cluster, name, { signal: live.context.signal }));
    if (node?.version === version && node.ready) return undefined;
    if (services.now() > deadline) {
      if (!node) return `${name} has left the cluster`;
      return node.ready
        ? `${name} still runs ${node.version}, and ${version} was to come`
        : `${name} is not ready: ${node.why.slice(0, 200)}`;
    }
    live.progress(`${name} starts again with ${version}`);
    await live.rest();
  }
}

async function isUpgraded(means: NodeMeans, name: string, version: string): Promise<boolean> {
  const node = await calmly(means, () => readNode(means.cluster, name, { signal: means.live.context.signal }));
  return node?.version === version && node.ready;
}

/** Waits until every workload has its ready copies again. What does not come back is explained, and the person decides. */
export async function asBefore(means: NodeMeans, { to }: Pick<Hop, 'to'>, name?: string): Promise<'well' | 'stop'> {
  const { live, cluster, baseline } = means;
  const { services, signal } = live.context;
  const worse = () => calmly(means, async () => worseThan(baseline, await readWorkloads(cluster, { signal })));
  const since = `as-before.${to}.${name ?? ''}`;
  for (;;) {
    const [first, ...others] = await worse();
    if (!first) return 'well';
    const what = `${keyOf(first)}: ${first.ready} of ${first.wanted} ready`;
    // After an answer it begins anew.
    if (services.now() > (await live.patience(since, live.pace.workloads))) {
      const why = await reasonOf(means, first);
      const answer = await live.ask(
        {
          dilemma: 'unwell',
          ...(name === undefined ? {} : { node: name }),
          text: why === undefined ? `Not as before: ${what}` : `Not as before: ${what}. ${why}`,
          choices: ['wait', 'go-on', 'stop'],
        },
        async () => (await worse()).length === 0,
      );
      if (answer === 'stop') return 'stop';
      if (answer !== 'wait') return 'well';
    }
    live.progress(others.length === 0 ? what : `${what}, and ${others.length} more`);
    await live.rest();
  }
}

/** What diagnosis says of a workload that does not come back. */
async function reasonOf(means: NodeMeans, { namespace, name }: WorkloadState): Promise<string | undefined> {
  const { signal, services } = means.live.context;
  try {
    const { findings } = judge(await readSnapshot(means.cluster, { signal, now: services.now, namespace }));
    const about = findings.find(
      ({ object, breaks }) => nameOf(object).includes(name) || breaks.some((one) => one.name.startsWith(name)),
    );
    return (about ?? findings[0])?.summary;
  } catch (error) {
    if (error instanceof ClusterError && !signal.aborted) return undefined;
    throw error;
  }
}

/** Asks the cluster, and waits while its API is away: with one controller it is, while that one is upgraded. */
export async function calmly<T>({ live }: Pick<NodeMeans, 'live'>, work: () => Promise<T>): Promise<T> {
  return await patiently(work, { signal: live.context.signal, onWait: (why) => live.progress(why) });
}

/** What the engine is given for one machine. */
export function engineContext(live: LiveRun, name: string): ApplyContext {
  const { effectId, signal, log } = live.context;
  return {
    effectId: `${effectId}.${name}`,
    signal,
    log,
    progress: (_stage, _percent, text) => live.progress(text),
    checkpoint: (step, work) => live.context.checkpoint(`engine.${name}.${step}`, work),
  };
}
