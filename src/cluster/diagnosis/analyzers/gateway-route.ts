import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { type Condition, conditionEvidence, conditionOf, conditionsOf, said } from '../conditions.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { similar, takes } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { hasPort } from './service-endpoints.ts';

const GRACE_MS = 60_000;
const GATEWAY = 'gateway.networking.k8s.io';

/** The Gateway API: classes that nobody serves, gateways that are not set up, routes to nowhere. */
export const gatewayRoute: Analyzer = function* gatewayRoute(snapshot): Generator<FindingDraft> {
  for (const one of snapshot.all('GatewayClass')) yield* refusedClass(snapshot, one);
  for (const one of snapshot.all('Gateway')) yield* badGateway(snapshot, one);
  for (const one of snapshot.all('HTTPRoute')) {
    yield* badParents(snapshot, one);
    yield* badBackends(snapshot, one);
  }
};

function* refusedClass(snapshot: Snapshot, one: ClusterObject): Generator<FindingDraft> {
  const accepted = conditionOf(one, 'Accepted');
  // "Unknown" and "Waiting" is what every new one says until its controller sees it.
  if (!accepted || accepted.status === 'True' || !stayed(snapshot, one, accepted)) return;
  yield {
    object: referenceTo(one),
    cause: 'class-not-accepted',
    severity: 'error',
    certainty: 'certain',
    summary: `The gateway class "${one.metadata.name}" is served by nobody: ${said(accepted.message || accepted.reason)}.`,
    facts: { class: one.metadata.name, controller: textAt(one, 'spec', 'controllerName') ?? '' },
    evidence: [conditionEvidence(one, accepted)],
  };
}

function* badGateway(snapshot: Snapshot, one: ClusterObject): Generator<FindingDraft> {
  const { name } = one.metadata;
  const wanted = textAt(one, 'spec', 'gatewayClassName') ?? '';
  const served = snapshot.all('GatewayClass').find(({ metadata }) => metadata.name === wanted);
  if (!served && snapshot.knows('GatewayClass')) {
    const names = snapshot.all('GatewayClass').map(({ metadata }) => metadata.name);
    const near = similar(wanted, names);
    yield {
      object: referenceTo(one),
      cause: 'class-missing',
      severity: 'error',
      certainty: 'certain',
      summary: `The gateway "${name}" is for the class "${wanted}", which does not exist${
        near[0] === undefined ? '' : `; there is one called "${near[0]}"`
      }.`,
      facts: { class: wanted, classes: names, similar: near },
      evidence: [fieldEvidence(one, 'spec.gatewayClassName', wanted)],
    };
    return;
  }
  const bad = ['Accepted', 'Programmed']
    .flatMap((type) => conditionOf(one, type) ?? [])
    .find((condition) => condition.status !== 'True' && stayed(snapshot, one, condition));
  const listeners = objectsAt(one, 'status', 'listeners').flatMap((listener) => {
    const said = conditionsOf({ ...one, status: listener }).find(
      (condition) =>
        ['ResolvedRefs', 'Programmed', 'Accepted'].includes(condition.type) && condition.status === 'False',
    );
    return said && stayed(snapshot, one, said) ? [{ listener: textAt(listener, 'name') ?? '', ...said }] : [];
  });
  const [listener] = listeners;
  const condition = bad ?? listener;
  if (!condition) return;
  yield {
    object: referenceTo(one),
    cause: 'not-set-up',
    severity: 'error',
    certainty: 'certain',
    summary: `The gateway "${name}" is not set up${listener ? ` (listener "${listener.listener}")` : ''}: ${said(
      listener?.message || condition.message || condition.reason,
    )}.`,
    facts: { class: wanted, reason: condition.reason },
    evidence: [conditionEvidence(one, condition)],
    ...(served ? { because: [referenceTo(served)] } : {}),
  };
}

function* badParents(snapshot: Snapshot, route: ClusterObject): Generator<FindingDraft> {
  for (const parent of objectsAt(route, 'spec', 'parentRefs')) {
    if (!isOf(parent, GATEWAY, 'Gateway')) continue;
    const name = textAt(parent, 'name') ?? '';
    const namespace = textAt(parent, 'namespace') ?? route.metadata.namespace;
    const gateway = snapshot.find('Gateway', namespace, name);
    if (!gateway) {
      if (!snapshot.knows('Gateway', namespace)) continue;
      yield {
        object: referenceTo(route),
        cause: 'gateway-missing',
        severity: 'error',
        certainty: 'certain',
        summary: `The route "${route.metadata.name}" belongs to the gateway "${name}", which does not exist: nobody serves it.`,
        facts: { gateway: name, namespace: namespace ?? '' },
        evidence: [fieldEvidence(route, 'spec.parentRefs[].name', name)],
      };
      continue;
    }
    const section = textAt(parent, 'sectionName');
    const listeners = objectsAt(gateway, 'spec', 'listeners').filter(
      (listener) => section === undefined || textAt(listener, 'name') === section,
    );
    const allowed = listeners.some((listener) => lets(snapshot, listener, gateway, route));
    if (allowed || (listeners.length > 0 && !snapshot.knows('Namespace'))) continue;
    yield {
      object: referenceTo(route),
      cause: listeners.length === 0 ? 'listener-missing' : 'not-allowed',
      severity: 'error',
      certainty: 'certain',
      summary:
        listeners.length === 0
          ? `The route "${route.metadata.name}" is for the listener "${section ?? ''}" of the gateway "${name}", which has none of that name.`
          : `The gateway "${name}" does not let routes of the namespace "${route.metadata.namespace ?? ''}" in.`,
      facts: { gateway: name, namespace: namespace ?? '' },
      evidence: [
        fieldEvidence(
          gateway,
          'spec.listeners[].allowedRoutes',
          JSON.stringify(objectsAt(gateway, 'spec', 'listeners').map((one) => objectAt(one, 'allowedRoutes'))),
        ),
      ],
    };
  }
  yield* refusedByParents(snapshot, route);
}

