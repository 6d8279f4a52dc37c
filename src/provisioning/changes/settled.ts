import type { ClusterObject } from '#src/cluster/index.ts';
import { labelsAt, objectAt } from '#src/cluster/index.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

/** The annotation that names the operation which last changed an object. */
export const EFFECT = '3bot.io/effect';

/** Annotations that servers, controllers and tools write for themselves. */
const notOurs = [
  EFFECT,
  'deployment.kubernetes.io/',
  'kubectl.kubernetes.io/last-applied-configuration',
  'simulated.3bot.io/memory',
];

/** Fields of a kind that say where the cluster has put it: they cannot be brought back, or mean nothing to another one. */
const placed: { readonly [kind: string]: readonly string[] } = {
  Pod: ['nodeName'],
  PersistentVolumeClaim: ['volumeName'],
};

/** An object as people and plans see it: without its status and without what the server itself writes. */
export function settled(object: ClusterObject): ClusterObject {
  const { status: _, ...rest } = structuredClone(object);
  const { name, namespace, labels, annotations, finalizers, ownerReferences } = rest.metadata;
  const kept = Object.entries(annotations ?? {}).filter(([key]) => !notOurs.some((own) => key.startsWith(own)));
  return {
    ...rest,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { labels }),
      ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }),
      ...(finalizers === undefined || finalizers.length === 0 ? {} : { finalizers }),
      ...(ownerReferences === undefined ? {} : { ownerReferences }),
    },
  };
}

/** What makes a deleted object again: what it was, without the places that the cluster had given it. */
export function remade(before: ClusterObject): ClusterObject {
  const draft = structuredClone(before);
  const { finalizers: _, ownerReferences: __, ...metadata } = draft.metadata;
  const made: ClusterObject = { ...draft, metadata };
  const spec = made.spec;
  if (!spec) return made;
  for (const field of placed[made.kind] ?? []) delete spec[field];
  if (made.kind === 'Service' && spec['clusterIP'] !== 'None')
    for (const field of ['clusterIP', 'clusterIPs']) delete spec[field];
  if (made.kind === 'Job' && spec['manualSelector'] !== true) {
    // The selector and its label hold the identity of the object that is gone.
    delete spec['selector'];
    const labels = Object.entries(labelsAt(spec, 'template', 'metadata', 'labels'));
    const own = labels.filter(([label]) => !/(^|\/)(controller-uid|job-name)$/.test(label));
    const template = objectAt(spec, 'template');
    spec['template'] = {
      ...template,
      metadata: { ...objectAt(template, 'metadata'), labels: Object.fromEntries(own) },
    };
  }
  return made;
}

/** A Secret as the server keeps it: what was written as text is bytes. */
export function asStored<T extends ClusterObject>(object: T): T {
  const texts = Object.entries(objectAt(object, 'stringData'));
  if (object.kind !== 'Secret' || texts.length === 0) return object;
  const bytes = texts.map(([key, text]): [string, Json] => [key, Buffer.from(String(text)).toString('base64')]);
  const { stringData: _, ...rest } = object;
  const data: JsonObject = { ...objectAt(object, 'data'), ...Object.fromEntries(bytes) };
  return { ...rest, data } as unknown as T;
}
