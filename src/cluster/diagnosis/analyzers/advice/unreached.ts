import { referenceTo } from '../../../cluster-object.ts';
import { labelsAt, numberAt, objectsAt } from '../../../fields.ts';
import type { Analyzer } from '../../analyzer.ts';
import { fieldEvidence } from '../../containers.ts';
import type { FindingDraft } from '../../finding.ts';
import { selects } from '../../selecting.ts';
import { isSystem } from '../../workloads.ts';

/** Ports for measurements are read pod by pod; nobody needs a service for them. */
const FOR_MEASURING = /metrics|prom|health|probe|admin|debug|pprof|webhook/;

/** A workload that offers a port to which no service leads: perhaps its service was deleted, or never made. */
export const unreached: Analyzer = function* unreached(snapshot): Generator<FindingDraft> {
  for (const workload of [...snapshot.all('Deployment'), ...snapshot.all('StatefulSet')]) {
    const { namespace, name } = workload.metadata;
    if (isSystem(workload) || !snapshot.knows('Service', namespace)) continue;
    const labels = labelsAt(workload, 'spec', 'template', 'metadata', 'labels');
    const ports = objectsAt(workload, 'spec', 'template', 'spec', 'containers')
      .flatMap((container) => objectsAt(container, 'ports'))
      .filter((port) => !FOR_MEASURING.test(String(port['name'])) && port['hostPort'] === undefined)
      .flatMap((port) => numberAt(port, 'containerPort') ?? []);
    const led = snapshot
      .in('Service', namespace)
      .some((service) => selects(labelsAt(service, 'spec', 'selector'), labels));
    if (ports.length === 0 || led) continue;
    yield {
      object: referenceTo(workload),
      cause: 'no-service',
      severity: 'advice',
      certainty: 'possible',
      summary: `"${name}" listens on port ${ports.join(', ')}, and no service leads to it: others cannot find it by a name.`,
      facts: { ports },
      evidence: [fieldEvidence(workload, 'spec.template.spec.containers[].ports', ports.join(', '))],
    };
  }
};
