import { referenceTo } from '../../cluster-object.ts';
import { numberAt, valueAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { takes } from '../selecting.ts';
import { fieldRemedy, found, podLabelsOf } from './workload.ts';

/** A budget that lets nothing go: one pod at a time, or one copy more than it wants. */
export const budgetRemedies: Remedies = function* budgetRemedies(finding, snapshot) {
  const budget = found(snapshot, finding.object);
  if (!budget || finding.cause !== 'never') return;
  yield fieldRemedy(
    {
      id: 'one-at-a-time',
      title: 'Let one pod go at a time',
      warning: 'While a node is emptied, one copy fewer answers.',
    },
    finding.object,
    { spec: { minAvailable: null, maxUnavailable: 1 } },
  );
  const selector = valueAt(budget, 'spec', 'selector');
  const desired = numberAt(finding.facts, 'desired') ?? 0;
  const isNumber = numberAt(budget, 'spec', 'minAvailable') !== undefined;
  const workloads = [...snapshot.all('Deployment'), ...snapshot.all('StatefulSet')].filter(
    (one) => one.metadata.namespace === finding.object.namespace && takes(selector, podLabelsOf(one)),
  );
  const [workload] = workloads;
  // A share of the copies, or of several workloads, grows with them.
  if (!workload || workloads.length > 1 || !isNumber) return;
  const copies = Math.max(desired, numberAt(workload, 'spec', 'replicas') ?? 1) + 1;
  yield fieldRemedy(
    {
      id: 'one-more-copy',
      title: `Run ${copies} copies of "${workload.metadata.name}"`,
      warning: 'One copy more uses more of the cluster; the budget stays as it is.',
    },
    referenceTo(workload),
    { spec: { replicas: copies } },
  );
};
