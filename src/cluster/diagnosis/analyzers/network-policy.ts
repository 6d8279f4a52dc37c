import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { labelsAt, numberAt, objectAt, objectsAt, textAt, valueAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { directions, guardedPods, policiesFor } from '../guarding.ts';
import { podsSelected } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Policies that cut: nobody may reach what an ingress leads to, or pods that may go out cannot look up where to. How well
 * pods are guarded is a matter of advice.
 */
export const networkPolicy: Analyzer = function* networkPolicy(snapshot): Generator<FindingDraft> {
  yield* cutServices(snapshot);
  yield* cutNames(snapshot);
};

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
      if (snapshot.all('Pod').some((one) => mayPass(one, namespace))) continue;
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

/** Who brings requests in may do so from here, or from the network of its node, which policies do not see. */
function mayPass({ metadata, spec }: ClusterObject, namespace: string | undefined): boolean {
  const brings = Object.values(metadata.labels ?? {}).some((label) =>
    /ingress|traefik|envoy|contour|haproxy|kong|gateway/.test(label),
  );
  return brings && (metadata.namespace === namespace || spec?.['hostNetwork'] === true);
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
  for (const pod of guardedPods(snapshot)) {
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
