import { randomUUID } from 'node:crypto';
import type * as Client from '@kubernetes/client-node';

import { ClusterError } from './cluster-error.ts';

/**
 * The cluster and user of the current context, if both are there and may be used. The user gets a name of its own: the
 * client keeps credentials by user name, and many kubeconfigs call theirs "default".
 */
export function checkKubeconfig(
  config: Client.KubeConfig,
  trusted: boolean,
): { cluster: Client.Cluster; user: Client.User } {
  const context = config.getContextObject(config.getCurrentContext() ?? '');
  if (!context) throw refused('it has no current context: set `current-context` to one of its contexts');
  const cluster = config.getCluster(context.cluster);
  if (!cluster)
    throw refused(`its context "${context.name}" names the cluster "${context.cluster}", which is not in it`);
  const user = config.getUser(context.user);
  if (!user) throw refused(`its context "${context.name}" names the user "${context.user}", which is not in it`);
  const address = URL.canParse(cluster.server) ? new URL(cluster.server) : undefined;
  if (!address || !['https:', 'http:'].includes(address.protocol)) {
    throw refused(`"${cluster.server}" is no address: write https://host:port`);
  }
  if (address.protocol === 'http:' && !cluster.skipTLSVerify) {
    throw refused('it would send the credentials without encryption: use https');
  }
  if (!trusted) refuseWhatReachesHere(cluster, user);
  return { cluster, user: { ...user, name: `${user.name}#${randomUUID()}` } };
}

function refuseWhatReachesHere(cluster: Client.Cluster, user: Client.User): void {
  if (user.exec) throw refused('its user runs a program to log in: make a service account token and use that');
  if (user.authProvider) throw refused('its user logs in through a plugin: make a service account token and use that');
  if (user.certFile || user.keyFile || cluster.caFile) {
    throw refused('it names files of another machine: write it with `kubectl config view --raw --flatten`');
  }
  if (cluster.proxyUrl) throw refused('it goes through a proxy: give an address that can be reached without one');
}

function refused(reason: string): ClusterError {
  return new ClusterError('INVALID', `This kubeconfig cannot be used: ${reason}.`);
}
