import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { hasPort } from './service-endpoints.ts';

/** An ingress that leads nowhere: no such service or port, a class that nobody serves, a certificate that is not there. */
export const ingressRoute: Analyzer = function* ingressRoute(snapshot): Generator<FindingDraft> {
  for (const ingress of snapshot.all('Ingress')) {
    yield* wrongClass(snapshot, ingress);
    yield* missingSecrets(snapshot, ingress);
    for (const { backend, field } of backendsOf(ingress)) yield* wrongBackend(snapshot, ingress, backend, field);
  }
  yield* samePaths(snapshot);
};

/** Two that want the same requests: which of them gets those, depends on who serves them. */
function* samePaths(snapshot: Snapshot): Generator<FindingDraft> {
  const first = new Map<string, ClusterObject>();
  const told = new Set<ClusterObject>();
  for (const ingress of snapshot.all('Ingress')) {
    const { annotations = {}, labels = {} } = ingress.metadata;
    const canary = Object.keys(annotations).some((key) => /canary|mergeable-ingress/.test(key));
    if (canary || labels['acme.cert-manager.io/http01-solver'] === 'true') continue;
    for (const rule of objectsAt(ingress, 'spec', 'rules')) {
      for (const path of objectsAt(rule, 'http', 'paths')) {
        const place = `${textAt(rule, 'host') ?? '*'}${textAt(path, 'path') ?? '/'}`;
        const key = `${textAt(ingress, 'spec', 'ingressClassName') ?? ''} ${textAt(path, 'pathType')} ${place}`;
        const other = first.get(key);
        if (!other) first.set(key, ingress);
        if (!other || other === ingress || told.has(ingress)) continue;
        told.add(ingress);
        yield {
          object: referenceTo(ingress),
          cause: 'same-path',
          severity: 'warning',
          certainty: 'certain',
          summary: `The ingress "${ingress.metadata.name}" and "${other.metadata.name}"${
            other.metadata.namespace === ingress.metadata.namespace ? '' : ` in ${other.metadata.namespace}`
          } want the same requests (${place}): only one of them gets them.`,
          facts: { other: other.metadata.name, otherNamespace: other.metadata.namespace ?? '', place },
          evidence: [fieldEvidence(ingress, 'spec.rules[].http.paths[].path', place)],
        };
      }
    }
  }
}

function* wrongClass(snapshot: Snapshot, ingress: ClusterObject): Generator<FindingDraft> {
  const named = textAt(ingress, 'spec', 'ingressClassName');
  const wanted = named ?? ingress.metadata.annotations?.['kubernetes.io/ingress.class'];
  if (!snapshot.knows('IngressClass')) return;
  const classes = snapshot.all('IngressClass');
  const names = classes.map(({ metadata }) => metadata.name);
  const base = { object: referenceTo(ingress), severity: 'error' as const, certainty: 'certain' as const };
  if (wanted === undefined) {
    if (classes.some((one) => one.metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true'))
      return;
    yield {
      ...base,
      cause: 'no-class',
      summary: `The ingress "${ingress.metadata.name}" names no class, and none is the default: nobody serves it.`,
      facts: { classes: names },
      evidence: [fieldEvidence(ingress, 'spec.ingressClassName', 'not set')],
    };
    return;
  }
  // Classes named by the old annotation need no object, nor do those of Google's load balancers.
  if (named === undefined || names.includes(wanted) || /^gce(-internal)?$/.test(wanted)) return;
  yield {
    ...base,
    cause: 'class-missing',
    summary: `The ingress "${ingress.metadata.name}" is for the class "${wanted}", which does not exist.`,
    facts: { class: wanted, classes: names, similar: similar(wanted, names) },
    evidence: [fieldEvidence(ingress, 'spec.ingressClassName', wanted)],
  };
}

function* missingSecrets(snapshot: Snapshot, ingress: ClusterObject): Generator<FindingDraft> {
  if (!snapshot.knows('Secret')) return;
  for (const tls of objectsAt(ingress, 'spec', 'tls')) {
    const name = textAt(tls, 'secretName');
    if (name === undefined || name === '' || snapshot.find('Secret', ingress.metadata.namespace, name)) continue;
    // Where somebody issues it, why it is not there yet is theirs to say.
    const makers = snapshot
      .in('Certificate', ingress.metadata.namespace)
      .filter((one) => textAt(one, 'spec', 'secretName') === name);
    const issued = Object.keys(ingress.metadata.annotations ?? {}).some((key) => key.startsWith('cert-manager.io/'));
    yield {
      object: referenceTo(ingress),
      cause: 'secret-missing',
      severity: issued ? 'warning' : 'error',
      certainty: 'certain',
      summary: `The certificate of the ingress "${ingress.metadata.name}" should be in the Secret "${name}", which is not there.`,
      facts: { secret: name },
      evidence: [fieldEvidence(ingress, 'spec.tls[].secretName', name)],
      because: makers.map(referenceTo),
    };
  }
}

function* wrongBackend(
  snapshot: Snapshot,
  ingress: ClusterObject,
  backend: JsonObject,
  field: string,
): Generator<FindingDraft> {
  const name = textAt(backend, 'service', 'name');
  if (name === undefined || !snapshot.knows('Service')) return;
  const { namespace } = ingress.metadata;
  const service = snapshot.find('Service', namespace, name);
  const base = { object: referenceTo(ingress), severity: 'error' as const, certainty: 'certain' as const };
  if (!service) {
    const names = snapshot.in('Service', namespace).map(({ metadata }) => metadata.name);
    const near = similar(name, names);
    yield {
      ...base,
      cause: 'service-missing',
      summary: `The ingress "${ingress.metadata.name}" sends to the service "${name}", which does not exist${
        near[0] === undefined ? '' : `; there is one called "${near[0]}"`
      }.`,
      facts: { service: name, similar: near },
      evidence: [fieldEvidence(ingress, `${field}.service.name`, name)],
    };
    return;
  }
  const port = {
    number: numberAt(backend, 'service', 'port', 'number'),
    name: textAt(backend, 'service', 'port', 'name'),
  };
  if (!hasPort(service, port)) {
    const ports = objectsAt(service, 'spec', 'ports').flatMap((one) => numberAt(one, 'port') ?? []);
    yield {
      ...base,
      cause: 'port-missing',
      summary: `The ingress "${ingress.metadata.name}" sends to port ${port.number ?? `"${port.name}"`} of the service "${name}", which has ${ports.join(', ')}.`,
      facts: { service: name, port: String(port.number ?? port.name), ports },
      evidence: [fieldEvidence(ingress, `${field}.service.port`, JSON.stringify(objectAt(backend, 'service', 'port')))],
    };
  }
}

function backendsOf(ingress: ClusterObject): { backend: JsonObject; field: string }[] {
  const paths = objectsAt(ingress, 'spec', 'rules').flatMap((rule, index) =>
    objectsAt(rule, 'http', 'paths').map((path, at) => ({
      backend: objectAt(path, 'backend'),
      field: `spec.rules[${index}].http.paths[${at}].backend`,
    })),
  );
  return [...paths, { backend: objectAt(ingress, 'spec', 'defaultBackend'), field: 'spec.defaultBackend' }];
}
