import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';

import { ClusterError } from '#src/cluster/index.ts';

import type { KubernetesOptions } from './options.ts';

/** Where a pod finds the service account it runs as. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The operator's kubeconfig, or that of the pod we run in. */
export async function hostKubeconfig({ kubeconfig }: KubernetesOptions): Promise<string> {
  const inCluster = process.env['KUBERNETES_SERVICE_HOST'];
  if (kubeconfig === undefined && inCluster !== undefined) {
    const host = inCluster.includes(':') ? `[${inCluster}]` : inCluster;
    // The token is renewed by the kubelet, so the client reads it from its file again and again.
    return stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'host',
          cluster: {
            server: `https://${host}:${process.env['KUBERNETES_SERVICE_PORT'] ?? '443'}`,
            'certificate-authority': `${ACCOUNT}/ca.crt`,
          },
        },
      ],
      users: [
        { name: 'wizard', user: { 'auth-provider': { name: 'tokenFile', config: { tokenFile: `${ACCOUNT}/token` } } } },
      ],
      contexts: [{ name: 'host', context: { cluster: 'host', user: 'wizard' } }],
      'current-context': 'host',
    });
  }
  if (kubeconfig === undefined) {
    throw new ClusterError(
      'INVALID',
      'The kubernetes engine has no host cluster: set engines.kubernetes.kubeconfig to the kubeconfig file of one.',
    );
  }
  try {
    return await readFile(kubeconfig, 'utf8');
  } catch (cause) {
    throw new ClusterError(
      'INVALID',
      `The kubeconfig of the host cluster cannot be read: ${kubeconfig}. Put it there, or set engines.kubernetes.kubeconfig.`,
      { cause },
    );
  }
}
