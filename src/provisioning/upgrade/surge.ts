import { ActionFailure } from '../action.ts';
import { cordon } from './cordon.ts';
import { drainRound } from './drain-round.ts';
import { calmly, engineContext, type NodeMeans } from './upgrade-node.ts';

/** An extra worker stands in while the others are away, so that what runs always has room. Once for each run. */
export async function startSurge(means: NodeMeans): Promise<void> {
  const { live, engine, ref } = means;
  const { context, plan } = live;
  const { services } = context;
  if (!engine.planScale || !engine.scale) return;
  await context.checkpoint('surge', async () => {
    const workers = plan.nodes.filter(({ role }) => role === 'worker').length;
    const begun = services.now();
    try {
      const { hash } = await context.checkpoint('surge.plan', async () => {
        const scaled = await engine.planScale?.(ref, { workers: workers + 1 });
        if (scaled) await services.plans.keep(scaled);
        return { hash: scaled?.hash ?? '' };
      });
      const scaled = await services.plans.find(plan.owner, hash);
      if (!scaled) return {};
      const extra = scaled.machines.find(({ name }) => !plan.nodes.some((node) => node.name === name));
      // Written down before it is there, so that it is never forgotten.
      await live.write({ surge: extra?.name ?? '' });
      live.progress('An extra worker joins, so that the others may go one by one');
      await engine.scale?.(ref, scaled, engineContext(live, 'surge'));
      await services.upgrades.took(plan.engine, 'surge', Math.max(0.001, (services.now() - begun) / 1_000));
      await live.say(`${extra?.name ?? 'An extra worker'} stands in while the others are upgraded`);
    } catch (error) {
      if (!(error instanceof ActionFailure) || error.code !== 'NO_CAPACITY') throw error;
      await live.say(`There is no room for an extra worker just now, so it goes on without: ${error.message}`);
    }
    return {};
  });
}

/** The worker that stood in goes again: emptied first, then given back. */
export async function endSurge(means: NodeMeans): Promise<void> {
  const { live, engine, ref, cluster } = means;
  const { context, plan } = live;
  const { signal, services } = context;
  const { surge } = live.run;
  if (surge === undefined || surge === '' || !engine.planScale || !engine.scale) return;
  const workers = plan.nodes.filter(({ role }) => role === 'worker').length;
  const patience = services.now() + live.pace.held * 4;
  await calmly(means, () => cordon(cluster, surge, live.run.effect, signal));
  for (;;) {
    const { left } = await calmly(means, () => drainRound(cluster, surge, { signal, force: true }));
    if (left === 0 || services.now() > patience) break;
    live.progress(`${surge} is emptied: ${left} pods still run there`);
    await live.rest();
  }
  const { hash } = await context.checkpoint('surge.back', async () => {
    const back = await engine.planScale?.(ref, { workers });
    if (back) await services.plans.keep(back);
    return { hash: back?.hash ?? '' };
  });
  const back = await services.plans.find(plan.owner, hash);
  if (back) await engine.scale(ref, back, engineContext(live, 'surge-end'));
  const { surge: _, ...rest } = live.run;
  await live.write({ ...rest, surge: '' });
  await live.say(`${surge}, which stood in, is given back`);
}
