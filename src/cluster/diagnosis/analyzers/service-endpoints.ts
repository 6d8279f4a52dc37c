import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { labelsAt, numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { isReady, podsSelected, selects, similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';

/** Pods younger than this may not be ready yet. */
const GRACE_MS = 60_000;
/** A service is often made before what it leads to. */
const SOON_MS = 5_000;

/** A service that leads nowhere: it selects no pod, no pod that is ready, or a port that nobody has. */
export const serviceEndpoints: Analyzer = function* serviceEndpoints(snapshot): Generator<FindingDraft> {
  for (const service of snapshot.all('Service')) {
    const selector = labelsAt(service, 'spec', 'selector');
    if (Object.keys(selector).length === 0 || textAt(service, 'spec', 'type') === 'ExternalName') continue;
    if (snapshot.age(service.metadata.creationTimestamp) < SOON_MS) continue;
    const pods = podsSelected(snapshot, service.metadata.namespace, selector);
    const live = pods.filter((pod) => !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? ''));
    if (live.length === 0) yield* nobody(snapshot, service, selector);
    else if (!live.some(isReady)) yield* nobodyReady(snapshot, service, live);
    else yield* wrongPorts(service, live.filter(isReady));
  }
};

function* nobody(
  snapshot: Snapshot,
  service: ClusterObject,
  selector: { [label: string]: string },
): Generator<FindingDraft> {
  if (!snapshot.knows('Pod')) return;
  const { name, namespace } = service.metadata;
  const asked = Object.entries(selector).map(([label, value]) => `${label}=${value}`);
  const workloads = [
    ...snapshot.in('Deployment', namespace),
    ...snapshot.in('StatefulSet', namespace),
    ...snapshot.in('DaemonSet', namespace),
  ];
  const meant = workloads.find((one) => selects(selector, labelsAt(one, 'spec', 'template', 'metadata', 'labels')));
  const base = {
    object: referenceTo(service),
    severity: 'error' as const,
    evidence: [fieldEvidence(service, 'spec.selector', asked.join(','))],
  };
  if (meant) {
    const stopped = numberAt(meant, 'spec', 'replicas') === 0;
    yield {
      ...base,
      cause: stopped ? 'stopped' : 'no-pods',
      certainty: 'certain',
      summary: stopped
        ? `The service "${name}" leads to ${meant.kind} "${meant.metadata.name}", which is stopped (0 copies).`
        : `The service "${name}" leads to ${meant.kind} "${meant.metadata.name}", which has no pods.`,
      facts: { selector, workload: meant.metadata.name },
      because: [referenceTo(meant)],
    };
    return;
  }
  const near = nearest(selector, workloads);
  yield {
    ...base,
    cause: 'selector',
    certainty: 'certain',
    summary: `The service "${name}" looks for pods with ${asked.join(' and ')}, and there are none${
      near ? `; ${near.kind} "${near.metadata.name}" comes close` : ''
    }.`,
    facts: {
      selector,
      ...(near
        ? { nearest: near.metadata.name, nearestLabels: labelsAt(near, 'spec', 'template', 'metadata', 'labels') }
        : {}),
    },
  };
}

function* nobodyReady(
  snapshot: Snapshot,
  service: ClusterObject,
  pods: readonly ClusterObject[],
): Generator<FindingDraft> {
  const young = pods.every((pod) => snapshot.age(pod.metadata.creationTimestamp) < GRACE_MS);
  const owners = pods.map((pod) => snapshot.topOwner(pod));
  yield {
    object: referenceTo(service),
    cause: 'not-ready',
    severity: young ? 'advice' : 'error',
    certainty: 'certain',
    summary: `None of the ${pods.length} pods behind the service "${service.metadata.name}" is ready.`,
    facts: { pods: pods.map(({ metadata }) => metadata.name).slice(0, 10) },
    evidence: pods.slice(0, 3).map((pod) => fieldEvidence(pod, 'status.conditions[Ready].status', 'False')),
    because: [...owners, ...pods.map(referenceTo)],
  };
}

function* wrongPorts(service: ClusterObject, pods: ClusterObject[]): Generator<FindingDraft> {
  const ports = pods.flatMap((pod) => objectsAt(pod, 'spec', 'containers').flatMap((one) => objectsAt(one, 'ports')));
  const names = new Set(ports.flatMap((port) => textAt(port, 'name') ?? []));
  const numbers = new Set(ports.flatMap((port) => numberAt(port, 'containerPort') ?? []));
  for (const port of objectsAt(service, 'spec', 'ports')) {
    const target = port['targetPort'] ?? numberAt(port, 'port');
    const named = typeof target === 'string' && Number.isNaN(Number(target));
    const number = named ? undefined : Number(target);
    // Declaring ports is optional: a number is doubted only where the pods name others.
    if (named ? names.has(target) : numbers.size === 0 || numbers.has(number ?? 0)) continue;
    const evidence = fieldEvidence(
      service,
      `spec.ports[${textAt(port, 'name') ?? numberAt(port, 'port') ?? ''}].targetPort`,
      String(target),
    );
    const known = [...names, ...[...numbers].map(String)];
    yield {
      object: referenceTo(service),
      cause: named ? 'port-name' : 'target-port',
      severity: 'error',
      certainty: named ? 'certain' : 'likely',
      summary: `The service "${service.metadata.name}" sends to port ${named ? `"${target}"` : String(target)}, but its pods have ${
        known.length === 0 ? 'no port of a name' : known.join(', ')
      }.`,
      facts: { target: String(target), names: [...names], numbers: [...numbers] },
      evidence: [
        evidence,
        ...pods.slice(0, 1).map((pod) => fieldEvidence(pod, 'spec.containers[].ports', known.join(', ') || 'none')),
      ],
    };
  }
}

/** The workload whose labels differ least from what is asked for. */
function nearest(selector: { [label: string]: string }, workloads: ClusterObject[]): ClusterObject | undefined {
  const asked = Object.entries(selector);
  const scores = workloads.map((workload) => {
    const labels = labelsAt(workload, 'spec', 'template', 'metadata', 'labels');
    const exact = asked.filter(([label, value]) => labels[label] === value).length;
    const alike = asked.filter(
      ([label, value]) => labels[label] !== value && similar(value, Object.values(labels)).length > 0,
    ).length;
    return { workload, score: exact * 2 + alike };
  });
  return scores.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)[0]?.workload;
}

/** Whether a service has this port, by number or by name. */
export function hasPort(
  service: ClusterObject,
  port: { number?: number | undefined; name?: string | undefined },
): boolean {
  return (
    objectsAt(service, 'spec', 'ports').some(
      (one) =>
        (port.number !== undefined && numberAt(one, 'port') === port.number) ||
        (port.name !== undefined && textAt(one, 'name') === port.name),
    ) || textAt(objectAt(service, 'spec'), 'type') === 'ExternalName'
  );
}
