import type { ClusterObject } from '#src/cluster/index.ts';

import { type ActionContext, ActionFailure } from '../action.ts';
import type { Services } from '../services.ts';
import { type OpenVdc, openVdc } from '../vdc-clusters.ts';
import { isName, isSystem } from './app-reference.ts';
import type { ConfigName } from './config-users.ts';

/** Types of Secrets that belong to the cluster or to its tools: nothing that a person edits by hand. */
const notForHands = ['kubernetes.io/service-account-token', 'helm.sh/release.v1', 'bootstrap.kubernetes.io/token'];

/** Whether people set and edit it, as they see it. */
export function isForHands(object: ClusterObject): boolean {
  const { name, namespace = '' } = object.metadata;
  if (isSystem(namespace) || name === 'kube-root-ca.crt') return false;
  return !notForHands.includes(String(object['type'] ?? ''));
}

/** `shop/Secret/db`: how answers name a ConfigMap or a Secret. */
export function configId({ kind, metadata: { namespace = 'default', name } }: ClusterObject): string {
  return `${namespace}/${kind}/${name}`;
}

export function configOf(id: string): ConfigName {
  const [namespace = '', kind = '', name = '', more] = id.split('/');
  if (more === undefined && (kind === 'ConfigMap' || kind === 'Secret') && isName(name) && isName(namespace)) {
    return { kind, namespace, name };
  }
  throw new ActionFailure('NOT_FOUND', `There are no settings called "${id}".`);
}

/** The owner's ConfigMap or Secret by its id. */
export async function openConfig(
  { services, caller, signal }: Pick<ActionContext<Services>, 'services' | 'caller' | 'signal'>,
  input: { vdc: string; config: string },
): Promise<OpenVdc & { config: ConfigName; object: ClusterObject }> {
  const config = configOf(input.config);
  const vdc = await openVdc(services, caller, input.vdc);
  const object = await vdc.cluster.get({ apiVersion: 'v1', ...config }, { signal });
  if (object && isForHands(object)) return { ...vdc, config, object };
  throw new ActionFailure(
    'NOT_FOUND',
    `There is no ${config.kind} "${config.name}" in the namespace "${config.namespace}" that you can edit here.`,
  );
}
