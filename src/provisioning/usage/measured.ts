import { type Cluster, ClusterError, objectsAt, parseQuantity, textAt } from '#src/cluster/index.ts';

/** Cores and bytes. */
export interface Amounts {
  cpu: number;
  memory: number;
}

/** What is used now, as metrics-server measured it. */
export interface Measured {
  nodes: Map<string, Amounts>;
  /** By `namespace/name`. */
  pods: Map<string, Amounts>;
}

/** Null where nobody measures: metrics-server is not installed, or does not answer yet. */
export async function readMeasured(cluster: Cluster, options: { signal?: AbortSignal } = {}): Promise<Measured | null> {
  try {
    const [nodes, pods] = await Promise.all([
      cluster.raw('/apis/metrics.k8s.io/v1beta1/nodes', options),
      cluster.raw('/apis/metrics.k8s.io/v1beta1/pods', options),
    ]);
    const measured = objectsAt(nodes, 'items').flatMap((node): [string, Amounts][] => {
      const name = textAt(node, 'metadata', 'name');
      return name === undefined ? [] : [[name, amountsOf(node['usage'])]];
    });
    const used = objectsAt(pods, 'items').flatMap((pod): [string, Amounts][] => {
      const name = `${textAt(pod, 'metadata', 'namespace') ?? ''}/${textAt(pod, 'metadata', 'name') ?? ''}`;
      return [[name, sum(objectsAt(pod, 'containers').map(({ usage }) => amountsOf(usage)))]];
    });
    return measured.length === 0 ? null : { nodes: new Map(measured), pods: new Map(used) };
  } catch (error) {
    const away = ['NOT_FOUND', 'UNKNOWN_KIND', 'BUSY', 'SERVER', 'FORBIDDEN'];
    if (error instanceof ClusterError && away.includes(error.code)) return null;
    throw error;
  }
}

/** All of them together. */
export function sum(amounts: readonly Amounts[]): Amounts {
  return amounts.reduce((all, one) => ({ cpu: all.cpu + one.cpu, memory: all.memory + one.memory }), {
    cpu: 0,
    memory: 0,
  });
}

function amountsOf(usage: unknown): Amounts {
  return {
    cpu: parseQuantity(textAt(usage, 'cpu')) ?? 0,
    memory: parseQuantity(textAt(usage, 'memory')) ?? 0,
  };
}
