import { textAt } from '#src/cluster/index.ts';

import type { Observation } from '../../engine.ts';
import { endpointOf, publicIpOf } from './endpoint.ts';
import type { HostedVdc } from './hosted-vdc.ts';
import { fromTag } from './k3s-version.ts';
import { machinesOf } from './machines.ts';
import { marks } from './names.ts';
import type { KubernetesOptions } from './options.ts';
import { readyCondition, troubleOf } from './trouble.ts';

/** How a VDC is, from what stands on the host. Pure. */
export function observe(vdc: HostedVdc, options: KubernetesOptions): Observation {
  const { record, namespace, cluster } = vdc;
  const { spec, price } = record.plan;
  const machines = machinesOf(vdc).map(({ doing: _doing, trouble: _trouble, ...status }) => status);
  const ready = machines.filter(({ state }) => state === 'ready').length;
  const readyAt = namespace.metadata.annotations?.[marks.readyAt];
  const endpoint = endpointOf(vdc, options);
  const publicIp = publicIpOf(vdc);
  const trouble = troubleOf(vdc);
  const servesApi = machines.some(({ role, state }) => role === 'controller' && state === 'ready');
  const all = ready === machines.length;
  const k3k = readyCondition(vdc);
  return {
    ref: vdc.ref,
    name: spec.name,
    owner: spec.owner,
    effectId: record.effectId,
    state: stateOf(vdc, readyAt !== undefined, all),
    version: versionOf(vdc),
    machines,
    ...(servesApi && endpoint !== undefined ? { endpoint } : {}),
    ...(publicIp === undefined ? {} : { publicIp }),
    price,
    createdAt: namespace.metadata.creationTimestamp ?? '',
    ...(readyAt === undefined ? {} : { readyAt }),
    conditions: [
      {
        type: 'NodesReady',
        status: all ? 'True' : 'False',
        reason: all ? 'AllReady' : 'Waiting',
        message: `${ready} of ${machines.length} nodes are ready.`,
      },
      {
        type: 'Reconciled',
        status: cluster === null || k3k.reason === '' ? 'Unknown' : k3k.ready ? 'True' : 'False',
        reason: k3k.reason || 'Unknown',
        message: k3k.message || 'k3k has said nothing of it yet.',
      },
      {
        type: 'Ready',
        status: readyAt !== undefined && all ? 'True' : 'False',
        reason: trouble ? trouble.code : readyAt === undefined ? 'Deploying' : all ? 'Verified' : 'MachinesMissing',
        message: trouble?.message ?? (all ? 'All nodes are ready.' : `${ready} of ${machines.length} nodes are ready.`),
      },
    ],
  };
}

function stateOf(vdc: HostedVdc, verified: boolean, all: boolean): Observation['state'] {
  if (vdc.namespace.metadata.deletionTimestamp !== undefined) return 'deleting';
  if (troubleOf(vdc)?.final) return 'failed';
  if (!verified) return 'deploying';
  return all ? 'ready' : 'degraded';
}

/** What it is to run: k3k's own word once it has been asked. */
function versionOf({ cluster, record }: HostedVdc): string {
  const tag = textAt(cluster, 'spec', 'version');
  return tag === undefined ? record.version : fromTag(tag);
}
