import { type Cluster, type ClusterObject, type ObjectDraft, objectAt, textAt } from '#src/cluster/index.ts';
import type { Json } from '#src/protocol/index.ts';

import type { Solution } from './solution.ts';
import { fillText, type TemplateScope } from './template.ts';

/** What a one-time link of this kind stands for. */
export const ACCESS_LINK = 'access';

/** The annotation that says which values of the Secret are for the person, in which words. */
const SHOWN = '3bot.io/access';

type Shown = { id: string; label: string; user?: string };

/** The Secret that keeps what was made up or entered for a solution. It stays inside the VDC. */
export function accessSecret(
  solution: Solution,
  scope: TemplateScope,
  labels: { [label: string]: string },
): ObjectDraft {
  const shown = solution.secrets
    .filter((one) => one.shown)
    .map(({ id, label, user }) => ({ id, label, ...(user === undefined ? {} : { user: fillText(user, scope) }) }));
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: accessName(scope.name),
      namespace: scope.space,
      labels,
      annotations: { [SHOWN]: JSON.stringify(shown) },
    },
    type: 'Opaque',
    stringData: { ...scope.secrets },
  };
}

/** Where the secrets of an installed solution are kept. */
export function accessName(name: string): string {
  return `${name}-access`;
}

/** The secrets of an installed solution, by id; empty where none are kept. */
export async function readSecrets(
  cluster: Cluster,
  { namespace, name }: { namespace: string; name: string },
  options: { signal?: AbortSignal } = {},
): Promise<{ [id: string]: string }> {
  const secret = await cluster.get(referenceTo(namespace, name), options);
  return Object.fromEntries(Object.entries(objectAt(secret, 'data')).map(([id, value]) => [id, decoded(value)]));
}

/** Whether there is anything to sign in with. */
export async function hasAccess(
  cluster: Cluster,
  { namespace, name }: { namespace: string; name: string },
  options: { signal?: AbortSignal } = {},
): Promise<boolean> {
  return shownIn(await cluster.get(referenceTo(namespace, name), options)).length > 0;
}

/** What to sign in with, as a text for the person; null where there is nothing. */
export async function accessText(
  cluster: Cluster,
  { namespace, name }: { namespace: string; name: string },
): Promise<string | null> {
  const secret = await cluster.get(referenceTo(namespace, name));
  const lines = shownIn(secret).flatMap(({ id, label, user }) => [
    ...(user === undefined ? [] : [`User: ${user}`]),
    `${label}: ${decoded(objectAt(secret, 'data')[id] ?? '')}`,
  ]);
  return lines.length === 0 ? null : `${[name, ...lines].join('\n')}\n`;
}

function shownIn(secret: ClusterObject | null): Shown[] {
  const text = secret?.metadata.annotations?.[SHOWN];
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return [];
    return list.flatMap((one: unknown): Shown[] => {
      const [id, label, user] = [textAt(one, 'id'), textAt(one, 'label'), textAt(one, 'user')];
      return id === undefined || label === undefined ? [] : [{ id, label, ...(user === undefined ? {} : { user }) }];
    });
  } catch {
    return [];
  }
}

function referenceTo(namespace: string, name: string) {
  return { apiVersion: 'v1', kind: 'Secret', namespace, name: accessName(name) };
}

function decoded(value: Json): string {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString() : '';
}
