import { commonCases } from '../../provisioning/repair/common-cases.ts';
import type { RepairCase } from '../../provisioning/repair/repair-case.ts';
import { admissionCases } from './admission.ts';
import { clusterCases } from './cluster.ts';
import { configurationCases } from './configuration.ts';
import { podCases } from './pods.ts';
import { schedulingCases } from './scheduling.ts';
import { storageCases } from './storage.ts';
import { trafficCases } from './traffic.ts';
import { workCases } from './work.ts';

const only = process.env['REPAIR_ONLY'];

/** All that a real control plane plays, those that wait longest first; of them those with `REPAIR_ONLY`, parts of names, in their name. */
export const allCases: readonly RepairCase[] = [
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
