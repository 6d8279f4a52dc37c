import type { Cluster } from '#src/cluster/index.ts';

import type { Installed } from './installed.ts';

const reserved = [
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'system-upgrade',
  'traefik',
  'traefik-crd',
];

/** What is wrong with the name of an installation, in a sentence; undefined when it is well-formed. */
export function releaseNameProblem(name: string): string | undefined {
  if (!/^[a-z]([a-z0-9-]{0,28}[a-z0-9])$/.test(name)) {
    return 'Please take 2 to 30 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash.';
  }
  return reserved.includes(name) ? `"${name}" belongs to the system. Please take another name.` : undefined;
}

/** Why a name cannot be taken in this cluster, in a sentence; undefined when it is free. */
export async function releaseNameTaken(
  cluster: Cluster,
  installed: readonly Installed[],
  name: string,
  options: { signal?: AbortSignal } = {},
): Promise<string | undefined> {
  if (installed.some((one) => one.name === name)) return `"${name}" is installed already. Please take another name.`;
  const space = await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name }, options);
  if (!space || space.metadata.labels?.['app.kubernetes.io/managed-by'] === '3bot-wizard') return undefined;
  return `There is a namespace "${name}" already, which is not ours. Please take another name.`;
}

/** The first free name that says what it is: `gitea`, `gitea-2` … */
export function freeName(wanted: string, installed: readonly Installed[]): string {
  const taken = new Set(installed.map(({ name }) => name));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) return name;
  }
}
