import { engineContract } from '#test/contracts/engine.contract.ts';
import { smallSpec } from '#test/contracts/small-spec.ts';

import { kubernetesHost } from './kubernetes-host.ts';

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
        spec: { ...smallSpec, name: 'vdc' },
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
