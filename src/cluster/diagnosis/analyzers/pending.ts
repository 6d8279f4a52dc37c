import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, type ObjectReference, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { ailingPods, eventEvidence, fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import { type Refusal, refusals } from '../scheduling.ts';
import type { Snapshot } from '../snapshot.ts';

/** A pod that no node takes: the numbers are computed anew, since the scheduler's message keeps them to itself. */
export const pending: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    const condition = objectsAt(pod, 'status', 'conditions').find((one) => textAt(one, 'type') === 'PodScheduled');
    if (!condition || textAt(condition, 'status') !== 'False') continue;
    const message = textAt(condition, 'message') ?? '';
    const since = textAt(condition, 'lastTransitionTime');
    const event = snapshot.eventsOf(pod).find((one) => textAt(one, 'reason') === 'FailedScheduling');
    const { cause, summary, facts, because } = judge(snapshot, pod, condition, message);
    yield {
      pod,
      cause,
      severity: 'error',
      certainty: cause === 'unknown' ? 'possible' : 'certain',
      summary,
      facts,
      evidence: [
        fieldEvidence(pod, 'status.conditions[PodScheduled].message', message, since),
        ...(event ? [eventEvidence(pod, event)] : []),
      ],
      ...(since === undefined ? {} : { since }),
      ...(because ? { because } : {}),
    };
  }
}

interface Judgement {
  cause: string;
  summary: string;
  facts: JsonObject;
  because?: ObjectReference[];
}

function judge(snapshot: Snapshot, pod: ClusterObject, condition: JsonObject, message: string): Judgement {
  if (textAt(condition, 'reason') === 'SchedulingGated') {
    const gates = objectsAt(pod, 'spec', 'schedulingGates').flatMap((gate) => textAt(gate, 'name') ?? []);
    return {
      cause: 'gated',
      summary: `It waits for "${gates.join('", "')}" to let it be scheduled.`,
      facts: { gates },
    };
  }
  const claim = unboundClaim(snapshot, pod, message);
  if (claim) return claim;
  const nodes = refusalsOf(snapshot, pod);
  if (nodes.length === 0) {
    return { cause: 'no-nodes', summary: 'The cluster has no node that could run it.', facts: {} };
  }
  const noLabel = nodes.filter(({ labels }) => labels.length > 0);
  if (noLabel.length === nodes.length) {
    const wanted = [...new Set(noLabel.flatMap(({ labels }) => labels))];
    return {
      cause: 'selector',
      summary: `No node has what it asks for: ${wanted.join(', ')}.`,
      facts: { wanted },
    };
  }
  const fitting = nodes.filter(({ labels }) => labels.length === 0);
  if (fitting.every(({ taints, cordoned }) => taints.length > 0 || cordoned)) return closed(snapshot, fitting);
  const open = fitting.filter(({ taints, cordoned }) => taints.length === 0 && !cordoned);
  const full = open.filter(({ short }) => short.length > 0);
  if (full.length === open.length && full.length > 0) return tooLittle(full);
  return { cause: 'unknown', summary: `No node takes it: ${message || 'the scheduler does not say why'}.`, facts: {} };
}

function unboundClaim(snapshot: Snapshot, pod: ClusterObject, message: string): Judgement | undefined {
  const names = objectsAt(pod, 'spec', 'volumes').flatMap(
    (volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') ?? [],
  );
  for (const name of names) {
    const claim = snapshot.find('PersistentVolumeClaim', pod.metadata.namespace, name);
    if (!claim && snapshot.knows('PersistentVolumeClaim')) {
      return { cause: 'claim-missing', summary: `Its volume claim "${name}" is not there.`, facts: { claim: name } };
    }
    if (
      claim &&
      textAt(claim, 'status', 'phase') !== 'Bound' &&
      /persistentvolumeclaim|unbound|volume/i.test(message)
    ) {
      return {
        cause: 'claim-unbound',
        summary: `Its volume claim "${name}" has no volume yet.`,
        facts: { claim: name },
        because: [referenceTo(claim)],
      };
    }
  }
  return undefined;
}

function closed(snapshot: Snapshot, nodes: Refusal[]): Judgement {
  const because = nodes.flatMap(({ node }) => {
    const object = snapshot.find('Node', undefined, node);
    return object ? [referenceTo(object)] : [];
  });
  const cordoned = nodes.filter((node) => node.cordoned).map(({ node }) => node);
  if (cordoned.length === nodes.length) {
    return {
      cause: 'cordoned',
      summary: `Every node that could run it is closed for new pods: ${cordoned.join(', ')}.`,
      facts: { nodes: cordoned },
      because,
    };
  }
  const taints = [...new Set(nodes.flatMap((node) => node.taints))];
  return {
    cause: 'taints',
    summary: `Every node that could run it keeps it away by a taint: ${taints.join(', ')}.`,
    facts: { taints },
    because,
  };
}

function tooLittle(nodes: Refusal[]): Judgement {
  const shortages = nodes.flatMap(({ node, short }) => short.map((one) => ({ node, ...one })));
  const resources = [...new Set(shortages.map(({ resource }) => resource))];
  const [resource = ''] = resources;
  const ofIt = shortages.filter((one) => one.resource === resource);
  const asked = ofIt[0]?.asked ?? 0;
  const most = Math.max(0, ...ofIt.map(({ free }) => free));
  const never = ofIt.every(({ allocatable }) => asked > allocatable);
  return {
    cause: never ? 'too-big' : 'full',
    summary: never
      ? `It asks for more ${resource} (${amount(resource, asked)}) than any node has.`
      : `No node has room for it: it asks for ${amount(resource, asked)} ${resource}, and at most ${amount(resource, most)} is free.`,
    facts: { resource, asked, mostFree: most, resources },
  };
}

/** `500m` of CPU, `1.5 GiB` of memory. */
function amount(resource: string, value: number): string {
  if (resource === 'cpu') return value < 1 ? `${Math.round(value * 1_000)}m` : String(Math.round(value * 100) / 100);
  if (resource === 'memory' || resource === 'ephemeral-storage') {
    return value >= 2 ** 30 ? `${Math.round((value / 2 ** 30) * 10) / 10} GiB` : `${Math.round(value / 2 ** 20)} MiB`;
  }
  return String(value);
}

/** Pods of one owner ask for the same, and are refused alike. */
function refusalsOf(snapshot: Snapshot, pod: ClusterObject): Refusal[] {
  const known = snapshot.remember(newCache);
  const key = pod.metadata.ownerReferences?.[0]?.uid ?? pod.metadata.uid ?? pod.metadata.name;
  const found = known.get(key) ?? refusals(snapshot, pod);
  known.set(key, found);
  return found;
}

const newCache = (): Map<string, Refusal[]> => new Map();
