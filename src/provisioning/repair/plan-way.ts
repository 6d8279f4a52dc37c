import type { Finding } from '#src/cluster/diagnosis/index.ts';

import { type ActionContext, ActionFailure } from '../action.ts';
import { type Planned, planChanges, showChanges } from '../changes/index.ts';
import type { Services } from '../services.ts';
import { tableOf } from '../shown.ts';
import { saidIn, textsIn } from '../texts/texts.ts';
import type { Examination } from './examine-vdc.ts';
import { findingId } from './finding-id.ts';
import type { RepairStep } from './repair-book.ts';
import { isSafe, type Way } from './ways.ts';

/** A way to mend, planned: what is shown, and what would be done. */
export interface PlannedWay {
  shown: Planned;
  step: RepairStep;
}

/** Tries a way without changing anything, and says what it would change. */
export async function planWay(
  context: ActionContext<Services>,
  { cluster, record }: Examination,
  finding: Finding,
  way: Way,
  answer?: string,
): Promise<PlannedWay> {
  const { locale } = context;
  const { summary, rule } = finding;
  const step = {
    finding: findingId(finding),
    summary,
    title: way.title,
    rule,
    way: way.id,
    safe: isSafe(finding, way),
  };
  if ('mending' in way) {
    const title = saidIn(locale, way.title);
    const { repairTexts: texts, changeTexts } = textsIn(locale);
    const shown: Planned = {
      plan: '',
      title,
      count: 1,
      creates: 0,
      changes: 1,
      deletes: 0,
      summary: saidIn(locale, way.warning),
      table: tableOf([changeTexts.what, texts.object], [[title, way.mending.machine ?? record.name]]),
      differences: '',
      notes: [],
    };
    return { shown, step: { ...step, mending: way.mending } };
  }
  if (!cluster) throw new ActionFailure('CLUSTER_UNREACHABLE', 'The cluster cannot be reached.', { retryable: true });
  try {
    const changes = way.changes(answer);
    const set = await planChanges(
      context,
      { cluster, record },
      { ...changes, title: way.title, ready: [], onFailure: 'keep' },
    );
    return { shown: showChanges(set, locale), step: { ...step, set: set.hash } };
  } catch (error) {
    if (error instanceof RangeError) throw new ActionFailure('INVALID_SPEC', error.message);
    throw error;
  }
}
