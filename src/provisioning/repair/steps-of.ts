import { type ActionContext, ActionFailure } from '../action.ts';
import type { Services } from '../services.ts';
import { vdcOf } from '../vdc-view.ts';
import type { RepairStep } from './repair-book.ts';

/** What was agreed to under this plan: a repair of one or several steps, or a change set alone. */
export async function stepsOf(
  { services, caller }: Pick<ActionContext<Services>, 'services' | 'caller'>,
  vdc: string,
  plan: string,
  finding = '',
): Promise<RepairStep[]> {
  const record = await vdcOf(services, caller.owner, vdc);
  const kept = await services.repairs.findPlan(caller.owner, plan);
  if (kept && kept.vdc !== record.id) throw stale('This plan is for another VDC.');
  if (kept) return kept.steps;
  const set = await services.changes.find(caller.owner, plan);
  if (!set) throw stale('This plan is too old to go on with.');
  return [{ finding, summary: set.title, title: set.title, rule: '', way: '', safe: false, set: plan }];
}

const stale = (message: string): ActionFailure => new ActionFailure('PLAN_STALE', message);
