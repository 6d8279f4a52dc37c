import { createHash } from 'node:crypto';

/** Labels and annotations that say whose an object is, on everything we make on the host. */
export const marks = {
  manager: 'app.kubernetes.io/managed-by',
  owner: '3bot.io/owner',
  vdc: '3bot.io/vdc',
  effect: '3bot.io/effect',
  record: '3bot.io/record',
  readyAt: '3bot.io/ready-at',
} as const;

/** Selects every namespace that holds a VDC of ours. */
export const oursOnly = `${marks.manager}=3bot-wizard,${marks.vdc}`;

/** Begins the name of every namespace we make: what the rights of the wizard on the host are limited to. */
export const NAMESPACE_PREFIX = 'vdc-';

/** The namespace of a VDC: one owner's name is given once because a namespace is made once. */
export function namespaceOf(owner: string, name: string): string {
  return `${NAMESPACE_PREFIX}${ownerMark(owner)}-${name}`;
}

/** What stands for an owner where the host's people can read it. */
export const ownerMark = (owner: string): string => sha256(owner).slice(0, 10);

export const effectMark = (effectId: string): string => sha256(effectId).slice(0, 40);

/** The engine's handle: the namespace, and under which effect, since a name may be given again. */
export function refOf(namespace: string, effectId: string): string {
  return `${namespace}.${effectMark(effectId).slice(0, 12)}`;
}

/** The namespace in a handle, and the beginning of the effect's mark; null where it is none of ours. */
export function partsOf(ref: string): { namespace: string; effect: string } | null {
  const [, namespace, effect] = /^(vdc-[0-9a-f]{10}-[a-z0-9-]+)\.([0-9a-f]{12})$/.exec(ref) ?? [];
  return namespace === undefined || effect === undefined ? null : { namespace, effect };
}

/** What k3k calls the parts of a VDC. Our names are so short that it never cuts them. */
export function k3kNames(vdc: string) {
  // k3k refuses a cluster of this one name.
  const cluster = vdc === 'system' ? 'system-vdc' : vdc;
  return {
    cluster,
    servers: `k3k-${cluster}-server`,
    agents: `k3k-${cluster}-agent`,
    service: `k3k-${cluster}-service`,
    ingress: `k3k-${cluster}-ingress`,
    kubeconfig: `k3k-${cluster}-kubeconfig`,
    diskOf: (index: number) => `varlibrancherk3s-k3k-${cluster}-server-${index}`,
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
