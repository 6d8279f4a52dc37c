import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../../cluster-object.ts';
import { objectsAt, textAt, valueAt } from '../../fields.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import { similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { rollBack, workloadOf } from './workload.ts';

/** A ConfigMap, Secret or key that is missing: another one that is there and called alike, or a new one. */
export const configurationRemedies: Remedies = function* configurationRemedies(finding, snapshot) {
  const kind = textAt(finding.facts, 'kind');
  const name = textAt(finding.facts, 'name');
  if ((kind === 'ConfigMap' || kind === 'Secret') && name !== undefined) {
    yield* useAnother(finding, snapshot, kind, name);
    yield* makeIt(finding, snapshot, kind, name);
  }
  yield* rollBack(finding, snapshot);
};

function* useAnother(
  finding: Finding,
  snapshot: Snapshot,
  kind: 'ConfigMap' | 'Secret',
  name: string,
): Generator<Remedy> {
  const workload = workloadOf(finding, snapshot);
  if (!workload || textAt(finding.facts, 'key') !== undefined) return;
  const names = snapshot
    .all(kind)
    .filter(({ metadata }) => metadata.namespace === workload.metadata.namespace)
    .map(({ metadata }) => metadata.name);
  for (const other of similar(name, names).slice(0, 2)) {
    yield {
      id: `use-${other}`,
      title: `Use the ${kind} "${other}" that is there`,
      risk: 'disruptive',
      warning: `The pods of "${workload.metadata.name}" are replaced one after the other.`,
      undo: 'The present reference is kept, and can be brought back.',
      changes: () => ({
        patches: [
          {
            reference: finding.object,
            patch: {
              spec: { template: { spec: renamed(valueAt(workload, 'spec', 'template', 'spec'), kind, name, other) } },
            },
          },
        ],
      }),
    };
  }
}

function* makeIt(finding: Finding, snapshot: Snapshot, kind: 'ConfigMap' | 'Secret', name: string): Generator<Remedy> {
  const workload = workloadOf(finding, snapshot);
  const { namespace } = finding.object;
  const missing = textAt(finding.facts, 'key');
  const keys = missing === undefined ? keysAskedFor(workload, kind, name) : [missing];
  if (namespace === undefined || keys.length > 1) return;
  const [key] = keys;
  const there = snapshot.find(kind, namespace, name);
  const reference = { apiVersion: 'v1', kind, namespace, name };
  const field = kind === 'Secret' ? 'stringData' : 'data';
  yield {
    id: there ? 'add-key' : 'create',
    title: there ? `Add "${key ?? ''}" to the ${kind} "${name}"` : `Make the ${kind} "${name}"`,
    risk: 'reversible',
    warning: 'Nothing that runs is touched; the pods that wait for it begin.',
    ...(key === undefined
      ? {}
      : {
          question: {
            text: `Which value should "${key}" have?`,
            type: kind === 'Secret' ? 'secret' : 'text',
            suggestions: [],
          },
        }),
    undo: there ? 'The key is taken away again.' : 'It is deleted again.',
    changes: (answer) => {
      if (key !== undefined && (answer === undefined || answer === '')) throw new RangeError(`"${key}" needs a value.`);
      const data: JsonObject = key === undefined ? {} : { [key]: answer ?? '' };
      return there
        ? { patches: [{ reference, patch: { [field]: data } }] }
        : { objects: [{ apiVersion: 'v1', kind, metadata: { name, namespace }, [field]: data }] };
    },
  };
}

/** The keys of a ConfigMap or Secret that a workload asks for by name. */
function keysAskedFor(workload: ClusterObject | undefined, kind: 'ConfigMap' | 'Secret', name: string): string[] {
  const ref = kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
  const keys = objectsAt(workload, 'spec', 'template', 'spec', 'containers')
    .flatMap((container) => objectsAt(container, 'env'))
    .filter((variable) => textAt(variable, 'valueFrom', ref, 'name') === name)
    .flatMap((variable) => textAt(variable, 'valueFrom', ref, 'key') ?? []);
  return [...new Set(keys)];
}

/** A pod's settings with one reference renamed wherever it stands. */
function renamed(value: unknown, kind: 'ConfigMap' | 'Secret', name: string, other: string): JsonObject {
  const places =
    kind === 'Secret' ? ['secretKeyRef', 'secretRef', 'secret'] : ['configMapKeyRef', 'configMapRef', 'configMap'];
  const walk = (at: unknown, key = ''): unknown => {
    if (Array.isArray(at)) return at.map((item) => walk(item));
    if (typeof at !== 'object' || at === null) return at;
    const copy = Object.fromEntries(Object.entries(at).map(([field, inner]) => [field, walk(inner, field)]));
    if (!places.includes(key)) return copy;
    const field = key === 'secret' ? 'secretName' : 'name';
    return copy[field] === name ? { ...copy, [field]: other } : copy;
  };
  return walk(value) as JsonObject;
}
