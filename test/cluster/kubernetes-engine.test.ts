import type { VdcSpec } from '#src/provisioning/engine.ts';
import { engineContract } from '#test/contracts/engine.contract.ts';

import { kubernetesHost } from './kubernetes-host.ts';

/** One that fits several times on the host of the tests. */
const spec: VdcSpec = {
  name: 'vdc',
  owner: 'ada',
  controllerSize: 'micro',
  controllers: 1,
  workerSize: 'micro',
  workers: 1,
  placement: {},
  publicIp: false,
};

describe('VDCs on a real control plane', function () {
  this.timeout(120_000);

  engineContract(
    'kubernetes',
    async () => {
      const host = await kubernetesHost();
      const engine = host.engine();
      await engine.start();
      return {
        engine,
        spec,
        tooBig: { workerSize: 'big', workers: 50, placement: { country: 'Egypt' } },
        country: 'Belgium',
        restarted: async () => {
          const other = host.engine();
          await other.start();
          return other;
        },
        close: async () => {
          await engine.stop();
          await host.close();
        },
      };
    },
    {
      'public IP': 'This host gives no public IP addresses',
      'certified farms': 'A Kubernetes host has no certified farms',
    },
  );
});
