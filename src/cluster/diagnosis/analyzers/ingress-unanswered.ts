import { referenceTo } from '../../cluster-object.ts';
import { labelsAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { isReady, podsSelected } from '../selecting.ts';

/** An ingress that is right in itself, to a service behind which nobody answers: people see an error 503. */
export const ingressUnanswered: Analyzer = function* ingressUnanswered(snapshot): Generator<FindingDraft> {
  for (const ingress of snapshot.all('Ingress')) {
    const { namespace, name } = ingress.metadata;
    if (!snapshot.knows('Pod', namespace)) continue;
    const names = objectsAt(ingress, 'spec', 'rules').flatMap((rule) =>
      objectsAt(rule, 'http', 'paths').flatMap((path) => textAt(path, 'backend', 'service', 'name') ?? []),
    );
    for (const serviceName of new Set(names)) {
      const service = snapshot.find('Service', namespace, serviceName);
      const selector = labelsAt(service, 'spec', 'selector');
      if (!service || Object.keys(selector).length === 0) continue;
      if (podsSelected(snapshot, namespace, selector).some(isReady)) continue;
      yield {
        object: referenceTo(ingress),
        cause: 'nobody-answers',
        severity: 'error',
        certainty: 'certain',
        summary: `Nobody answers behind the ingress "${name}": the service "${serviceName}" has no pod that is ready.`,
        facts: { service: serviceName },
        evidence: [fieldEvidence(ingress, 'spec.rules[].http.paths[].backend.service.name', serviceName)],
        because: [referenceTo(service)],
      };
    }
  }
};
