import type { VdcSpec } from '#src/provisioning/engine.ts';

/** The smallest VDC with a worker: it fits several times on any engine that is tested. */
export const smallSpec: VdcSpec = {
  name: 'shop',
  owner: 'ada',
  controllerSize: 'micro',
  controllers: 1,
  workerSize: 'micro',
  workers: 1,
  placement: {},
  publicIp: false,
};
