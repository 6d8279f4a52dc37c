import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, type ObjectReference, referenceTo } from '../../cluster-object.ts';
import { labelsAt, numberAt, objectAt, objectsAt, textAt, textsAt, valueAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence, livePods } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { podsSelected, takes } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Policies that cut: nobody may reach what an ingress or a service for the outside leads to, or pods that may go out cannot
 * look up where to. As advice, those that cut everything off or let everything in, and pods that are guarded one way only.
 */
export const networkPolicy: Analyzer = function* networkPolicy(snapshot): Generator<FindingDraft> {
  yield* cutServices(snapshot);
  yield* cutNames(snapshot);
  yield* extremes(snapshot);
  yield* halfGuarded(snapshot);
};

const directions = [
  { type: 'Ingress', field: 'ingress', peers: 'from', word: 'in' },
  { type: 'Egress', field: 'egress', peers: 'to', word: 'out' },
] as const;
type Direction = (typeof directions)[number];
const [INWARDS, OUTWARDS] = directions;

/** What an ingress leads to comes from another namespace: where policies let nobody in, people see an error. */
function* cutServices(snapshot: Snapshot): Generator<FindingDraft> {
  for (const ingress of snapshot.all('Ingress')) {
    const { namespace } = ingress.metadata;
    const names = objectsAt(ingress, 'spec', 'rules').flatMap((rule) =>
      objectsAt(rule, 'http', 'paths').flatMap((path) => textAt(path, 'backend', 'service', 'name') ?? []),
    );
    for (const name of new Set(names)) {
      const service = snapshot.find('Service', namespace, name);
      const [pod] = podsSelected(snapshot, namespace, labelsAt(service, 'spec', 'selector'));
      const policies = pod ? policiesFor(snapshot, pod, INWARDS) : [];
      const [policy] = policies;
      if (!service || !pod || !policy || policies.some((one) => letsStrangersIn(one, namespace))) continue;
      yield {
        object: referenceTo(policy),
        cause: 'cuts-ingress',
        severity: 'error',
        certainty: 'likely',
        summary: `The network policy "${policy.metadata.name}" lets nobody from outside of the namespace in to "${name}", to which the ingress "${ingress.metadata.name}" leads.`,
        facts: {
          service: name,
          ingress: ingress.metadata.name,
          policies: policies.map(({ metadata }) => metadata.name),
        },
        evidence: policies.map((one) =>
          fieldEvidence(one, 'spec.ingress', JSON.stringify(valueAt(one, 'spec', 'ingress') ?? [])),
        ),
        breaks: [referenceTo(service), referenceTo(ingress)],
      };
    }
  }
}

/** Any rule for peers of other namespaces may be the one for the ingress controller. */
function letsStrangersIn(policy: ClusterObject, namespace: string | undefined): boolean {
  return objectsAt(policy, 'spec', 'ingress').some((rule) => {
    const peers = objectsAt(rule, 'from');
    return (
      peers.length === 0 ||
      peers.some((peer) => {
        if (peer['ipBlock'] !== undefined) return true;
        const spaces = objectAt(peer, 'namespaceSelector');
        const own = labelsAt(spaces, 'matchLabels')['kubernetes.io/metadata.name'] === namespace;
        return peer['namespaceSelector'] !== undefined && !own;
      })
    );
  });
}

/** Pods that may go to somewhere, and nowhere on port 53: they know where they may go, and cannot find it. */
function* cutNames(snapshot: Snapshot): Generator<FindingDraft> {
  const told = new Set<ClusterObject>();
  for (const pod of snapshot.all('NetworkPolicy').length === 0 ? [] : livePods(snapshot)) {
    const policies = policiesFor(snapshot, pod, OUTWARDS);
    const [policy] = policies;
    const rules = policies.flatMap((one) => objectsAt(one, 'spec', 'egress'));
    // Nothing out at all is meant so; only a list of places without the way to look them up is an oversight.
    if (!policy || told.has(policy) || rules.length === 0 || rules.some(allowsNames)) continue;
    told.add(policy);
    yield {
      object: referenceTo(policy),
      cause: 'cuts-names',
      severity: 'warning',
      certainty: 'likely',
      summary: `The network policy "${policy.metadata.name}" lets pods like "${pod.metadata.name}" go to some places, but not look up names (port 53): they find nothing that is not an address.`,
      facts: { pod: pod.metadata.name },
      evidence: [fieldEvidence(policy, 'spec.egress', JSON.stringify(valueAt(policy, 'spec', 'egress') ?? []))],
    };
  }
}

