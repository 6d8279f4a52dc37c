import { objectAt, textAt, textsAt } from '#src/cluster/fields.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { Kind } from '../kinds/index.ts';
import { apiVersionOf, selfSubjectAccessReviews, selfSubjectReviews, selfSubjectRulesReviews } from '../kinds/index.ts';
import { mayDo, rulesFor } from '../rights/authorize.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { json } from './api-request.ts';
import { objectBody } from './body.ts';

const answers = new Map<Kind, (served: ServedCluster, request: ApiRequest, spec: JsonObject) => JsonObject>([
  [selfSubjectAccessReviews, accessStatus],
  [selfSubjectRulesReviews, rulesStatus],
  [
    selfSubjectReviews,
    (_served, { user }) => ({
      userInfo: { username: user.name, groups: [...user.groups], ...(user.uid === undefined ? {} : { uid: user.uid }) },
    }),
  ],
]);

/** Whether this kind is a question: answered, not kept. */
export const isReview = (kind: Kind): boolean => answers.has(kind);

/** The answer to a question about oneself: may I, what may I, who am I. */
export function answerReview(served: ServedCluster, kind: Kind, request: ApiRequest): ApiReply {
  const spec = objectAt(objectBody(request), 'spec');
  const status = answers.get(kind)?.(served, request, spec) ?? {};
  return json(
    { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata: { creationTimestamp: null }, spec, status },
    201,
  );
}

function accessStatus({ cluster }: ServedCluster, { user }: ApiRequest, spec: JsonObject): JsonObject {
  const wanted = objectAt(spec, 'resourceAttributes');
  const text = (field: string) => textAt(wanted, field) ?? '';
  const [namespace, name, subresource] = [text('namespace'), text('name'), text('subresource')];
  const allowed = mayDo(cluster.store, user, {
    verb: text('verb'),
    group: text('group'),
    resource: text('resource'),
    ...(namespace === '' ? {} : { namespace }),
    ...(name === '' ? {} : { name }),
    ...(subresource === '' ? {} : { subresource }),
  });
  return { allowed };
}

function rulesStatus({ cluster }: ServedCluster, { user }: ApiRequest, spec: JsonObject): JsonObject {
  const everything = [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ];
  const rules = user.groups.includes('system:masters')
    ? everything
    : rulesFor(cluster.store, user, textAt(spec, 'namespace') ?? 'default');
  const isPath = (rule: JsonObject) => textsAt(rule, 'nonResourceURLs').length > 0;
  return {
    resourceRules: rules.filter((rule) => !isPath(rule)),
    nonResourceRules: rules.filter(isPath),
    incomplete: false,
  };
}
