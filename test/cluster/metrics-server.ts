import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { type Cluster, type ClusterObject, objectsAt } from '#src/cluster/index.ts';

import { ClusterAccess } from './cluster-access.ts';

const GROUP = 'metrics.k8s.io/v1beta1';

/** What a container uses: `250m` and `64Mi`. */
export interface Use {
  cpu: string;
  memory: string;
}

/**
 * An emulator: plays metrics-server behind the real aggregation layer of a control plane. What is used is what the test says
 * of each pod; everything that asks for it, the real autoscaler first of all, asks as it always does.
 */
export async function serveMetrics(
  cluster: Cluster,
  useOf: (pod: ClusterObject) => Use,
): Promise<{ stop(): Promise<void> }> {
  const access = new ClusterAccess(0, []);
  const server = createServer({ key: access.server.key, cert: access.server.certificate });
  server.on('request', (request, response) => {
    void answer(cluster, useOf, new URL(request.url ?? '', 'https://metrics').pathname).then(
      (body) => response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const service = { apiVersion: 'v1', kind: 'Service', namespace: 'kube-system', name: 'metrics-server' };
  const api = { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', name: 'v1beta1.metrics.k8s.io' };
  await cluster.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service.name, namespace: service.namespace },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port, protocol: 'TCP' }] },
  });
  await cluster.apply({
    apiVersion: api.apiVersion,
    kind: api.kind,
    metadata: { name: api.name },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { namespace: service.namespace, name: service.name, port },
    },
  });
  return {
    stop: async () => {
      await cluster.delete(api);
      await cluster.delete(service);
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(cluster: Cluster, useOf: (pod: ClusterObject) => Use, path: string): Promise<object | undefined> {
  const [, namespace, what] = new RegExp(`^/apis/${GROUP}(?:/namespaces/([^/]+))?/(nodes|pods)$`).exec(path) ?? [];
  if (path === `/apis/${GROUP}`) return discovery;
  const measured = { timestamp: `${new Date().toISOString().slice(0, 19)}Z`, window: '15s' };
  if (what === 'nodes') {
    const items: object[] = [];
    for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Node' }))
      items.push({ metadata: { name: metadata.name }, ...measured, usage: { cpu: '500m', memory: '1Gi' } });
    return { kind: 'NodeMetricsList', apiVersion: GROUP, metadata: {}, items };
  }
  if (what !== 'pods') return undefined;
  const items: object[] = [];
  const pods = { apiVersion: 'v1', kind: 'Pod', ...(namespace === undefined ? {} : { namespace }) };
  for await (const pod of cluster.list(pods)) {
    const { name, labels } = pod.metadata;
    const containers = objectsAt(pod, 'spec', 'containers').map((one) => ({ name: one['name'], usage: useOf(pod) }));
    items.push({ metadata: { name, namespace: pod.metadata.namespace, labels }, ...measured, containers });
  }
  return { kind: 'PodMetricsList', apiVersion: GROUP, metadata: {}, items };
}

const resource = (name: string, kind: string, namespaced: boolean) => ({
  name,
  singularName: '',
  namespaced,
  kind,
  verbs: ['get', 'list'],
});
const discovery = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: GROUP,
  resources: [resource('nodes', 'NodeMetrics', false), resource('pods', 'PodMetrics', true)],
};
