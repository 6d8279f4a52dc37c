import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../../cluster-object.ts';
import { objectAt, objectsAt, textAt } from '../../fields.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import { similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { containerPatch, namesBeside, podPatch, podSpecOf, replacing, rollBack, workloadOf } from './workload.ts';

type Kind = 'ConfigMap' | 'Secret';

/** A ConfigMap, Secret or key that is missing: another one that is there and called alike, or a new one. */
export const configurationRemedies: Remedies = function* configurationRemedies(finding, snapshot) {
  const kind = textAt(finding.facts, 'kind');
  const name = textAt(finding.facts, 'name');
  if ((kind === 'ConfigMap' || kind === 'Secret') && name !== undefined) {
    yield* useAnother(finding, snapshot, kind, name);
    yield* makeIt(finding, snapshot, kind, name);
  }
  if (finding.cause === 'runs-as-root') yield* asUser(finding, snapshot);
  yield* rollBack(finding, snapshot);
};

/** Another object, or another key of the same one, that is called almost like it: somebody mistyped. */
function* useAnother(finding: Finding, snapshot: Snapshot, kind: Kind, name: string): Generator<Remedy> {
  const workload = workloadOf(finding, snapshot);
  if (!workload) return;
  const { namespace } = workload.metadata;
  const key = textAt(finding.facts, 'key');
  const candidates =
    key === undefined
      ? similar(name, namesBeside(snapshot, kind, namespace))
      : similar(key, Object.keys(objectAt(snapshot.find(kind, namespace, name), 'data')));
  for (const other of candidates.slice(0, 2)) {
    const patch = mergeOf(podSpecOf(workload), kind, key === undefined ? { name, other } : { name, key, other });
    if (Object.keys(patch).length === 0) continue;
    yield {
      id: key === undefined ? `use-${other}` : `use-key-${other}`,
      title: key === undefined ? `Use the ${kind} "${other}" that is there` : `Use the key "${other}" that is there`,
      ...replacing(workload),
      changes: () => podPatch(finding, workload, patch),
    };
  }
}

function* makeIt(finding: Finding, snapshot: Snapshot, kind: Kind, name: string): Generator<Remedy> {
  const workload = workloadOf(finding, snapshot);
  const { namespace } = finding.object;
  if (namespace === undefined) return;
  const missing = textAt(finding.facts, 'key');
  const asked = missing === undefined ? keysAskedFor(workload, kind, name) : [missing];
  const there = snapshot.find(kind, namespace, name);
  const reference = { apiVersion: 'v1', kind, namespace, name };
  const field = kind === 'Secret' ? 'stringData' : 'data';
  const [only] = asked;
  const single = asked.length === 1 && only !== undefined;
  yield {
    id: there ? 'add-key' : 'create',
    title: there ? `Add "${asked.join('", "')}" to the ${kind} "${name}"` : `Make the ${kind} "${name}"`,
    risk: 'reversible',
    warning: 'Nothing that runs is touched; the pods that wait for it begin.',
    question: {
      text: single ? `Which value should "${only}" have?` : `What should be in it? ${linesWanted(asked)}`,
      type: kind === 'Secret' ? 'secret' : 'text',
      suggestions: [],
    },
    undo: there ? 'The key is taken away again.' : 'It is deleted again.',
    changes: (answer = '') => {
      const data: JsonObject = single ? { [only]: valueOf(only, answer) } : linesOf(answer, asked);
      return there
        ? { patches: [{ reference, patch: kind === 'Secret' ? { data: encoded(data) } : { data } }] }
        : { objects: [{ apiVersion: 'v1', kind, metadata: { name, namespace }, [field]: data }] };
    },
  };
}

/** A container that may not run as root: the number of another user, which only its author knows. */
function* asUser(finding: Finding, snapshot: Snapshot): Generator<Remedy> {
  const workload = workloadOf(finding, snapshot);
  const container = textAt(finding.facts, 'container');
  if (!workload || container === undefined) return;
  yield {
    id: 'run-as-user',
    title: 'Run it as another user than root',
    ...replacing(workload),
    question: {
      text: 'As which user number? The page of the image says it; many take 1000.',
      type: 'text',
      suggestions: ['1000', '65532'],
    },
    changes: (answer = '') => {
      if (!/^[1-9]\d{0,8}$/.test(answer.trim())) throw new RangeError('Write a user number above 0, like 1000.');
      return containerPatch(finding, workload, container, (one) => ({
        ...one,
        securityContext: { ...objectAt(one, 'securityContext'), runAsUser: Number(answer) },
      }));
    },
  };
}

