import type { JsonObject } from '#src/protocol/index.ts';

import { objectAt, objectsAt, textAt } from '../../fields.ts';
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
  if (!failed && snapshot.age(pod.metadata.creationTimestamp) < 60_000) return;
  for (const volume of objectsAt(pod, 'spec', 'volumes')) {
    for (const source of sourcesOf(volume)) {
      const missing = missingOf(snapshot, pod.metadata.namespace, source);
      if (!missing) continue;
      const facts: JsonObject = { volume: textAt(volume, 'name') ?? '', ...missing };
      yield {
        pod,
        cause: missing.key === undefined ? 'missing-object' : 'missing-key',
        severity: 'error',
        certainty: 'certain',
        summary: sentence(missing),
        facts,
        evidence: failed
          ? [eventEvidence(pod, failed)]
          : [fieldEvidence(pod, `spec.volumes[${textAt(volume, 'name') ?? ''}]`, `${missing.kind} ${missing.name}`)],
      };
    }
  }
}

interface Source {
  kind: 'ConfigMap' | 'Secret';
  name: string;
  keys: string[];
}

function missingOf(
  snapshot: Snapshot,
  namespace: string | undefined,
  { kind, name, keys }: Source,
): Missing | undefined {
  if (!snapshot.knows(kind, namespace)) return undefined;
  const found = snapshot.find(kind, namespace, name);
  if (!found) return { kind, name };
  const there = new Set([
    ...Object.keys(objectAt(found, 'data')),
    ...Object.keys(objectAt(found, 'binaryData')),
    ...Object.keys(objectAt(found, 'stringData')),
  ]);
  const key = keys.find((one) => !there.has(one));
  return key === undefined ? undefined : { kind, name, key };
}

/** What a volume is made from, of that which has to be there. */
function sourcesOf(volume: JsonObject): Source[] {
  return [volume, ...objectsAt(volume, 'projected', 'sources')].flatMap((from) => {
    const parts = [
      { kind: 'ConfigMap' as const, part: objectAt(from, 'configMap'), name: textAt(from, 'configMap', 'name') },
      {
        kind: 'Secret' as const,
        part: objectAt(from, 'secret'),
        name: textAt(from, 'secret', 'secretName') ?? textAt(from, 'secret', 'name'),
      },
    ];
    return parts.flatMap(({ kind, part, name }) =>
      name === undefined || part['optional'] === true
        ? []
        : [{ kind, name, keys: objectsAt(part, 'items').flatMap((item) => textAt(item, 'key') ?? []) }],
    );
  });
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
