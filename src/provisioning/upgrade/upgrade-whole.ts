import { ActionFailure } from '../action.ts';
import { asBefore, engineContext, type NodeMeans } from './upgrade-node.ts';
import type { Hop } from './upgrade-plan.ts';

/** One hop of a VDC that its engine rolls by itself: told once, watched until all of it runs the new version. */
export async function upgradeWhole(means: NodeMeans, hop: Hop): Promise<boolean> {
  const { live, engine, ref } = means;
  const { context, plan } = live;
  const { services } = context;
  const done = await context.checkpoint(`whole.${hop.to}`, async () => {
    if ((await live.gate(hop.to)) === 'last') return { end: 'stop' };
    const begun = services.now();
    const waited = live.waited;
    const change = { state: 'upgrading' as const, to: hop.to, startedAt: begun };
    await live.write({ nodes: live.run.nodes.map((node) => ({ ...node, ...change })) });
    for (;;) {
      try {
        await engine.upgrade?.(ref, hop.to, engineContext(live, hop.to));
        break;
      } catch (error) {
        if (!(error instanceof ActionFailure) || error.retryable || ['ABORTED', 'INVALID_SPEC'].includes(error.code))
          throw error;
        const answer = await live.ask(
          { dilemma: 'node', text: error.message, choices: ['retry', 'stop'] },
          async () => false,
        );
        if (answer === 'stop') return { end: 'stop' };
      }
    }
    const well = await asBefore(means, hop);
    const seconds = Math.max(0.001, (services.now() - begun - (live.waited - waited)) / 1_000);
    await services.upgrades.took(plan.engine, 'whole', seconds);
    const state = well === 'stop' ? ('failed' as const) : ('done' as const);
    await live.write({ nodes: live.run.nodes.map((node) => ({ ...node, state, endedAt: services.now() })) });
    await live.say(`All of it runs ${hop.to}`);
    return { end: well === 'stop' ? 'stop' : 'done' };
  });
  return done.end === 'done';
}
