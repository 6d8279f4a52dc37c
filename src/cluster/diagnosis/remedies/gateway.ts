import type { JsonObject } from '#src/protocol/index.ts';

import { objectAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { similar } from '../selecting.ts';
import { fieldRemedy, found, namesBeside, numbersAt } from './workload.ts';

const warning = 'Only the way of its traffic changes.';

/** A gateway or a route to nowhere: to the class, gateway, service or port that is there. */
export const gatewayRemedies: Remedies = function* gatewayRemedies(finding, snapshot) {
  const object = found(snapshot, finding.object);
  if (!object) return;
  const reference = finding.object;
  const rules = (change: (backend: JsonObject) => JsonObject): JsonObject => ({
    spec: {
      rules: objectsAt(object, 'spec', 'rules').map((rule) => ({
        ...rule,
        backendRefs: objectsAt(rule, 'backendRefs').map((one) =>
          textAt(one, 'name') === textAt(finding.facts, 'service') ? change(one) : one,
        ),
      })),
    },
  });
  switch (finding.cause) {
    case 'class-missing': {
      const classes = [...new Set([...textsAt(finding.facts, 'similar'), ...textsAt(finding.facts, 'classes')])];
      for (const name of classes.slice(0, 3)) {
        const patch = { spec: { gatewayClassName: name } };
        yield fieldRemedy({ id: `class-${name}`, title: `Let "${name}" serve it`, warning }, reference, patch);
      }
      return;
    }
    case 'gateway-missing': {
      const wrong = textAt(finding.facts, 'gateway') ?? '';
      const names = namesBeside(snapshot, 'Gateway', textAt(finding.facts, 'namespace'));
      for (const name of similar(wrong, names).slice(0, 2)) {
        const parentRefs = objectsAt(object, 'spec', 'parentRefs').map((one) =>
          textAt(one, 'name') === wrong ? { ...one, name } : one,
        );
        const patch = { spec: { parentRefs } };
        yield fieldRemedy(
          { id: `gateway-${name}`, title: `Let the gateway "${name}" serve it`, warning },
          reference,
          patch,
        );
      }
      return;
    }
    case 'service-missing':
      for (const name of textsAt(finding.facts, 'similar').slice(0, 2)) {
        const patch = rules((one) => ({ ...one, name }));
        yield fieldRemedy({ id: `service-${name}`, title: `Send to the service "${name}"`, warning }, reference, patch);
      }
      return;
    case 'port-missing':
      for (const port of numbersAt(finding.facts, 'ports').slice(0, 3)) {
        const patch = rules((one) => ({ ...one, port }));
        yield fieldRemedy({ id: `port-${port}`, title: `Send to port ${port}`, warning }, reference, patch);
      }
      return;
    case 'not-allowed': {
      const gateway = snapshot.find(
        'Gateway',
        textAt(finding.facts, 'namespace'),
        textAt(finding.facts, 'gateway') ?? '',
      );
      const { namespace } = finding.object;
      if (!gateway || namespace === undefined) return;
      const selector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
      // Who is let in already by a selector of their own stays so: then only the gateway's owner knows how to say both.
      const listeners = objectsAt(gateway, 'spec', 'listeners');
      const selecting = listeners.some((one) => textAt(one, 'allowedRoutes', 'namespaces', 'from') === 'Selector');
      if (selecting || gateway.metadata.namespace === namespace) return;
      const own = listeners.some((one) => (textAt(one, 'allowedRoutes', 'namespaces', 'from') ?? 'Same') === 'Same');
      const places = [...(own ? [gateway.metadata.namespace ?? ''] : []), namespace];
      const expressions = {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: places }],
      };
      const allowed = listeners.map((one) => ({
        ...one,
        allowedRoutes: {
          ...objectAt(one, 'allowedRoutes'),
          namespaces: { from: 'Selector', selector: own ? expressions : selector },
        },
      }));
      yield fieldRemedy(
        {
          id: 'let-in',
          title: `Let routes of "${namespace}" use the gateway "${gateway.metadata.name}"`,
          warning: `Whoever may make routes in "${namespace}" may then use its names and ports.`,
        },
        { ...reference, kind: 'Gateway', name: gateway.metadata.name, namespace: gateway.metadata.namespace ?? '' },
        { spec: { listeners: allowed } },
      );
    }
  }
};
