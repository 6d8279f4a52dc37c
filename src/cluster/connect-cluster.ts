import { ApiServer } from './api-server.ts';
import { checkKubeconfig } from './check-kubeconfig.ts';
import { type Cluster, FIELD_MANAGER } from './cluster.ts';
import { ClusterError } from './cluster-error.ts';
import { KubernetesCluster } from './kubernetes-cluster.ts';

export interface ConnectOptions {
  /**
   * Whoever wrote the kubeconfig may run programs and read files here: only the operator's own. Others are refused when
   * they name a program, a login plugin, or a file.
   */
  trusted?: boolean;
  /** What the API server calls the owner of the fields that are written through this connection. */
  fieldManager?: string;
}

/** Longer kubeconfigs are refused before they are parsed. */
const MAX_BYTES = 512 * 1024;

/**
 * The cluster behind a kubeconfig's current context. Loads the Kubernetes client at the first call. Nothing is asked of the
 * server yet. Rejects with `INVALID` and the reason when the kubeconfig cannot be used.
 */
export async function connectCluster(
  kubeconfig: string,
  { trusted = false, fieldManager = FIELD_MANAGER }: ConnectOptions = {},
): Promise<Cluster> {
  if (kubeconfig.length > MAX_BYTES) {
    throw new ClusterError('INVALID', `This kubeconfig has more than ${MAX_BYTES / 1024} KB: it is probably not one.`);
  }
  const client = await import('@kubernetes/client-node');
  const config = new client.KubeConfig();
  try {
    config.loadFromString(kubeconfig);
  } catch {
    throw new ClusterError('INVALID', 'This is not a kubeconfig: it should be YAML with clusters, users and contexts.');
  }
  const { cluster, user } = checkKubeconfig(config, trusted);
  return new KubernetesCluster(new ApiServer(client, cluster, user), config.getCurrentContext(), fieldManager);
}
