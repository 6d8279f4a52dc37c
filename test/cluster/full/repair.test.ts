import { insideVdc } from '../../provisioning/changes/inside-vdc.ts';
import { repairCases } from '../../provisioning/repair/repair-cases.ts';
import { allCases } from '../repair-cases/all-cases.ts';
import { controlPlane } from '../shared-control-plane.ts';

/** Cases under way at the same time: each waits most of its. */
const ABREAST = 8;

describe('Repair on a real control plane', function () {
  this.timeout(600_000);
  before(async function () {
    this.timeout(120_000);
    await controlPlane();
  });

  repairCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }), allCases, ABREAST);
});
