import type { JsonObject } from '#src/protocol/index.ts';

import { ApiError, badRequest } from '../api-error.ts';
import type { Kind } from '../kinds/index.ts';
import { apiVersionOf } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';
import { createObject } from '../writes/create-object.ts';
import type { DeleteRequest } from '../writes/delete-object.ts';
import { deleteObject } from '../writes/delete-object.ts';
import { checkUnknown, draftOf } from '../writes/draft.ts';
import { replaceObject } from '../writes/replace-object.ts';
import type { WriteOptions } from '../writes/write-options.ts';
import type { ObjectsPath } from './api-path.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { json } from './api-request.ts';
import { objectBody } from './body.ts';
import { selectionOf } from './reading.ts';
import { found, seen } from './source.ts';

/** `create` */
export function postObject({ cluster, full }: ServedCluster, path: ObjectsPath, request: ApiRequest): ApiReply {
  const { kind, namespace } = path;
  const { object, unknown } = draftOf(kind, objectBody(request));
  const warnings = checkUnknown(kind, unknown, request.query.get('fieldValidation'));
  if (full) throw noRoom(kind, object.metadata.name);
  const placed = inPlace(kind, object, namespace, undefined);
  const stored = kind.storedAs?.toStored(placed) ?? withoutStatus(kind, placed);
  const made = createObject(cluster, kind.storedAs?.kind ?? kind, stored, writeOptions(request));
  return json(seen(kind, made), 201, warnings);
}

/** `update` */
export function putObject(
  { cluster }: ServedCluster,
  path: ObjectsPath & { name: string },
  request: ApiRequest,
): ApiReply {
  const { kind, namespace, name } = path;
  const { object, unknown } = draftOf(kind, objectBody(request));
  const warnings = checkUnknown(kind, unknown, request.query.get('fieldValidation'));
  const placed = inPlace(kind, object, namespace, name);
  const before = storedObject(cluster, path);
  const options = {
    ...writeOptions(request),
    ...(path.subresource === 'status' ? { subresource: 'status' as const } : {}),
  };
  const stored = kind.storedAs?.toStored(placed) ?? placed;
  return json(seen(kind, replaceObject(cluster, kind.storedAs?.kind ?? kind, before, stored, options)), 200, warnings);
}

/** `delete` */
export function removeObject(
  { cluster }: ServedCluster,
  path: ObjectsPath & { name: string },
  request: ApiRequest,
): ApiReply {
  const { kind } = path;
  const before = storedObject(cluster, path);
  const { object, gone } = deleteObject(cluster, kind.storedAs?.kind ?? kind, before, deleteRequest(request));
  // Pods are always answered with themselves, and so is what stays for a while.
  if (!gone || kind.plural === 'pods') return json(seen(kind, object));
  const { name, uid } = object.metadata;
  const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.plural, uid };
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}

/** `deletecollection` */
export function removeObjects({ cluster }: ServedCluster, path: ObjectsPath, request: ApiRequest): ApiReply {
  const { kind, namespace } = path;
  const selection = selectionOf({ kind, namespace, query: request.query });
  const wanted = deleteRequest(request);
  const stored = kind.storedAs?.kind ?? kind;
  const items = cluster.store
    .list(stored, namespace)
    .filter(selection)
    .map((object) => seen(kind, deleteObject(cluster, stored, object, wanted).object));
  const metadata = { resourceVersion: String(cluster.store.version) };
  return json({ kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata, items });
}

/** The object itself, as it is kept. */
export function storedObject(cluster: SimulatedCluster, path: ObjectsPath & { name: string }): KubernetesObject {
  const kind = path.kind.storedAs?.kind ?? path.kind;
  return found(cluster, kind, path.namespace, path.name);
}

/** An object where its path says it is; what contradicts the path is refused. */
export function inPlace(
  kind: Kind,
  object: KubernetesObject,
  namespace: string | undefined,
  name: string | undefined,
): KubernetesObject {
  const { metadata } = object;
  if (kind.namespaced && metadata.namespace !== undefined && metadata.namespace !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  if (name !== undefined && metadata.name !== '' && metadata.name !== name)
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  const { namespace: _, ...rest } = metadata;
  return {
    ...object,
    metadata: { ...rest, ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }) },
  };
}

/** How a client wants a change to be made. */
export function writeOptions({ method, query, agent }: ApiRequest): WriteOptions {
  const dryRun = query.getAll('dryRun');
  const wrong = dryRun.find((value) => value !== 'All' && value !== '');
  if (wrong !== undefined)
    throw wrongOptions(
      method,
      'dryRun',
      'FieldValueNotSupported',
      `Unsupported value: ["${wrong}"]: supported values: "All"`,
    );
  const manager = query.get('fieldManager') || (agent.split('/')[0] ?? '') || 'unknown';
  return { manager, ...(dryRun.includes('All') ? { dryRun: true } : {}) };
}

function deleteRequest(request: ApiRequest): DeleteRequest {
  const body = objectBody(request);
  const { query } = request;
  const preconditions = body['preconditions'] as JsonObject | undefined;
  const propagation = String(body['propagationPolicy'] ?? query.get('propagationPolicy') ?? '');
  const orphan = body['orphanDependents'] ?? query.get('orphanDependents');
  const grace = body['gracePeriodSeconds'] ?? query.get('gracePeriodSeconds');
  const known = (['Foreground', 'Background', 'Orphan'] as const).find((one) => one === propagation);
  if (propagation !== '' && !known)
    throw wrongOptions(
      'DELETE',
      'propagationPolicy',
      'FieldValueNotSupported',
      `Unsupported value: ${JSON.stringify(propagation)}: supported values: "Foreground", "Background", "Orphan", "nil"`,
    );
  // As the real one: whoever sends a body says everything in it, and the query is not looked at.
  const wishes = Object.keys(body).length === 0 ? query.getAll('dryRun') : body['dryRun'];
  const dryRun = Array.isArray(wishes) && wishes.includes('All');
  const { uid, resourceVersion } = preconditions ?? {};
  return {
    ...(dryRun ? { dryRun } : {}),
    ...(known ? { propagation: known } : orphan === true || orphan === 'true' ? { propagation: 'Orphan' } : {}),
    ...(grace === undefined || grace === null ? {} : { graceSeconds: Math.max(0, Number(grace)) }),
    ...(typeof uid === 'string' ? { uid } : {}),
    ...(typeof resourceVersion === 'string' ? { resourceVersion } : {}),
  };
}

/** The status of an object is set by its own door. */
function withoutStatus(kind: Kind, object: KubernetesObject): KubernetesObject {
  if (!kind.subresources.includes('status')) return object;
  const { status: _, ...rest } = object;
  return rest;
}

/** Not one of Kubernetes' own refusals: a simulated cluster has its bounds. */
export function noRoom(kind: Kind, name: string): ApiError {
  return new ApiError(
    403,
    'Forbidden',
    `${kind.plural} ${JSON.stringify(name)} is forbidden: this simulated cluster holds as many objects as it can: delete some first`,
  );
}

const optionKinds: { [method: string]: string } = {
  POST: 'CreateOptions',
  PUT: 'UpdateOptions',
  PATCH: 'PatchOptions',
};

/** `422 Invalid` for what the query says. */
export function wrongOptions(method: string, field: string, reason: string, message: string): ApiError {
  const kind = optionKinds[method] ?? 'DeleteOptions';
  return new ApiError(422, 'Invalid', `${kind}.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind,
    causes: [{ reason, message, field }],
  });
}
