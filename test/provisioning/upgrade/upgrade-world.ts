import type { Cluster } from '#src/cluster/index.ts';
import type { OperationRequest } from '#src/conversation/index.ts';
import { openVdc } from '#src/provisioning/vdc-clusters.ts';

import { callerOf, openWorld, type World, type WorldOptions } from '../actions/world.ts';
import { until } from '../operations/stand.ts';

/** How `upgrade.status` answers. */
export interface Status {
  running: boolean;
  state: string;
  text: string;
  question: string;
  log: string[];
  nodes: { rows: string[][] };
  choices: { id: string; title: string }[];
}

/** What `upgrade.run` gives. */
export interface Ended {
  done: boolean;
  text: string;
  more: string;
  worse: number;
  skipped: string[];
  nodes: { rows: string[][] };
  workloads: { rows: string[][] };
}

/** A world with a VDC of an older version in it, and how it is upgraded. */
export async function upgradeWorld(
  options: WorldOptions & { workers?: number; controllers?: 1 | 3; version?: string } = {},
) {
  const { workers = 2, controllers = 1, version = 'v1.34.1+k3s1', ...rest } = options;
  const world = await openWorld(rest);
  const wish = { workers, version, controllers };
  const { outcome } = await world.operate('vdc.deploy', { plan: await world.plan('web1', wish) });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  const { cluster, record } = await openVdc(world.services, callerOf('ada'), 'web1');
  const vdc = record.id;
  const status = async (): Promise<Status> => await world.get<never>('upgrade.status', { vdc });
  return {
    world,
    cluster,
    vdc,
    ref: record.ref ?? '',
    plan: async (to: string, wishes = {}): Promise<string> =>
      (await world.get<{ plan: string }>('upgrade.plan', { vdc, to, ...wishes })).plan,
    begin: async (plan: string): Promise<OperationRequest> =>
      await world.begin('upgrade.run', { plan }, 'ada', 120_000),
    ended: async (request: OperationRequest): Promise<Ended> => await endOf(world, request),
    status,
    /** Resolves when the run asks. */
    asked: async (): Promise<Status> => {
      await until(async () => (await status()).question !== '', 60_000);
      return await status();
    },
    say: async (word: string): Promise<void> => {
      await world.get('upgrade.steer', { vdc, say: word });
    },
    versions: async () => await versionsOf(cluster),
  };
}

export type UpgradeWorld = Awaited<ReturnType<typeof upgradeWorld>>;

async function endOf(world: World, request: OperationRequest): Promise<Ended> {
  await until(
    async () =>
      ['Succeeded', 'Failed', 'Aborted', 'Error'].includes((await world.service.view(request.id))?.state ?? ''),
    90_000,
  );
  const { outcome } = await world.outcome(request);
  if (!outcome.ok) throw Object.assign(new Error(outcome.failure.message), { code: outcome.failure.code });
  return outcome.output as unknown as Ended;
}

/** What each node runs, and whether it is closed. */
export async function versionsOf(cluster: Cluster): Promise<{ [node: string]: string }> {
  const versions: { [node: string]: string } = {};
  for await (const node of cluster.list({ apiVersion: 'v1', kind: 'Node' })) {
    const info = node.status?.['nodeInfo'] as { kubeletVersion: string };
    versions[node.metadata.name] = `${info.kubeletVersion}${node.spec?.['unschedulable'] === true ? ' closed' : ''}`;
  }
  return versions;
}
