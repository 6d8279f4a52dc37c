import { objectsAt, textAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { fieldRemedy, found } from './workload.ts';

/** A webhook that nobody answers and that stops every change: passed over, or removed where its program is gone. */
export const webhookRemedies: Remedies = function* webhookRemedies(finding, snapshot) {
  const configuration = found(snapshot, finding.object);
  const hook = textAt(finding.facts, 'hook');
  if (!configuration) return;
  if (finding.facts['stops'] === true && hook !== undefined) {
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
