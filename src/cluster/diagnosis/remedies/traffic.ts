import type { JsonObject } from '#src/protocol/index.ts';

import { labelsAt, objectAt, objectsAt, textAt, textsAt, valueAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { fieldRemedy, found } from './workload.ts';

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
    const numbers = valueAt(finding.facts, 'numbers');
    const choices = [
      ...textsAt(finding.facts, 'names'),
      ...(Array.isArray(numbers) ? numbers.filter((number) => typeof number === 'number') : []),
    ];
    for (const choice of choices.slice(0, 3)) {
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
    yield fieldRemedy(
      {
        id: 'start',
        title: `Start "${workload}" again with one copy`,
        warning: 'It was stopped by somebody, perhaps on purpose.',
      },
      { apiVersion: 'apps/v1', kind: 'Deployment', name: workload, ...(namespace === undefined ? {} : { namespace }) },
      { spec: { replicas: 1 } },
    );
  }
};

/** An ingress that leads nowhere: to a service, port or class that is there. */
export const ingressRemedies: Remedies = function* ingressRemedies(finding, snapshot) {
  const ingress = found(snapshot, finding.object);
  if (!ingress) return;
  const warning = 'Only the way of its traffic changes.';
  if (finding.cause === 'class-missing' || finding.cause === 'no-class') {
    for (const name of textsAt(finding.facts, 'classes').slice(0, 3)) {
      yield fieldRemedy({ id: `class-${name}`, title: `Let "${name}" serve it`, warning }, finding.object, {
        spec: { ingressClassName: name },
      });
    }
  }
  const wrong = textAt(finding.facts, 'service');
  const rules = (change: JsonObject): JsonObject => ({
    spec: {
      rules: objectsAt(ingress, 'spec', 'rules').map((rule) => ({
        ...rule,
        http: {
          paths: objectsAt(rule, 'http', 'paths').map((path) =>
            textAt(path, 'backend', 'service', 'name') === wrong
              ? { ...path, backend: { service: { ...objectAt(path, 'backend', 'service'), ...change } } }
              : path,
          ),
        },
      })),
    },
  });
  if (finding.cause === 'service-missing') {
    for (const name of textsAt(finding.facts, 'similar').slice(0, 2)) {
      yield fieldRemedy(
        { id: `service-${name}`, title: `Send to the service "${name}"`, warning },
        finding.object,
        rules({ name }),
      );
    }
  }
  const ports = valueAt(finding.facts, 'ports');
  if (finding.cause === 'port-missing' && Array.isArray(ports)) {
    for (const number of ports.slice(0, 3)) {
      yield fieldRemedy(
        { id: `port-${String(number)}`, title: `Send to port ${String(number)}`, warning },
        finding.object,
        rules({ port: { number } }),
      );
    }
  }
};
