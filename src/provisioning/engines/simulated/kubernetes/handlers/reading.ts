import type { JsonObject } from '#src/protocol/index.ts';

import { badRequest } from '../api-error.ts';
import { apiVersionOf } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ObjectsPath } from './api-path.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { asksFor, json } from './api-request.ts';
import type { Form } from './media-type.ts';
import { pageOf } from './page.ts';
import type { Selection } from './selectors.ts';
import { fieldSelection, labelSelection } from './selectors.ts';
import { found, listed, seen } from './source.ts';
import type { IncludeObject } from './table.ts';
import { tableOf } from './table.ts';
import { watchOf } from './watch.ts';

/** `get` */
export function readObject(
  { cluster }: ServedCluster,
  path: ObjectsPath & { name: string },
  request: ApiRequest,
  form: Form,
): ApiReply {
  const object = found(cluster, path.kind, path.namespace, path.name);
  if (form.as !== 'table') return json(object);
  const metadata = { resourceVersion: object.metadata.resourceVersion };
  return json(tableOf(path.kind, [object], { now: cluster.now, include: includeOf(request.query), metadata }));
}

/** `list` and `watch` */
export function listObjects(
  { cluster }: ServedCluster,
  { kind, namespace, name }: ObjectsPath,
  { query }: ApiRequest,
  form: Form,
): ApiReply {
  const selection = selectionOf({ kind, namespace, name, query });
  const drawn = (objects: KubernetesObject[], metadata: JsonObject) =>
    tableOf(kind, objects, { now: cluster.now, include: includeOf(query), metadata });
  if (asksFor(query, 'watch')) {
    const rendered = (object: KubernetesObject): JsonObject =>
      form.as === 'table' ? drawn([seen(kind, object)], {}) : seen(kind, object);
    return { type: 'watch', watch: watchOf(cluster.store, kind, selection, query, rendered) };
  }
  const all = listed(cluster, kind, namespace).filter(selection);
  const { objects, metadata } = pageOf(all, cluster.store, query);
  if (form.as === 'table') return json(drawn(objects, metadata));
  return json({ kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata, items: objects });
}

/** What a query selects of a kind. */
export function selectionOf({
  kind,
  namespace,
  name,
  query,
}: Pick<ObjectsPath, 'kind'> & {
  namespace: string | undefined;
  name?: string | undefined;
  query: URLSearchParams;
}): Selection {
  const byLabel = labelSelection(query.get('labelSelector') ?? '');
  const byField = fieldSelection(kind, query.get('fieldSelector') ?? '');
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    byLabel(object) &&
    byField(seen(kind, object));
}

function includeOf(query: URLSearchParams): IncludeObject {
  const wanted = query.get('includeObject') ?? 'Metadata';
  if (wanted !== 'None' && wanted !== 'Object' && wanted !== 'Metadata')
    throw badRequest(`unrecognized includeObject value: ${JSON.stringify(wanted)}`);
  return wanted;
}
