import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../../cluster-object.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { fieldRemedy, found, numbersAt } from './workload.ts';

const warning = 'Only the way of its traffic changes.';

/** An ingress that leads nowhere: to a service, port, class or certificate that is there. */
export const ingressRemedies: Remedies = function* ingressRemedies(finding, snapshot) {
  const ingress = found(snapshot, finding.object);
  if (!ingress) return;
  const reference = finding.object;
  const wrong = textAt(finding.facts, 'service') ?? '';
  switch (finding.cause) {
    case 'class-missing':
    case 'no-class': {
      const classes = [...new Set([...textsAt(finding.facts, 'similar'), ...textsAt(finding.facts, 'classes')])];
      for (const name of classes.slice(0, 3)) {
        const patch = { spec: { ingressClassName: name } };
        yield fieldRemedy({ id: `class-${name}`, title: `Let "${name}" serve it`, warning }, reference, patch);
      }
      return;
    }
    case 'service-missing':
      for (const name of textsAt(finding.facts, 'similar').slice(0, 2)) {
        const title = `Send to the service "${name}"`;
        yield fieldRemedy({ id: `service-${name}`, title, warning }, reference, backends(ingress, wrong, { name }));
      }
      return;
    case 'port-missing':
      for (const number of numbersAt(finding.facts, 'ports').slice(0, 3)) {
        const patch = backends(ingress, wrong, { port: { number } });
        yield fieldRemedy({ id: `port-${number}`, title: `Send to port ${number}`, warning }, reference, patch);
      }
      return;
    case 'secret-missing':
      yield* certificates(finding, snapshot, ingress);
  }
};

/** Every way of an ingress that leads to this service, changed. */
function backends(ingress: ClusterObject, service: string, change: JsonObject): JsonObject {
  const changed = (backend: JsonObject): JsonObject =>
    textAt(backend, 'service', 'name') === service
      ? { ...backend, service: { ...objectAt(backend, 'service'), ...change } }
      : backend;
  const rules = objectsAt(ingress, 'spec', 'rules').map((rule) => {
    const paths = objectsAt(rule, 'http', 'paths');
    if (paths.length === 0) return rule;
    return {
      ...rule,
      http: { paths: paths.map((path) => ({ ...path, backend: changed(objectAt(path, 'backend')) })) },
    };
  });
  const usual = objectAt(ingress, 'spec', 'defaultBackend');
  const meant = textAt(usual, 'service', 'name') === service;
  return {
    spec: {
      ...(rules.length > 0 ? { rules } : {}),
      // A merge patch takes this map field by field: a port by name would stay beside one by number.
      ...(meant ? { defaultBackend: { service: { ...change, ...withoutOtherPort(change) } } } : {}),
    },
  };
}

function withoutOtherPort(change: JsonObject): JsonObject {
  const port = objectAt(change, 'port');
  return Object.keys(port).length === 0 ? {} : { port: { name: null, ...port } };
}

/** Certificates that are there; or none, for as long as there is none. */
function* certificates(finding: Finding, snapshot: Snapshot, ingress: ClusterObject): Generator<Remedy> {
  const missing = textAt(finding.facts, 'secret');
  const tls = objectsAt(ingress, 'spec', 'tls');
  const there = snapshot
    .all('Secret')
    .filter(({ metadata }) => metadata.namespace === ingress.metadata.namespace)
    .filter((secret) => textAt(secret, 'type') === 'kubernetes.io/tls')
    .map(({ metadata }) => metadata.name);
  for (const name of there.slice(0, 3)) {
    const used = tls.map((one) => (textAt(one, 'secretName') === missing ? { ...one, secretName: name } : one));
    yield fieldRemedy(
      {
        id: `certificate-${name}`,
        title: `Use the certificate in the Secret "${name}"`,
        warning: 'Browsers warn if it is not for the same domain.',
      },
      finding.object,
      { spec: { tls: used } },
    );
  }
  const left = tls.filter((one) => textAt(one, 'secretName') !== missing);
  yield fieldRemedy(
    {
      id: 'without-certificate',
      title: 'Serve it without this certificate for now',
      warning: 'What people send and read there is not encrypted with a certificate of its own.',
    },
    finding.object,
    { spec: { tls: left.length === 0 ? null : left } },
  );
}
