import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { said } from '../conditions.ts';
import { eventEvidence, fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { messageOfEvent, type Snapshot } from '../snapshot.ts';

const GRACE_MS = 120_000;
const OF_SERVICE = 'svccontroller.k3s.cattle.io/svcname';

/** A service that should have an address in the outside world, and gets none. */
export const loadBalancer: Analyzer = function* loadBalancer(snapshot): Generator<FindingDraft> {
  for (const service of snapshot.all('Service')) {
    if (textAt(service, 'spec', 'type') !== 'LoadBalancer' || service.metadata.deletionTimestamp !== undefined)
      continue;
    if (objectsAt(service, 'status', 'loadBalancer', 'ingress').length > 0) continue;
    if (snapshot.age(service.metadata.creationTimestamp) < GRACE_MS) continue;
    yield judge(snapshot, service);
  }
};

function judge(snapshot: Snapshot, service: ClusterObject): FindingDraft {
  const { name } = service.metadata;
  const event = snapshot
    .eventsOf(service)
    .find((one) =>
      /SyncLoadBalancerFailed|AllocationFailed|CreatingLoadBalancerFailed/.test(textAt(one, 'reason') ?? ''),
    );
  // k3s makes a pod on every node that takes the service's ports; where they are taken, these pods wait.
  const carriers = snapshot.all('Pod').filter(({ metadata }) => metadata.labels?.[OF_SERVICE] === name);
  const ports = objectsAt(service, 'spec', 'ports').flatMap((port) => numberAt(port, 'port') ?? []);
  const rival = snapshot
    .all('Service')
    .find(
      (other) =>
        other !== service &&
        textAt(other, 'spec', 'type') === 'LoadBalancer' &&
        objectsAt(other, 'status', 'loadBalancer', 'ingress').length > 0 &&
        objectsAt(other, 'spec', 'ports').some((port) => ports.includes(numberAt(port, 'port') ?? 0)),
    );
  const taken = carriers.length > 0 && rival !== undefined;
  const cause = taken ? 'port-taken' : event ? 'refused' : carriers.length > 0 ? 'not-carried' : 'nobody-gives';
  return {
    object: referenceTo(service),
    cause,
    // Inside of the cluster it works all the same.
    severity: cause === 'nobody-gives' ? 'warning' : 'error',
    certainty: cause === 'nobody-gives' ? 'likely' : 'certain',
    summary: sentence(cause, name, {
      rival: rival?.metadata.name ?? '',
      message: event ? said(messageOfEvent(event)) : '',
    }),
    facts: { ports, ...(rival ? { rival: rival.metadata.name } : {}) },
    evidence: [
      fieldEvidence(service, 'status.loadBalancer.ingress', 'empty', service.metadata.creationTimestamp),
      ...(event ? [eventEvidence(service, event)] : []),
    ],
    ...(taken ? {} : { because: carriers.flatMap((pod) => [snapshot.topOwner(pod), referenceTo(pod)]) }),
    breaks: taken ? carriers.flatMap((pod) => [snapshot.topOwner(pod), referenceTo(pod)]) : [],
  };
}

function sentence(cause: string, name: string, { rival, message }: { rival: string; message: string }): string {
  switch (cause) {
    case 'port-taken':
      return `The service "${name}" gets no address outside: its port is taken by the service "${rival}".`;
    case 'refused':
      return `The service "${name}" gets no address outside: ${message}.`;
    case 'not-carried':
      return `The service "${name}" gets no address outside: the pods that would carry it are not ready.`;
    default:
      return `The service "${name}" waits for an address outside, and nothing in this cluster seems to give any.`;
  }
}
