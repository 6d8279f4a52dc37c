import type { LastingContext } from '../action.ts';
import type { Services } from '../services.ts';
import { vdcOf } from '../vdc-view.ts';
import type { StepEnd } from './carry-out.ts';
import { MOST_FAILURES, type PastRepair } from './repair-book.ts';

/** Notes how a repair ended, once for each of its steps; a rule that fails again and again ends here. */
export async function rememberEnds(
  { services, caller, effectId }: Pick<LastingContext<Services>, 'services' | 'caller' | 'effectId'>,
  vdc: string,
  ends: readonly StepEnd[],
  by: PastRepair['by'],
): Promise<void> {
  const { id, name } = await vdcOf(services, caller.owner, vdc);
  for (const [index, { step, well, seconds, failed }] of ends.entries()) {
    const { summary, title, rule, way, set } = step;
    await services.repairs.remember(caller.owner, {
      id: `${effectId}.${index}`,
      vdc: id,
      name,
      summary,
      title,
      rule,
      way,
      well,
      seconds,
      at: services.now(),
      change: failed === undefined ? (set ?? '') : '',
      by,
    });
    if (by !== 'rule') continue;
    const known = (await services.repairs.rules(caller.owner, id)).find((one) => one.rule === rule && one.way === way);
    if (!known) continue;
    const failures = well ? 0 : Math.min(MOST_FAILURES, known.failures + 1);
    await services.repairs.setRule(caller.owner, id, { ...known, failures });
  }
}
