import { objectAt, objectsAt, textAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { limitRanges, persistentVolumeClaims, pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { parseQuantity } from '../quantity.ts';
import { forbidden } from '../validation/field-errors.ts';
import type { ClusterState } from '../writes/cluster-state.ts';

/** A pod with what its namespace gives containers that ask for nothing. Refuses more or less than the namespace allows. */
export function withLimits(cluster: ClusterState, pod: KubernetesObject): KubernetesObject {
  const items = limitsOf(cluster, pod, 'Container');
  if (items.length === 0) return pod;
  const complaints: string[] = [];
  const limited = (list: 'containers' | 'initContainers') =>
    objectsAt(pod, 'spec', list).map((container) => {
      const resources = objectAt(container, 'resources');
      const completed: JsonObject = {
        ...resources,
        ...filled(
          resources,
          'limits',
          items.map((item) => objectAt(item, 'default')),
        ),
        ...filled(
          resources,
          'requests',
          items.map((item) => objectAt(item, 'defaultRequest')),
        ),
      };
      for (const item of items) complaints.push(...complaintsOf(item, completed, 'Container'));
      return { ...container, resources: completed };
    });
  const [containers, initContainers] = [limited('containers'), limited('initContainers')];
  if (complaints.length > 0) throw forbidden(pods, pod.metadata.name, listed(complaints));
  return { ...pod, spec: { ...pod.spec, containers, ...(initContainers.length > 0 ? { initContainers } : {}) } };
}

/** Refuses claims of more or less storage than their namespace allows. */
export function checkClaimLimits(cluster: ClusterState, claim: KubernetesObject): void {
  const resources = objectAt(claim, 'spec', 'resources');
  const complaints = limitsOf(cluster, claim, 'PersistentVolumeClaim').flatMap((item) =>
    complaintsOf(item, resources, 'PersistentVolumeClaim'),
  );
  if (complaints.length > 0) throw forbidden(persistentVolumeClaims, claim.metadata.name, listed(complaints));
}

const limitsOf = (cluster: ClusterState, { metadata }: KubernetesObject, type: string): JsonObject[] =>
  cluster.store
    .list(limitRanges, metadata.namespace ?? '')
    .flatMap((range) => objectsAt(range, 'spec', 'limits'))
    .filter((item) => item['type'] === type);

function filled(resources: JsonObject, field: string, defaults: JsonObject[]): JsonObject {
  const amounts = Object.assign({}, ...defaults.toReversed(), objectAt(resources, field)) as JsonObject;
  return Object.keys(amounts).length > 0 ? { [field]: amounts } : {};
}

function complaintsOf(item: JsonObject, resources: JsonObject, what: string): string[] {
  const complaints: string[] = [];
  const amount = (field: string, name: string) => textAt(resources, field, name);
  for (const [name, least] of Object.entries(objectAt(item, 'min'))) {
    const given = amount('requests', name) ?? amount('limits', name);
    if (given === undefined)
      complaints.push(`minimum ${name} usage per ${what} is ${String(least)}. No request is specified`);
    else if (below(given, String(least)))
      complaints.push(`minimum ${name} usage per ${what} is ${String(least)}, but request is ${given}`);
  }
  for (const [name, most] of Object.entries(objectAt(item, 'max'))) {
    const given = amount('limits', name) ?? (what === 'Container' ? undefined : amount('requests', name));
    const field = what === 'Container' ? 'limit' : 'request';
    if (given === undefined)
      complaints.push(`maximum ${name} usage per ${what} is ${String(most)}. No limit is specified`);
    else if (below(String(most), given))
      complaints.push(`maximum ${name} usage per ${what} is ${String(most)}, but ${field} is ${given}`);
  }
  return complaints;
}

const below = (a: string, b: string): boolean => (parseQuantity(a) ?? 0n) < (parseQuantity(b) ?? 0n);

const listed = (texts: string[]): string => (texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`);
