import { insideVdc } from '../../provisioning/changes/inside-vdc.ts';
import { commonCases } from '../../provisioning/repair/common-cases.ts';
import { repairCases } from '../../provisioning/repair/repair-cases.ts';
import { admissionCases } from '../repair-cases/admission.ts';
import { clusterCases } from '../repair-cases/cluster.ts';
import { configurationCases } from '../repair-cases/configuration.ts';
import { podCases } from '../repair-cases/pods.ts';
import { schedulingCases } from '../repair-cases/scheduling.ts';
import { storageCases } from '../repair-cases/storage.ts';
import { trafficCases } from '../repair-cases/traffic.ts';
import { workCases } from '../repair-cases/work.ts';
import { controlPlane } from '../shared-control-plane.ts';

/** Cases under way at the same time: each waits most of its. */
const ABREAST = 8;

describe('Repair on a real control plane', function () {
  this.timeout(600_000);
  before(async function () {
    this.timeout(120_000);
    await controlPlane();
  });

  const only = process.env['REPAIR_ONLY'];
  const all = [
    ...clusterCases,
    ...schedulingCases,
    ...storageCases,
    ...workCases,
    ...commonCases,
    ...podCases,
    ...configurationCases,
    ...admissionCases,
    ...trafficCases,
  ].filter(({ name }) => only === undefined || only.split('|').some((part) => name.includes(part)));
  repairCases(async () => await insideVdc({ kubeconfig: (await controlPlane()).kubeconfig }), all, ABREAST);
});