function allowsNames(rule: JsonObject): boolean {
  const ports = objectsAt(rule, 'ports');
  const open =
    ports.length === 0 ||
    ports.some((port) => {
      const number = numberAt(port, 'port');
      const end = numberAt(port, 'endPort') ?? number;
      return (
        (textAt(port, 'port') ?? '').startsWith('dns') ||
        port['port'] === undefined ||
        (number !== undefined && end !== undefined && number <= 53 && 53 <= end)
      );
    });
  const peers = objectsAt(rule, 'to');
  // A place that is another namespace, or an address, may be where names are looked up; pods of one's own are not.
  return (
    open &&
    (peers.length === 0 ||
      peers.some((peer) => peer['namespaceSelector'] !== undefined || peer['ipBlock'] !== undefined))
  );
}

function* extremes(snapshot: Snapshot): Generator<FindingDraft> {
  for (const policy of snapshot.all('NetworkPolicy')) {
    for (const direction of directionsOf(policy)) {
      const rules = objectsAt(policy, 'spec', direction.field);
      const open = rules.some(
        (rule) => objectsAt(rule, direction.peers).length === 0 && objectsAt(rule, 'ports').length === 0,
      );
      if (!open && rules.length > 0) continue;
      yield {
        object: referenceTo(policy),
        cause: open ? `lets-all-${direction.word}` : `cuts-all-${direction.word}`,
        severity: 'advice',
        certainty: 'certain',
        summary: open
          ? `The network policy "${policy.metadata.name}" lets everything ${direction.word}.`
          : `The network policy "${policy.metadata.name}" lets nothing ${direction.word} of the pods it selects.`,
        facts: {},
        evidence: [
          fieldEvidence(
            policy,
            `spec.${direction.field}`,
            JSON.stringify(valueAt(policy, 'spec', direction.field) ?? []),
          ),
        ],
      };
    }
  }
}

/** Where somebody has begun to guard, a pod that is guarded in one direction only may be an oversight. */
function* halfGuarded(snapshot: Snapshot): Generator<FindingDraft> {
  const told = new Set<string>();
  for (const pod of snapshot.all('NetworkPolicy').length === 0 ? [] : livePods(snapshot)) {
    const open = directions.filter((direction) => policiesFor(snapshot, pod, direction).length === 0);
    const [direction] = open;
    if (open.length !== 1 || !direction) continue;
    const about = knownOwner(snapshot, pod);
    const key = `${about.kind}/${about.namespace}/${about.name}`;
    if (told.has(key)) continue;
    told.add(key);
    yield {
      object: about,
      cause: `open-${direction.word}`,
      severity: 'advice',
      certainty: 'certain',
      summary:
        direction === INWARDS
          ? `Network policies say where "${about.name}" may go, and not who may come to it: everybody may.`
          : `Network policies say who may come to "${about.name}", and not where it may go: everywhere.`,
      facts: {},
      evidence: [fieldEvidence(pod, 'metadata.labels', JSON.stringify(pod.metadata.labels ?? {}))],
    };
  }
}

function knownOwner(snapshot: Snapshot, pod: ClusterObject): ObjectReference {
  const owner = snapshot.topOwner(pod);
  const known = [...snapshot.all('Deployment'), ...snapshot.all('StatefulSet'), ...snapshot.all('DaemonSet')].some(
    ({ kind, metadata }) =>
      kind === owner.kind && metadata.name === owner.name && metadata.namespace === owner.namespace,
  );
  return known ? owner : referenceTo(pod);
}

function policiesFor(snapshot: Snapshot, pod: ClusterObject, direction: Direction): ClusterObject[] {
  return snapshot
    .in('NetworkPolicy', pod.metadata.namespace)
    .filter(
      (policy) =>
        directionsOf(policy).includes(direction) && takes(objectAt(policy, 'spec', 'podSelector'), pod.metadata.labels),
    );
}

/** Without types, a policy is about what comes in, and about what goes out where it has rules for that. */
function directionsOf(policy: ClusterObject): readonly Direction[] {
  const types = textsAt(policy, 'spec', 'policyTypes');
  const implied = ['Ingress', ...(valueAt(policy, 'spec', 'egress') === undefined ? [] : ['Egress'])];
  return directions.filter(({ type }) => (types.length > 0 ? types : implied).includes(type));
}
