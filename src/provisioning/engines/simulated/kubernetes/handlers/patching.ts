import type { JsonObject } from '#src/protocol/index.ts';

import { ApiError, badRequest, objectNotFound } from '../api-error.ts';
import { applyOver } from '../apply/apply.ts';
import { keyedPath } from '../apply/field-paths.ts';
import type { Kind } from '../kinds/index.ts';
import { apiVersionOf } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { jsonPatch } from '../patch/json-patch.ts';
import { mergePatch } from '../patch/merge-patch.ts';
import { strategicMerge } from '../patch/strategic-merge.ts';
import { conform, isObject, Mismatch } from '../schema/conform.ts';
import { typeOfKind } from '../schema/kind-type.ts';
import { createObject } from '../writes/create-object.ts';
import { checkUnknown, draftOf } from '../writes/draft.ts';
import { replaceObject } from '../writes/replace-object.ts';
import type { ObjectsPath } from './api-path.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { asksFor, json } from './api-request.ts';
import { bodyOf, mediaType } from './body.ts';
import { seen } from './source.ts';
import { inPlace, noRoom, storedObject, writeOptions, wrongOptions } from './writing.ts';

/** `patch`, in each of its forms. */
export function patchObject(
  served: ServedCluster,
  path: ObjectsPath & { name: string },
  request: ApiRequest,
): ApiReply {
  const type = mediaType(request.contentType ?? '');
  if (type === 'application/apply-patch+yaml') return applyObject(served, path, request);
  const { cluster } = served;
  const { kind, namespace, name } = path;
  const before = storedObject(cluster, path);
  const shown = seen(kind, before);
  const patched = patchedBy(type, kind, shown, request);
  const { object, unknown } = draftOf(kind, patched);
  const warnings = checkUnknown(kind, unknown, request.query.get('fieldValidation'));
  const placed = inPlace(kind, object, namespace, name);
  // A patch that names no version is made on whatever is there.
  const options = {
    ...writeOptions(request),
    ...(path.subresource === 'status' ? { subresource: 'status' as const } : {}),
  };
  const stored = kind.storedAs?.toStored(placed) ?? placed;
  return json(seen(kind, replaceObject(cluster, kind.storedAs?.kind ?? kind, before, stored, options)), 200, warnings);
}

/** The object after a patch, whatever came of it. */
export function patchedBy(type: string, kind: Kind | undefined, target: JsonObject, request: ApiRequest): JsonObject {
  const patch = bodyOf({ ...request, contentType: 'application/json' });
  switch (type) {
    case 'application/json-patch+json':
      return objectOf(jsonPatch(target, patch));
    case 'application/merge-patch+json':
      return objectOf(mergePatch(target, objectOf(patch)));
    case 'application/strategic-merge-patch+json': {
      if (kind?.custom)
        throw unsupported(
          'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
        );
      return strategicMerge(kind ? typeOfKind(kind) : { is: 'any' }, target, objectOf(patch));
    }
    default:
      throw unsupported('415: Unsupported Media Type');
  }
}

function applyObject(
  { cluster, full }: ServedCluster,
  path: ObjectsPath & { name: string },
  request: ApiRequest,
): ApiReply {
  const { kind, namespace, name, subresource } = path;
  const manager = request.query.get('fieldManager') ?? '';
  if (manager === '')
    throw wrongOptions('PATCH', 'fieldManager', 'FieldValueRequired', 'Required value: is required for apply patch');
  const given = objectOf(bodyOf(request));
  if (given['apiVersion'] !== apiVersionOf(kind) || given['kind'] !== kind.kind)
    throw badRequest(`invalid object type: ${String(given['apiVersion'])}, Kind=${String(given['kind'])}`);
  const metadata = isObject(given['metadata']) ? given['metadata'] : {};
  if (metadata['managedFields'] !== undefined && metadata['managedFields'] !== null)
    throw badRequest('metadata.managedFields must be nil');
  const applied = inShape(kind, { ...given, metadata: withoutServerFields(metadata) });
  const placed = inPlace(kind, draftOf(kind, { ...applied }).object, namespace, name);
  const stored = kind.storedAs?.kind ?? kind;
  const live = cluster.store.get(stored, namespace, name);
  if (!live && subresource !== undefined) throw objectNotFound(kind, name);
  if (!live && typeof metadata['uid'] === 'string')
    throw new ApiError(
      409,
      'Conflict',
      `uid mismatch: the provided object specified uid ${metadata['uid']}, and no existing object was found`,
    );
  const { object, managedFields } = applyOver({
    kind,
    type: typeOfKind(kind),
    live: live ?? { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata: {} },
    applied: withoutStatus(applied, subresource),
    manager,
    subresource,
    force: asksFor(request.query, 'force'),
    now: cluster.now,
  });
  const options = { ...writeOptions(request), manager, managedFields };
  const next = inPlace(kind, draftOf(kind, object).object, namespace, name);
  if (!live) {
    if (full) throw noRoom(kind, name);
    return json(createObject(cluster, stored, next, options), 201);
  }
  const version = metadata['resourceVersion'];
  const wanted: KubernetesObject = {
    ...next,
    metadata: {
      ...next.metadata,
      resourceVersion: typeof version === 'string' ? version : '',
      uid: placed.metadata.uid,
    },
  };
  const status = subresource === 'status' ? { subresource: 'status' as const } : {};
  return json(replaceObject(cluster, stored, live, wanted, { ...options, ...status }));
}

/** What is applied, in the shape of its kind: what nobody declared is an error of the server's own. */
function inShape(kind: Kind, given: JsonObject): JsonObject {
  const type = typeOfKind(kind);
  const { name, namespace } = isObject(given['metadata']) ? given['metadata'] : {};
  const failed = (why: string) =>
    new ApiError(
      500,
      'InternalError',
      `failed to create typed patch object (${String(namespace ?? '')}/${String(name ?? '')}; ${apiVersionOf(kind)}, Kind=${kind.kind}): ${why}`,
    );
  try {
    const { value, unknown } = conform(type, given, { keepEmpty: true });
    const places = unknown.map((path) => `${keyedPath(type, given, path)}: field not declared in schema`);
    if (places.length > 0) throw failed(places.join('\n'));
    return value;
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    const { path, expected, found } = error;
    const what = { int32: 'numeric (int or float)', bool: 'boolean' }[expected] ?? expected.replace(/^\[\].*/, 'list');
    const got = expected === 'int32' ? typeof found : `&{${String(found)}}`;
    throw failed(`${keyedPath(type, given, path)}: expected ${what}, got ${got}`);
  }
}

/** What belongs to the server is no part of what somebody applies. */
function withoutServerFields(metadata: JsonObject): JsonObject {
  const own = [
    'resourceVersion',
    'uid',
    'creationTimestamp',
    'generation',
    'managedFields',
    'selfLink',
    'deletionTimestamp',
  ];
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !own.includes(name)));
}

function withoutStatus(object: JsonObject, subresource: string | undefined): JsonObject {
  if (subresource === 'status') return object;
  const { status: _, ...rest } = object;
  return rest;
}

function objectOf(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('the patch is no object');
  return value as JsonObject;
}

const unsupported = (why: string): ApiError => new ApiError(415, 'UnsupportedMediaType', why);
