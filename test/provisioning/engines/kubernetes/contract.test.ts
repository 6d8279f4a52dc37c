import { parse } from 'yaml';

import { connectCluster } from '#src/cluster/index.ts';
import { context } from '#test/contracts/apply-context.ts';
import { clusterContract } from '#test/contracts/cluster.contract.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import { simulatedUnderTest } from '../simulated-under-test.ts';

let namespaces = 0;

clusterContract('A simulated VDC', async () => {
  const under = await simulatedUnderTest({ options: { speed: 50 } });
  await under.engine.start();
  const spec = { ...smallSpec, controllerSize: 'small', workerSize: 'medium', workers: 2 } as const;
  const vdc = await under.engine.apply(await under.engine.plan(spec), context('effect'));
  const kubeconfig = JSON.stringify(parse(await under.engine.kubeconfig(vdc.ref)));
  const cluster = await connectCluster(kubeconfig);
  return {
    cluster,
    kubeconfig,
    namespace: async () => {
      namespaces += 1;
      const name = `contract-${namespaces}`;
      await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      return name;
    },
    close: async () => {
      cluster.close();
      await under.close();
    },
  };
});
