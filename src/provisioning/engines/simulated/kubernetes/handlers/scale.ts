import { numberAt, objectAt, textAt, textsAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { badRequest } from '../api-error.ts';
import { customResourceDefinitions } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';
import { FieldErrors } from '../validation/field-errors.ts';
import { modified, replaceObject } from '../writes/replace-object.ts';
import type { ObjectsPath } from './api-path.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { json } from './api-request.ts';
import { mediaType, objectBody } from './body.ts';
import { patchedBy } from './patching.ts';
import { storedObject, writeOptions } from './writing.ts';

/** The number of copies of anything that scales: read, set, patched. */
export function answerScale(
  { cluster }: ServedCluster,
  path: ObjectsPath & { name: string },
  request: ApiRequest,
): ApiReply {
  const { kind } = path;
  const before = storedObject(cluster, path);
  const field = replicasField(cluster, path);
  const scale = scaleOf(before, field);
  if (request.method === 'GET') return json(scale);
  const wanted =
    request.method === 'PUT'
      ? objectBody(request)
      : patchedBy(mediaType(request.contentType ?? ''), undefined, scale, request);
  const replicas = numberAt(wanted, 'spec', 'replicas') ?? 0;
  const version = textAt(wanted, 'metadata', 'resourceVersion') ?? '';
  if (version !== '' && version !== before.metadata.resourceVersion) throw modified(kind, path.name);
  const errors = new FieldErrors();
  if (replicas < 0) errors.invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
  errors.throwIfAny({ ...kind, group: 'autoscaling', kind: 'Scale' }, path.name);
  if (!Number.isInteger(replicas)) throw badRequest('spec.replicas is no whole number');
  const after = withReplicas(before, field, replicas);
  const given = { ...after, metadata: { ...after.metadata, resourceVersion: '' } };
  const written = replaceObject(cluster, kind, before, given, { ...writeOptions(request), subresource: 'scale' });
  return json(scaleOf(written, field));
}

/** Where the number is: a custom resource says it in its definition. */
function replicasField(cluster: SimulatedCluster, { kind }: ObjectsPath): string[] {
  if (!kind.custom) return ['spec', 'replicas'];
  const definition = cluster.store.get(customResourceDefinitions, undefined, `${kind.plural}.${kind.group}`);
  const path = objectAt(definition, 'spec')['versions'];
  const version = (Array.isArray(path) ? path : []).find((one) => textAt(one, 'name') === kind.version);
  return (textAt(version, 'subresources', 'scale', 'specReplicasPath') ?? '.spec.replicas').split('.').slice(1);
}

function scaleOf(object: KubernetesObject, field: string[]): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const copies = numberAt(object, ...field) ?? 0;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), uid, resourceVersion, creationTimestamp },
    spec: copies === 0 ? {} : { replicas: copies },
    status: { replicas: numberAt(object, 'status', 'replicas') ?? 0, selector: selectorText(object) },
  };
}

function selectorText(object: KubernetesObject): string {
  const selector = objectAt(object, 'spec', 'selector');
  const labels = Object.entries(objectAt(selector, 'matchLabels')).map(([label, value]) => `${label}=${String(value)}`);
  const expressions = selector['matchExpressions'];
  const sets = (Array.isArray(expressions) ? expressions : []).map((one) => {
    const [key = '', operator = ''] = [textAt(one, 'key'), textAt(one, 'operator')];
    const values = `(${textsAt(one, 'values').join(',')})`;
    return { In: `${key} in ${values}`, NotIn: `${key} notin ${values}`, Exists: key }[operator] ?? `!${key}`;
  });
  return [...labels, ...sets].join(',');
}

function withReplicas(object: KubernetesObject, field: string[], replicas: number): KubernetesObject {
  const copy = structuredClone(object);
  let at: JsonObject = copy;
  for (const name of field.slice(0, -1)) {
    const inner = objectAt(at, name);
    at[name] = inner;
    at = inner;
  }
  at[field.at(-1) ?? 'replicas'] = replicas;
  return copy;
}
