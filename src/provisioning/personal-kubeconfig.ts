import { createHash, randomBytes } from 'node:crypto';
import { parse, stringify } from 'yaml';

import type { Cluster, ClusterObject, ObjectDraft } from '#src/cluster/index.ts';
import { ClusterError, objectAt, textAt } from '#src/cluster/index.ts';

/** What a kubeconfig lets its holder do: look, change what runs in the namespaces there are now, or everything. */
export const accessLevels = ['view', 'edit', 'admin'] as const;
export type AccessLevel = (typeof accessLevels)[number];

/** The kubeconfig that a person wants. */
export interface AccessWish {
  access: AccessLevel;
  /** How long it opens the VDC. */
  hours: number;
  /** Absent: the whole VDC. */
  namespace?: string;
}

/** Where the accounts of people live, apart from what those accounts may touch. */
const HOME = '3bot-access';
const MARK = '3bot.io/access';
const EXPIRES = '3bot.io/expires';
const SPACE = '3bot.io/access-to';
const RBAC = 'rbac.authorization.k8s.io';

/** Whether this cluster gives out tokens, and lets us ask for them. */
export async function givesTokens(cluster: Cluster): Promise<boolean> {
  try {
    const [accounts, bindings] = await Promise.all([
      cluster.kind({ apiVersion: 'v1', kind: 'ServiceAccount' }),
      cluster.kind({ apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding' }),
    ]);
    if (!accounts?.subresources.includes('token') || !bindings) return false;
    const rights = await Promise.all([
      cluster.may({ verb: 'create', group: '', resource: 'serviceaccounts', subresource: 'token', namespace: HOME }),
      cluster.may({ verb: 'patch', group: RBAC, resource: 'clusterrolebindings' }),
    ]);
    return rights.every(Boolean);
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'UNKNOWN_KIND') return false;
    throw error;
  }
}

/**
 * A kubeconfig of a person's own: an account that may do what was wished and no more, and a token of it that ends by
 * itself. Those of others that have ended are cleared away on the occasion. `opened` is a kubeconfig of the same cluster.
 */
export async function makePersonalKubeconfig(
  cluster: Cluster,
  vdc: { name: string; opened: string },
  wish: AccessWish,
  now: number,
): Promise<{ kubeconfig: string; expiresAt: string }> {
  await clearEnded(cluster, now);
  const id = randomBytes(5).toString('hex');
  const name = `${wish.access}-${id}`;
  const expires = new Date(now + wish.hours * 3_600_000).toISOString();
  const spaces = wish.access === 'edit' && wish.namespace === undefined ? await openSpaces(cluster) : [];
  for (const draft of grants(name, wish, expires, spaces)) await cluster.apply(draft);
  const { token, expiresAt } = await cluster.token({ namespace: HOME, name }, { seconds: wish.hours * 3_600 });
  return { kubeconfig: write(vdc, name, wish, token, expiresAt), expiresAt };
}

function grants(name: string, wish: AccessWish, expires: string, spaces: readonly string[]): ObjectDraft[] {
  const labels = { 'app.kubernetes.io/managed-by': '3bot-wizard', [MARK]: name };
  const annotations = { [EXPIRES]: expires, ...(wish.namespace === undefined ? {} : { [SPACE]: wish.namespace }) };
  const subjects = [{ kind: 'ServiceAccount', namespace: HOME, name }];
  const bind = (role: string, namespace?: string, suffix = ''): ObjectDraft => ({
    apiVersion: `${RBAC}/v1`,
    kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: {
      name: `3bot-${name}${suffix}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations,
    },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects,
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: HOME, labels: { 'app.kubernetes.io/managed-by': '3bot-wizard' } },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: HOME, labels, annotations } },
    ...(wish.namespace !== undefined
      ? [bind(wish.access, wish.namespace)]
      : wish.access === 'admin'
        ? [bind('cluster-admin')]
        : [
            lookingRole,
            bind('view'),
            bind(lookingRole.metadata.name, undefined, '-look'),
            ...spaces.map((space) => bind('edit', space)),
          ]),
  ];
}

/**
 * Where people may change what runs: whoever may do that in a namespace may also act as its accounts, and those of
 * Kubernetes itself and of other people may do more.
 */
export function isReserved(namespace: string): boolean {
  return namespace === HOME || namespace.startsWith('kube-');
}

async function openSpaces(cluster: Cluster): Promise<string[]> {
  const names: string[] = [];
  for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Namespace' }))
    if (!isReserved(metadata.name) && metadata.deletionTimestamp === undefined) names.push(metadata.name);
  return names;
}

/** What Kubernetes' own roles leave out: without it `kubectl get nodes` is refused. Nothing secret is in it. */
const lookingRole: ObjectDraft = {
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRole',
  metadata: { name: '3bot-look', labels: { 'app.kubernetes.io/managed-by': '3bot-wizard' } },
  rules: [
    { apiGroups: [''], resources: ['nodes', 'namespaces', 'persistentvolumes'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['metrics.k8s.io'], resources: ['nodes', 'pods'], verbs: ['get', 'list'] },
  ],
};

/** A kubeconfig that somebody was given and that still opens the VDC. */
export interface PersonalKey {
  /** What `revokeKey` takes. */
  name: string;
  access: AccessLevel;
  /** Absent: the whole VDC. */
  namespace?: string;
  /** ISO 8601. */
  madeAt: string;
  expiresAt: string;
}

/** The keys that have not ended, the newest first. */
export async function listKeys(cluster: Cluster, now: number): Promise<PersonalKey[]> {
  const keys: PersonalKey[] = [];
  for await (const { metadata } of cluster.list({ ...ACCOUNTS, namespace: HOME, labels: MARK })) {
    const { [EXPIRES]: expiresAt = '', [SPACE]: namespace } = metadata.annotations ?? {};
    const access = accessLevels.find((level) => metadata.name.startsWith(`${level}-`));
    if (access === undefined || !(Date.parse(expiresAt) > now)) continue;
    const madeAt = metadata.creationTimestamp ?? '';
    keys.push({ name: metadata.name, access, ...(namespace === undefined ? {} : { namespace }), madeAt, expiresAt });
  }
  return keys.toSorted((one, other) => other.madeAt.localeCompare(one.madeAt));
}

/** Ends a key at once: its account goes first, and with it every token of it. Idempotent. */
export async function revokeKey(cluster: Cluster, name: string): Promise<void> {
  await removeGrants(cluster, (metadata) => metadata.labels?.[MARK] === name);
}

/** Tokens end by themselves; the accounts and bindings they stood on are removed after them. */
async function clearEnded(cluster: Cluster, now: number): Promise<void> {
  await removeGrants(cluster, ({ annotations }) => Date.parse(annotations?.[EXPIRES] ?? '') < now);
}

const ACCOUNTS = { apiVersion: 'v1', kind: 'ServiceAccount' };

async function removeGrants(cluster: Cluster, goes: (metadata: ClusterObject['metadata']) => boolean): Promise<void> {
  const kinds = [
    ACCOUNTS,
    { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding' },
    { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding' },
  ];
  for (const kind of kinds) {
    for await (const { metadata } of cluster.list({ ...kind, labels: MARK })) {
      if (!goes(metadata)) continue;
      const { name, namespace } = metadata;
      await cluster.delete({ ...kind, name, ...(namespace === undefined ? {} : { namespace }) });
    }
  }
}

function write(
  vdc: { name: string; opened: string },
  account: string,
  { access, namespace }: AccessWish,
  token: string,
  expiresAt: string,
): string {
  const cluster = objectAt(parse(vdc.opened, { maxAliasCount: 0 }), 'clusters', 0, 'cluster');
  // Clients keep credentials by user name, and servers by address: both in it, so that no two are the same.
  const digest = createHash('sha256')
    .update(textAt(cluster, 'server') ?? '')
    .digest('hex')
    .slice(0, 6);
  const user = `${vdc.name}-${account}-${digest}`;
  const comment = `# ${access} of ${namespace === undefined ? vdc.name : `the namespace ${namespace} in ${vdc.name}`}, until ${expiresAt}\n`;
  return `${comment}${stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: vdc.name, cluster }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: vdc.name, context: { cluster: vdc.name, user, namespace: namespace ?? 'default' } }],
    'current-context': vdc.name,
  })}`;
}
