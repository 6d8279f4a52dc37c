import { ActionFailure, type LastingContext } from './action.ts';
import type { Plan } from './engine.ts';
import { canonicalJson } from './plan-hash.ts';
import type { Services } from './services.ts';
import { engineOf } from './vdc-view.ts';
import { pricePerMonth } from './wording.ts';

/**
 * The plan that the caller approved, fixed for the whole operation once it is found valid. One whose price has expired is
 * planned anew, and taken only if nothing that the person saw is different.
 */
export async function approvedPlan(context: LastingContext<Services>, hash: string): Promise<Plan> {
  const { plan } = await context.checkpoint('plan', async () => ({
    plan: JSON.stringify(await validPlan(context, hash)),
  }));
  return JSON.parse(plan) as Plan;
}

async function validPlan({ services, caller }: LastingContext<Services>, hash: string): Promise<Plan> {
  const plan = await services.plans.find(caller.owner, hash);
  if (!plan) throw new ActionFailure('PLAN_STALE', 'This plan is too old to go on with.');
  if (services.now() <= Date.parse(plan.price.validUntil)) return plan;
  const fresh = await engineOf(services, plan.engine).plan(plan.spec);
  if (canonicalJson(seen(fresh)) === canonicalJson(seen(plan))) return fresh;
  const [before, now] = [pricePerMonth(plan.price), pricePerMonth(fresh.price)];
  throw new ActionFailure(
    'PLAN_STALE',
    before === now
      ? 'The machines of this plan are not all free any more.'
      : `The price has changed since you saw it, from ${before} to ${now}.`,
  );
}

/** What a yes is a yes to. */
function seen({ spec, machines, price }: Plan): object {
  const { usdPerHour, usdPerMonth, tftPerMonth, lines } = price;
  return { spec, machines, usdPerHour, usdPerMonth, tftPerMonth, lines };
}
