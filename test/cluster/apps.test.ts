import { appCases } from '../provisioning/apps/app-cases.ts';
import { changeCases } from '../provisioning/changes/change-cases.ts';
import { insideVdc } from '../provisioning/changes/inside-vdc.ts';
import { controlPlane } from './shared-control-plane.ts';

describe('Changes on a real control plane', function () {
  this.timeout(60_000);
  before(async function () {
    this.timeout(120_000);
    await controlPlane();
  });

  describe('planned, applied and undone', () => {
    changeCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }));
  });

  describe('of apps', () => {
    appCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }));
  });
});
