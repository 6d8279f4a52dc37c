import { labelsAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { fieldRemedy, found, numbersAt } from './workload.ts';

/** A service that leads nowhere: towards the pods that are meant, to a port that they have. */
export const serviceRemedies: Remedies = function* serviceRemedies(finding, snapshot) {
  const service = found(snapshot, finding.object);
  if (!service) return;
  const nearest = textAt(finding.facts, 'nearest');
  if (finding.cause === 'selector' && nearest !== undefined) {
    const labels = labelsAt(finding.facts, 'nearestLabels');
    const before = labelsAt(service, 'spec', 'selector');
    const kept = Object.fromEntries(
      Object.keys(before).flatMap((label) => (labels[label] === undefined ? [] : [[label, labels[label]]])),
    );
    const selector = Object.keys(kept).length > 0 ? kept : labels;
    const gone = Object.keys(before).filter((label) => selector[label] === undefined);
    yield fieldRemedy(
      {
        id: 'selector',
        title: `Lead it to "${nearest}"`,
        warning: `Whoever uses "${service.metadata.name}" reaches "${nearest}" then.`,
      },
      finding.object,
      { spec: { selector: { ...selector, ...Object.fromEntries(gone.map((label) => [label, null])) } } },
    );
  }
  if (finding.cause === 'port-name' || finding.cause === 'target-port') {
    const target = textAt(finding.facts, 'target');
    for (const choice of [...textsAt(finding.facts, 'names'), ...numbersAt(finding.facts, 'numbers')].slice(0, 3)) {
      const ports = objectsAt(service, 'spec', 'ports').map((port) =>
        String(port['targetPort'] ?? port['port']) === target ? { ...port, targetPort: choice } : port,
      );
      yield fieldRemedy(
        { id: `port-${choice}`, title: `Send to port ${choice}`, warning: 'Only where its traffic goes changes.' },
        finding.object,
        { spec: { ports } },
      );
    }
  }
  const workload = textAt(finding.facts, 'workload');
  if (finding.cause === 'stopped' && workload !== undefined) {
    const { namespace } = finding.object;
    const kind =
      (['Deployment', 'StatefulSet'] as const).find((one) => snapshot.find(one, namespace, workload)) ?? 'Deployment';
    yield fieldRemedy(
      {
        id: 'start',
        title: `Start "${workload}" again with one copy`,
        warning: 'It was stopped by somebody, perhaps on purpose.',
      },
      { apiVersion: 'apps/v1', kind, name: workload, ...(namespace === undefined ? {} : { namespace }) },
      { spec: { replicas: 1 } },
    );
  }
};
