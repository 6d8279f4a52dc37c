import { referenceTo } from '../../cluster-object.ts';
import { numberAt, textAt, textsAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { conditionEvidence, conditionOf, said } from '../conditions.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';

const PATIENCE_MS = 1_800_000;

/** An upgrade of the cluster's nodes that is refused, has failed, or has stopped halfway. */
export const upgradePlan: Analyzer = function* upgradePlan(snapshot): Generator<FindingDraft> {
  for (const plan of snapshot.all('Plan')) {
    const { name } = plan.metadata;
    const base = { object: referenceTo(plan), certainty: 'certain' as const };
    const wrong = [conditionOf(plan, 'Validated'), conditionOf(plan, 'LatestResolved')].find(
      (one) => one?.status === 'False' && snapshot.age(one.since ?? plan.metadata.creationTimestamp) > PATIENCE_MS / 30,
    );
    const complete = conditionOf(plan, 'Complete');
    const failed = complete?.status === 'False' && complete.reason === 'JobFailed' ? complete : undefined;
    const condition = wrong ?? failed;
    if (condition) {
      yield {
        ...base,
        cause: wrong ? 'refused' : 'failed',
        severity: 'error',
        summary: wrong
          ? `The upgrade "${name}" cannot begin: ${said(condition.message || condition.reason)}.`
          : `The upgrade "${name}" has failed: ${said(condition.message || condition.reason)}. The node may still be closed for new pods.`,
        facts: { plan: name, version: textAt(plan, 'spec', 'version') ?? '', reason: condition.reason },
        evidence: [conditionEvidence(plan, condition)],
        ...(condition.since === undefined ? {} : { since: condition.since }),
      };
      continue;
    }
    const nodes = textsAt(plan, 'status', 'applying');
    const jobs = snapshot
      .all('Job')
      .filter(
        ({ metadata, status }) =>
          metadata.labels?.['upgrade.cattle.io/plan'] === name && (numberAt(status, 'succeeded') ?? 0) === 0,
      );
    const stuck = jobs.find((job) => snapshot.age(job.metadata.creationTimestamp) > PATIENCE_MS);
    if (nodes.length === 0 || !stuck) continue;
    yield {
      ...base,
      cause: 'stuck',
      severity: 'warning',
      summary: `The upgrade "${name}" has been at ${nodes.join(', ')} for more than half an hour.`,
      facts: { plan: name, nodes },
      evidence: [fieldEvidence(plan, 'status.applying', nodes.join(', '), stuck.metadata.creationTimestamp)],
      because: [referenceTo(stuck)],
    };
  }
};