/** What its controller says, where the objects themselves do not show why. */
function* refusedByParents(snapshot: Snapshot, route: ClusterObject): Generator<FindingDraft> {
  for (const parent of objectsAt(route, 'status', 'parents')) {
    const refused = conditionsOf({ ...route, status: parent }).find(
      (one) =>
        one.type === 'Accepted' &&
        one.status === 'False' &&
        !['NotAllowedByListeners', 'NoMatchingParent'].includes(one.reason) &&
        stayed(snapshot, route, one),
    );
    if (!refused) continue;
    yield {
      object: referenceTo(route),
      cause: 'refused',
      severity: 'error',
      certainty: 'certain',
      summary: `The route "${route.metadata.name}" is refused by its gateway: ${said(refused.message || refused.reason)}.`,
      facts: { reason: refused.reason },
      evidence: [conditionEvidence(route, refused)],
    };
    return;
  }
}

function lets(snapshot: Snapshot, listener: JsonObject, gateway: ClusterObject, route: ClusterObject): boolean {
  const from = textAt(listener, 'allowedRoutes', 'namespaces', 'from') ?? 'Same';
  if (from === 'All') return true;
  if (from === 'Same') return gateway.metadata.namespace === route.metadata.namespace;
  if (from !== 'Selector') return false;
  const namespace = snapshot.find('Namespace', undefined, route.metadata.namespace ?? '');
  return takesNamespace(objectAt(listener, 'allowedRoutes', 'namespaces', 'selector'), namespace);
}

function takesNamespace(selector: JsonObject, namespace: ClusterObject | undefined): boolean {
  return takes(selector, {
    'kubernetes.io/metadata.name': namespace?.metadata.name ?? '',
    ...namespace?.metadata.labels,
  });
}

function* badBackends(snapshot: Snapshot, route: ClusterObject): Generator<FindingDraft> {
  const backends = objectsAt(route, 'spec', 'rules').flatMap((rule) => objectsAt(rule, 'backendRefs'));
  for (const backend of backends) {
    if (!isOf(backend, '', 'Service')) continue;
    const name = textAt(backend, 'name') ?? '';
    const namespace = textAt(backend, 'namespace') ?? route.metadata.namespace;
    const port = numberAt(backend, 'port');
    const service = snapshot.find('Service', namespace, name);
    const base = { object: referenceTo(route), severity: 'error' as const, certainty: 'certain' as const };
    if (!service) {
      if (!snapshot.knows('Service', namespace)) continue;
      const near = similar(
        name,
        snapshot.in('Service', namespace).map(({ metadata }) => metadata.name),
      );
      yield {
        ...base,
        cause: 'service-missing',
        summary: `The route "${route.metadata.name}" sends to the service "${name}", which does not exist${
          near[0] === undefined ? '' : `; there is one called "${near[0]}"`
        }.`,
        facts: { service: name, similar: near },
        evidence: [fieldEvidence(route, 'spec.rules[].backendRefs[].name', name)],
      };
    } else if (port !== undefined && !hasPort(service, { number: port })) {
      const ports = objectsAt(service, 'spec', 'ports').flatMap((one) => numberAt(one, 'port') ?? []);
      yield {
        ...base,
        cause: 'port-missing',
        summary: `The route "${route.metadata.name}" sends to port ${port} of the service "${name}", which has ${ports.join(', ')}.`,
        facts: { service: name, port, ports },
        evidence: [fieldEvidence(route, 'spec.rules[].backendRefs[].port', String(port))],
      };
    }
  }
}

/** Without a group and a kind, a reference means what is usual in its place. */
function isOf(reference: JsonObject, group: string, kind: string): boolean {
  return (textAt(reference, 'group') ?? group) === group && (textAt(reference, 'kind') ?? kind) === kind;
}

const stayed = (snapshot: Snapshot, { metadata }: ClusterObject, { since }: Condition): boolean =>
  snapshot.age(since ?? metadata.creationTimestamp) > GRACE_MS;
