import type { JsonObject } from '#src/protocol/index.ts';

import { notAllowed, objectNotFound, unknownPath } from './api-error.ts';
import { apiPath } from './api-path.ts';
import { aggregated, coreVersions, group, groupList, resourceList } from './discovery.ts';
import type { Kind } from './kinds/index.ts';
import { apiVersionOf } from './kinds/index.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import type { Form } from './media-type.ts';
import { contentType, wantedForm } from './media-type.ts';
import type { ObjectStore } from './object-store.ts';
import { pageOf } from './page.ts';
import type { Selection } from './selectors.ts';
import { fieldSelection, labelSelection } from './selectors.ts';
import type { IncludeObject } from './table.ts';
import { tableOf } from './table.ts';
import { versionInfo } from './version-info.ts';
import type { WatchRequest } from './watch.ts';
import { watchOf } from './watch.ts';

/** One cluster, as the handlers see it. */
export interface Cluster {
  /** `v1.36.3+k3s1` */
  version: string;
  /** Host and port, for discovery. */
  address: string;
  store: ObjectStore;
}

export interface ApiRequest {
  method: string;
  pathname: string;
  query: URLSearchParams;
  accept: string | undefined;
}

export type ApiReply =
  | { type: 'json'; contentType: string; body: JsonObject }
  | { type: 'text'; body: string }
  | { type: 'watch'; watch: WatchRequest };

/** Answers one request to a cluster's API, or throws the `ApiError` that goes back. */
export function answer(cluster: Cluster, request: ApiRequest, now: number): ApiReply {
  const path = apiPath(request.pathname);
  if (path.type === 'unknown') throw unknownPath();
  if (request.method !== 'GET') throw notAllowed();
  if (path.type === 'health') return { type: 'text', body: 'ok' };
  const form = wantedForm(request.accept);
  switch (path.type) {
    case 'root':
      return json({ paths: ['/api', '/api/v1', '/apis', '/healthz', '/livez', '/readyz', '/version'] });
    case 'version':
      return json(versionInfo(cluster.version));
    case 'discovery':
      if (form.as === 'discovery') return json(aggregated(path.where, form.version), form);
      return json(path.where === 'api' ? coreVersions(cluster.address) : groupList());
    case 'group':
      return json(group(path.group) ?? refuse());
    case 'resources':
      return json(resourceList(path.group, path.version) ?? refuse());
    default:
      return path.name === undefined
        ? listObjects(cluster, path.kind, path.namespace, request.query, form, now)
        : oneObject(cluster, path.kind, path.namespace, path.name, request.query, form, now);
  }
}

function oneObject(
  cluster: Cluster,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  query: URLSearchParams,
  form: Form,
  now: number,
): ApiReply {
  const object = cluster.store.get(kind, namespace, name);
  if (!object) throw objectNotFound(kind, name);
  if (form.as !== 'table') return json({ ...object });
  const metadata = { resourceVersion: object.metadata.resourceVersion };
  return json(tableOf(kind, [object], { now, include: includeOf(query), metadata }));
}

function listObjects(
  cluster: Cluster,
  kind: Kind,
  namespace: string | undefined,
  query: URLSearchParams,
  form: Form,
  now: number,
): ApiReply {
  const byLabel = labelSelection(query.get('labelSelector') ?? '');
  const byField = fieldSelection(kind, query.get('fieldSelector') ?? '');
  const selection: Selection = (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) && byLabel(object) && byField(object);
  const drawn = (objects: KubernetesObject[], metadata: JsonObject) =>
    tableOf(kind, objects, { now, include: includeOf(query), metadata });

  if (['true', '1'].includes(query.get('watch') ?? '')) {
    const rendered = (object: KubernetesObject): JsonObject =>
      form.as === 'table' ? drawn([object], {}) : { ...object };
    return { type: 'watch', watch: watchOf(cluster.store, kind, selection, query, rendered) };
  }
  const { objects, metadata } = pageOf(
    cluster.store.list(kind, namespace).filter(selection),
    cluster.store.version,
    query,
  );
  if (form.as === 'table') return json(drawn(objects, metadata));
  return json({
    kind: `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata,
    items: objects.map((object) => ({ ...object })),
  });
}

function includeOf(query: URLSearchParams): IncludeObject {
  const wanted = query.get('includeObject');
  return wanted === 'None' || wanted === 'Object' ? wanted : 'Metadata';
}

function json(body: JsonObject, form: Form = { as: 'json' }): ApiReply {
  return { type: 'json', contentType: contentType(form), body };
}

function refuse(): never {
  throw unknownPath();
}
