import { numberAt, textsAt } from '#src/cluster/fields.ts';

import { serviceAccounts } from '../kinds/index.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import { accountToken, DEFAULT_AUDIENCE } from '../rights/account-tokens.ts';
import { FieldErrors } from '../validation/field-errors.ts';
import type { ObjectsPath } from './api-path.ts';
import type { ApiReply, ApiRequest, ServedCluster } from './api-request.ts';
import { json } from './api-request.ts';
import { objectBody } from './body.ts';
import { storedObject, writeOptions } from './writing.ts';

const LEAST_SECONDS = 600;
const MOST_SECONDS = 2 ** 32;
const USUAL_SECONDS = 3_600;

/** A short-lived token of a service account. */
export function giveToken(served: ServedCluster, path: ObjectsPath & { name: string }, request: ApiRequest): ApiReply {
  const { cluster, identity } = served;
  const account = storedObject(cluster, path);
  const body = objectBody(request);
  const expirationSeconds = numberAt(body, 'spec', 'expirationSeconds') ?? USUAL_SECONDS;
  const errors = new FieldErrors();
  if (expirationSeconds < LEAST_SECONDS)
    errors.invalid('spec.expirationSeconds', expirationSeconds, 'may not specify a duration less than 10 minutes');
  if (expirationSeconds > MOST_SECONDS)
    errors.invalid('spec.expirationSeconds', expirationSeconds, 'may not specify a duration larger than 2^32 seconds');
  errors.throwIfAny({ ...serviceAccounts, group: 'authentication.k8s.io', kind: 'TokenRequest' }, '');
  const asked = textsAt(body, 'spec', 'audiences');
  const audiences = asked.length > 0 ? asked : [DEFAULT_AUDIENCE];
  const until = cluster.now + expirationSeconds * 1_000;
  const token = accountToken(identity, cluster.ref, account, { audiences, now: cluster.now, until });
  const { name, namespace = '' } = account.metadata;
  return json(
    {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name, namespace, creationTimestamp: kubernetesTime(cluster.now) },
      spec: { audiences, expirationSeconds, boundObjectRef: null },
      status: { token: writeOptions(request).dryRun ? '' : token, expirationTimestamp: kubernetesTime(until) },
    },
    201,
  );
}
