import { connectCluster } from '#src/cluster/index.ts';
import { clusterContract } from '#test/contracts/cluster.contract.ts';

import { controlPlane } from './shared-control-plane.ts';

let namespaces = 0;

clusterContract('A real control plane', async () => {
  const plane = await controlPlane();
  const cluster = await connectCluster(plane.kubeconfig);
  return {
    cluster,
    kubeconfig: plane.kubeconfig,
    namespace: async () => {
      namespaces += 1;
      const name = `port-${process.pid}-${namespaces}`;
      await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      return name;
    },
    close: async () => cluster.close(),
  };
});
