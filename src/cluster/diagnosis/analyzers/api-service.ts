import { referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';

/** A part of the API that a service of its own should answer, and does not: metrics, or what an extension brought. */
export const apiService: Analyzer = function* apiService(snapshot): Generator<FindingDraft> {
  for (const service of snapshot.all('APIService')) {
    const condition = objectsAt(service, 'status', 'conditions').find((one) => textAt(one, 'type') === 'Available');
    if (textAt(condition, 'status') !== 'False') continue;
    const name = textAt(service, 'spec', 'service', 'name') ?? '';
    const namespace = textAt(service, 'spec', 'service', 'namespace');
    const behind = snapshot.find('Service', namespace, name);
    const since = textAt(condition, 'lastTransitionTime');
    yield {
      object: referenceTo(service),
      cause: textAt(condition, 'reason') ?? 'unavailable',
      severity: 'error',
      certainty: 'certain',
      summary: `The API "${service.metadata.name}" is not answered: ${textAt(condition, 'message') ?? ''}.`,
      facts: { service: name },
      evidence: [
        fieldEvidence(
          service,
          'status.conditions[Available]',
          `${textAt(condition, 'reason')} ${textAt(condition, 'message')}`,
          since,
        ),
      ],
      ...(behind ? { because: [referenceTo(behind)] } : {}),
      ...(since === undefined ? {} : { since }),
    };
  }
};
