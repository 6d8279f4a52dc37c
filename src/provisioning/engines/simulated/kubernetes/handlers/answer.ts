import { notAllowed, unknownPath } from '../api-error.ts';
import type { Subresource, Verb } from '../kinds/index.ts';
import { authorize, authorizePath } from '../rights/authorize.ts';
import type { ApiPath, ObjectsPath } from './api-path.ts';
import { apiPath } from './api-path.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { asksFor, json } from './api-request.ts';
import { aggregated, coreVersions, group, groupList, resourceList } from './discovery.ts';
import { evictPod } from './evicting.ts';
import { podLog } from './log.ts';
import { contentType, wantedForm } from './media-type.ts';
import { schemaIndex, schemaOf } from './open-api.ts';
import { patchObject } from './patching.ts';
import { listObjects, readObject } from './reading.ts';
import { answerReview, isReview } from './reviews.ts';
import { answerScale } from './scale.ts';
import { giveToken } from './tokens.ts';
import { versionInfo } from './version-info.ts';
import { postObject, putObject, removeObject, removeObjects } from './writing.ts';

/** Answers one request to a cluster's API, or throws the `ApiError` that goes back. */
export function answer(served: ServedCluster, request: ApiRequest): ApiReply {
  const path = apiPath(served.cluster.kinds, request.pathname);
  if (path.type === 'unknown') throw unknownPath();
  return path.type === 'objects' ? answerObjects(served, path, request) : answerDiscovery(served, path, request);
}

/** Whether a request may change something. */
export const isWrite = ({ method, query }: Pick<ApiRequest, 'method' | 'query'>): boolean =>
  method !== 'GET' && !query.getAll('dryRun').includes('All');

function answerDiscovery(
  { cluster, address }: ServedCluster,
  path: Exclude<ApiPath, ObjectsPath | { type: 'unknown' }>,
  request: ApiRequest,
): ApiReply {
  if (request.method !== 'GET') throw notAllowed();
  authorizePath(cluster.store, request.user, 'get', request.pathname);
  const kinds = cluster.kinds.all();
  if (path.type === 'health') return { type: 'text', body: 'ok' };
  const form = wantedForm(request.accept);
  switch (path.type) {
    case 'root':
      return json({ paths: ['/api', '/api/v1', '/apis', '/healthz', '/livez', '/openapi/v3', '/readyz', '/version'] });
    case 'version':
      return json(versionInfo(cluster.version));
    case 'discovery':
      if (form.as === 'discovery')
        return {
          type: 'json',
          code: 200,
          contentType: contentType(form),
          body: aggregated(kinds, path.where, form.version),
        };
      return json(path.where === 'api' ? coreVersions(address) : groupList(kinds));
    case 'group':
      return json(group(kinds, path.group) ?? refuse());
    case 'resources':
      return json(resourceList(kinds, path.group, path.version) ?? refuse());
    case 'schemas':
      return json(schemaIndex(kinds));
    default:
      return json(schemaOf(kinds, path.groupVersion) ?? refuse());
  }
}

function answerObjects(served: ServedCluster, path: ObjectsPath, request: ApiRequest): ApiReply {
  const { kind, namespace, name, subresource } = path;
  const verb = verbOf(path, request);
  const allowed: readonly string[] = subresource === undefined ? kind.verbs : subresourceVerbs[subresource];
  if (verb === undefined || !allowed.includes(verb)) throw notAllowed();
  authorize(served.cluster.store, request.user, {
    verb,
    group: kind.group,
    resource: kind.plural,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  });
  if (name === undefined) {
    if (isReview(kind)) return answerReview(served, kind, request);
    if (verb === 'create') return postObject(served, path, request);
    if (verb === 'deletecollection') return removeObjects(served, path, request);
    return listObjects(served, path, request, wantedForm(request.accept));
  }
  const one = { ...path, name };
  switch (subresource) {
    case 'scale':
      return answerScale(served, one, request);
    case 'log':
      return podLog(served, one, request);
    case 'eviction':
      return evictPod(served, one, request);
    case 'token':
      return giveToken(served, one, request);
    default:
      return answerOne(served, one, verb, request);
  }
}

function answerOne(
  served: ServedCluster,
  path: ObjectsPath & { name: string },
  verb: Verb,
  request: ApiRequest,
): ApiReply {
  if (verb === 'get') return readObject(served, path, request, wantedForm(request.accept));
  if (verb === 'watch') return listObjects(served, path, request, wantedForm(request.accept));
  if (verb === 'update') return putObject(served, path, request);
  return verb === 'patch' ? patchObject(served, path, request) : removeObject(served, path, request);
}

const subresourceVerbs: { [S in Subresource]: readonly Verb[] } = {
  status: ['get', 'patch', 'update'],
  scale: ['get', 'patch', 'update'],
  log: ['get'],
  eviction: ['create'],
  token: ['create'],
};

/** What a request asks to do, as rules call it. */
function verbOf({ name, kind, namespace, subresource }: ObjectsPath, { method, query }: ApiRequest): Verb | undefined {
  const one = name !== undefined;
  switch (method) {
    case 'GET':
      if (asksFor(query, 'watch') && subresource === undefined) return 'watch';
      return one ? 'get' : 'list';
    case 'POST':
      // What lives in a namespace is made in one; what is there already is not made again.
      return one !== (subresource !== undefined) || (kind.namespaced && namespace === undefined) ? undefined : 'create';
    case 'PUT':
      return one ? 'update' : undefined;
    case 'PATCH':
      return one ? 'patch' : undefined;
    case 'DELETE':
      return one ? 'delete' : 'deletecollection';
    default:
      return undefined;
  }
}

function refuse(): never {
  throw unknownPath();
}
