import type { Cluster, ClusterObject } from '#src/cluster/index.ts';
import { ClusterError, objectsAt, textAt } from '#src/cluster/index.ts';

import type { ApplyContext } from '../../engine.ts';
import { allOf } from './all-of.ts';
import { endpointOf } from './endpoint.ts';
import type { Host } from './host.ts';
import type { HostedVdc } from './hosted-vdc.ts';
import { fromTag } from './k3s-version.ts';
import { readKubeconfig } from './kubeconfig.ts';

/**
 * Asks the VDC's own API, as its owner would, whether it runs what it should and all nodes are ready. k3k's word is no
 * proof: it says Ready before the version it was asked for runs.
 */
export async function verify(
  host: Host,
  vdc: HostedVdc,
  { signal, progress }: Pick<ApplyContext, 'signal' | 'progress'>,
): Promise<boolean> {
  const wait = (percent: number, text: string) => {
    progress('verify', percent, text);
    return false;
  };
  const endpoint = endpointOf(vdc, host.options);
  if (endpoint === undefined) return wait(0, 'Waiting for the address of its Kubernetes API');
  const kubeconfig = await readKubeconfig(await host.cluster(), vdc, endpoint, signal);
  if (kubeconfig === null) return wait(10, 'Waiting for the key to its Kubernetes API');
  const inside = await host.connect(kubeconfig);
  try {
    const wanted = fromTag(textAt(vdc.cluster, 'spec', 'version') ?? vdc.record.version);
    const version = await inside.version({ signal, timeoutMs: 5_000 });
    if (version !== wanted) return wait(40, `Its Kubernetes API runs ${version}, and ${wanted} is to come`);
    const ready = await readyNodes(inside, wanted, signal);
    const { length } = vdc.record.plan.machines;
    return ready >= length || wait(60, `${ready} of ${length} nodes are ready`);
  } catch (error) {
    if (!(error instanceof ClusterError) || signal.aborted) throw error;
    return wait(20, `Its Kubernetes API does not answer yet: ${error.message}`);
  } finally {
    inside.close();
  }
}

/** Nodes that are ready and run this version. */
async function readyNodes(inside: Cluster, version: string, signal: AbortSignal): Promise<number> {
  const nodes = await allOf(inside, { apiVersion: 'v1', kind: 'Node' }, { signal, timeoutMs: 5_000 });
  return nodes.filter((node) => isReady(node) && textAt(node, 'status', 'nodeInfo', 'kubeletVersion') === version)
    .length;
}

const isReady = (node: ClusterObject): boolean =>
  objectsAt(node, 'status', 'conditions').some(({ type, status }) => type === 'Ready' && status === 'True');
