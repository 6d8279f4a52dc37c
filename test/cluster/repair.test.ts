import { insideVdc } from '../provisioning/changes/inside-vdc.ts';
import { repairCases } from '../provisioning/repair/repair-cases.ts';
import { controlPlane } from './shared-control-plane.ts';

describe('Repair on a real control plane', function () {
  this.timeout(180_000);
  before(async function () {
    this.timeout(120_000);
    await controlPlane();
  });

  repairCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }));
});
