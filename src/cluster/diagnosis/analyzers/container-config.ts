import type { JsonObject } from '#src/protocol/index.ts';

import { flagAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { ailingPods, type Container, containersOf, eventEvidence, fieldEvidence } from '../containers.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import type { Snapshot } from '../snapshot.ts';

/** A container that waits for a ConfigMap, a Secret or a key that is not there, or that may not run as its user. */
export const containerConfig: Analyzer = (snapshot) => groupByOwner(snapshot, found(snapshot));

function* found(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    const stuck = containersOf(pod).filter(
      ({ status }) => textAt(status, 'state', 'waiting', 'reason') === 'CreateContainerConfigError',
    );
    for (const container of stuck) yield judge(container);
    if (stuck.length === 0) yield* mounts(snapshot, pod);
  }
}

function judge(container: Container): PodFinding {
  const { pod, name, place } = container;
  const message = textAt(container.status, 'state', 'waiting', 'message') ?? '';
  const missing = missingIn(message);
  const asRoot = /runAsNonRoot|run as root/i.test(message);
  return {
    pod,
    cause: missing
      ? missing.key === undefined
        ? 'missing-object'
        : 'missing-key'
      : asRoot
        ? 'runs-as-root'
        : 'invalid',
    severity: 'error',
    certainty: 'certain',
    summary: missing
      ? sentence(missing)
      : asRoot
        ? `The container "${name}" wants to run as root, which its settings forbid.`
        : `The container "${name}" cannot be set up: ${message}.`,
    facts: { container: name, ...missing },
    evidence: [
      fieldEvidence(pod, `${place}.state.waiting.reason`, 'CreateContainerConfigError'),
      fieldEvidence(pod, `${place}.state.waiting.message`, message),
    ],
    ...(pod.metadata.creationTimestamp === undefined ? {} : { since: pod.metadata.creationTimestamp }),
  };
}

/** Volumes from a ConfigMap or Secret that is not there keep the whole pod waiting. */
function* mounts(snapshot: Snapshot, pod: PodFinding['pod']): Generator<PodFinding> {
  if (textAt(pod, 'status', 'phase') !== 'Pending' || textAt(pod, 'spec', 'nodeName') === undefined) return;
  const failed = snapshot.eventsOf(pod).find((event) => textAt(event, 'reason') === 'FailedMount');
  for (const volume of objectsAt(pod, 'spec', 'volumes')) {
    const source = sourceOf(volume);
    if (!source || snapshot.find(source.kind, pod.metadata.namespace, source.name)) continue;
    if (!snapshot.knows(source.kind) || (!failed && snapshot.age(pod.metadata.creationTimestamp) < 60_000)) continue;
    const facts: JsonObject = { volume: textAt(volume, 'name') ?? '', ...source };
    yield {
      pod,
      cause: 'missing-object',
      severity: 'error',
      certainty: 'certain',
      summary: sentence(source),
      facts,
      evidence: failed
        ? [eventEvidence(pod, failed)]
        : [fieldEvidence(pod, `spec.volumes[${textAt(volume, 'name') ?? ''}]`, `${source.kind} ${source.name}`)],
    };
  }
}

function sourceOf(volume: JsonObject): { kind: 'ConfigMap' | 'Secret'; name: string } | undefined {
  if (flagAt(volume, 'configMap', 'optional') === true || flagAt(volume, 'secret', 'optional') === true)
    return undefined;
  const configMap = textAt(volume, 'configMap', 'name');
  if (configMap !== undefined) return { kind: 'ConfigMap', name: configMap };
  const secret = textAt(volume, 'secret', 'secretName');
  return secret === undefined ? undefined : { kind: 'Secret', name: secret };
}

type Missing = { kind: 'ConfigMap' | 'Secret'; name: string; key?: string };

/** `configmap "x" not found`, `couldn't find key k in Secret ns/x`. */
function missingIn(message: string): Missing | undefined {
  const [, key, keyKind, keyName] = /couldn't find key (\S+) in (ConfigMap|Secret) [^/\s]+\/(\S+)/i.exec(message) ?? [];
  if (key !== undefined && keyName !== undefined) return { kind: kindOf(keyKind), name: keyName, key };
  const [, kind, name] = /\b(configmap|secret) "([^"]+)" not found/i.exec(message) ?? [];
  return name === undefined ? undefined : { kind: kindOf(kind), name };
}

const kindOf = (word = ''): 'ConfigMap' | 'Secret' => (word.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap');

function sentence({ kind, name, key }: Missing): string {
  return key === undefined ? `The ${kind} "${name}" is not there.` : `The ${kind} "${name}" has no key "${key}".`;
}