const linesWanted = (keys: readonly string[]): string =>
  keys.length === 0
    ? 'One KEY=value on each line.'
    : `One line for each of ${keys.join(', ')}, like ${keys[0] ?? 'KEY'}=value.`;

function valueOf(key: string, answer: string): string {
  if (answer === '') throw new RangeError(`"${key}" needs a value.`);
  return answer;
}

/** `KEY=value` lines; every key that is asked for has to be among them. */
function linesOf(answer: string, wanted: readonly string[]): JsonObject {
  const lines = answer
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const entries = lines.map((line): [string, string] => {
    const [, key, value] = /^([-._a-zA-Z0-9]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) throw new RangeError('Write one KEY=value on each line.');
    return [key, value];
  });
  const data = Object.fromEntries(entries);
  const absent = wanted.filter((key) => !Object.hasOwn(data, key));
  if (absent.length > 0) throw new RangeError(`There has to be a line for ${absent.join(', ')} too.`);
  if (entries.length === 0) throw new RangeError('Write one KEY=value on each line.');
  return data;
}

/** The values of a Secret as its `data` keeps them: a patch of `stringData` could not be taken back key by key. */
function encoded(data: JsonObject): JsonObject {
  const entries = Object.entries(data).map(([key, value]): [string, string] => [
    key,
    btoa(String.fromCharCode(...new TextEncoder().encode(String(value)))),
  ]);
  return Object.fromEntries(entries);
}

/** The keys of a ConfigMap or Secret that a workload asks for by name: its variables, and the files it mounts. */
function keysAskedFor(workload: ClusterObject | undefined, kind: Kind, name: string): string[] {
  if (!workload) return [];
  const spec = podSpecOf(workload);
  const ref = kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
  const variables = [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')]
    .flatMap((container) => objectsAt(container, 'env'))
    .filter((variable) => textAt(variable, 'valueFrom', ref, 'name') === name)
    .flatMap((variable) => textAt(variable, 'valueFrom', ref, 'key') ?? []);
  const files = objectsAt(spec, 'volumes').flatMap((volume) => {
    const source = objectAt(volume, kind === 'Secret' ? 'secret' : 'configMap');
    const called = textAt(source, kind === 'Secret' ? 'secretName' : 'name');
    return called === name ? objectsAt(source, 'items').flatMap((item) => textAt(item, 'key') ?? []) : [];
  });
  return [...new Set([...variables, ...files])];
}

/** What a pod's settings need to name another object, or another key of one, wherever they name this one. */
function mergeOf(spec: JsonObject, kind: Kind, change: { name: string; key?: string; other: string }): JsonObject {
  const renamed = renamedIn(spec, kind, change) as JsonObject;
  const fields = ['volumes', 'containers', 'initContainers'].filter(
    (field) => JSON.stringify(renamed[field]) !== JSON.stringify(spec[field]),
  );
  return Object.fromEntries(fields.flatMap((field) => (renamed[field] === undefined ? [] : [[field, renamed[field]]])));
}

function renamedIn(
  value: unknown,
  kind: Kind,
  { name, key, other }: { name: string; key?: string; other: string },
): unknown {
  const places =
    kind === 'Secret' ? ['secretKeyRef', 'secretRef', 'secret'] : ['configMapKeyRef', 'configMapRef', 'configMap'];
  const walk = (at: unknown, place = ''): unknown => {
    if (Array.isArray(at)) return at.map((item) => walk(item));
    if (typeof at !== 'object' || at === null) return at;
    const copy = Object.fromEntries(Object.entries(at).map(([field, inner]) => [field, walk(inner, field)]));
    if (!places.includes(place)) return copy;
    const field = place === 'secret' ? 'secretName' : 'name';
    if (copy[field] !== name) return copy;
    if (key === undefined) return { ...copy, [field]: other };
    if (Array.isArray(copy['items'])) {
      const items = copy['items'].map((item: unknown) =>
        textAt(item, 'key') === key ? { ...objectAt(item), key: other } : item,
      );
      return { ...copy, items };
    }
    return copy['key'] === key ? { ...copy, key: other } : copy;
  };
  return walk(value);
}
