import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { labelsAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { isReady, podsSelected } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';

/** An admission webhook that nobody answers: with `failurePolicy: Fail` it stops every change that it is asked about. */
export const webhook: Analyzer = function* webhook(snapshot): Generator<FindingDraft> {
  const configurations = [
    ...snapshot.all('ValidatingWebhookConfiguration'),
    ...snapshot.all('MutatingWebhookConfiguration'),
  ];
  for (const configuration of configurations) {
    for (const hook of objectsAt(configuration, 'webhooks')) {
      const name = textAt(hook, 'clientConfig', 'service', 'name');
      const namespace = textAt(hook, 'clientConfig', 'service', 'namespace');
      if (name === undefined || !snapshot.knows('Service', namespace) || !snapshot.knows('Pod', namespace)) continue;
      yield* judge(snapshot, configuration, {
        hook: textAt(hook, 'name') ?? '',
        stops: (textAt(hook, 'failurePolicy') ?? 'Fail') === 'Fail',
        service: { name, namespace },
      });
    }
  }
};

interface Hook {
  hook: string;
  stops: boolean;
  service: { name: string; namespace: string | undefined };
}

function* judge(
  snapshot: Snapshot,
  configuration: ClusterObject,
  { hook, stops, service }: Hook,
): Generator<FindingDraft> {
  const found = snapshot.find('Service', service.namespace, service.name);
  const selector = labelsAt(found, 'spec', 'selector');
  const pods = found ? podsSelected(snapshot, service.namespace, selector) : [];
  const answers = found && (Object.keys(selector).length === 0 || pods.some((pod) => isReady(pod)));
  if (answers) return;
  yield {
    object: referenceTo(configuration),
    cause: found ? 'nobody-answers' : 'service-missing',
    severity: stops ? 'critical' : 'warning',
    certainty: 'certain',
    summary: `The admission webhook "${hook}" asks the service "${service.name}"${service.namespace === undefined ? '' : ` in ${service.namespace}`}, ${
      found ? 'behind which nobody answers' : 'which does not exist'
    }${stops ? ': changes are refused until it does' : ''}.`,
    facts: { hook, service: service.name, namespace: service.namespace ?? '', stops },
    evidence: [fieldEvidence(configuration, `webhooks[${hook}].clientConfig.service.name`, service.name)],
    ...(found ? { because: [referenceTo(found), ...pods.map((pod) => snapshot.topOwner(pod))] } : {}),
  };
}
