import { objectsAt, textAt } from '../../fields.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { fieldRemedy, found } from './workload.ts';

/** A webhook that nobody answers and that stops every change: passed over, or removed where its program is gone. */
export const webhookRemedies: Remedies = function* webhookRemedies(finding, snapshot) {
  if (finding.facts['stops'] === true) yield* passOver(finding, snapshot);
  if (finding.cause !== 'service-missing') return;
  yield {
    id: 'remove',
    title: `Remove "${finding.object.name}"`,
    risk: 'disruptive',
    warning: 'What it checked is not checked any more. Right if the program that brought it has been removed.',
    undo: 'It is made again as it was.',
    changes: () => ({ deletes: [finding.object] }),
  };
};

/** What the webhook should check goes in unchecked as long as it does not answer. Never without saying so. */
export function* passOver(finding: Finding, snapshot: Snapshot): Generator<Remedy> {
  const configuration = found(snapshot, finding.object);
  const hook = textAt(finding.facts, 'hook');
  if (!configuration || hook === undefined) return;
  const webhooks = objectsAt(configuration, 'webhooks').map((one) =>
    textAt(one, 'name') === hook ? { ...one, failurePolicy: 'Ignore' } : one,
  );
  yield fieldRemedy(
    {
      id: 'pass-over',
      title: `Pass over "${hook}" while nobody answers`,
      warning: 'As long as it does not answer, what it should check goes in unchecked. Undo this when it is back.',
    },
    finding.object,
    { webhooks },
  );
}

/** A part of the API that nobody answers: it stops namespaces from going, and goes where its program is gone. */
export const apiServiceRemedies: Remedies = function* apiServiceRemedies(finding, snapshot) {
  const service = found(snapshot, finding.object);
  if (!service || finding.cause !== 'ServiceNotFound') return;
  yield {
    id: 'remove',
    title: `Remove the API "${finding.object.name}"`,
    risk: 'disruptive',
    warning:
      'Objects of its kinds cannot be reached without it. Right if the program that brought it has been removed.',
    undo: 'It is made again as it was.',
    changes: () => ({ deletes: [finding.object] }),
  };
};
