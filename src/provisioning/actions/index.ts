import type { Action } from '../action.ts';
import type { Services } from '../services.ts';
import { approvalDecide } from './approval-decide.ts';
import { approvalList } from './approval-list.ts';
import { catalogCountries } from './catalog-countries.ts';
import { catalogFarms } from './catalog-farms.ts';
import { catalogSizes } from './catalog-sizes.ts';
import { catalogVersions } from './catalog-versions.ts';
import { changeApply } from './change-apply.ts';
import { changeList } from './change-list.ts';
import { changeUndo } from './change-undo.ts';
import { handoffList } from './handoff-list.ts';
import { handoffLook } from './handoff-look.ts';
import { handoffReturn } from './handoff-return.ts';
import { handoffTake } from './handoff-take.ts';
import { vdcCheckName } from './vdc-check-name.ts';
import { vdcDelete } from './vdc-delete.ts';
import { vdcDeploy } from './vdc-deploy.ts';
import { vdcKubeconfig } from './vdc-kubeconfig.ts';
import { vdcList } from './vdc-list.ts';
import { vdcOverview } from './vdc-overview.ts';
import { vdcPlan } from './vdc-plan.ts';
import { vdcStatus } from './vdc-status.ts';
import { vdcSuggestName } from './vdc-suggest-name.ts';
import { workRunning } from './work-running.ts';

/** What this product can do. */
export const actions: readonly Action<Services>[] = [
  catalogSizes,
  catalogCountries,
  catalogFarms,
  catalogVersions,
  vdcCheckName,
  vdcSuggestName,
  vdcPlan,
  vdcDeploy,
  vdcOverview,
  vdcList,
  vdcStatus,
  vdcKubeconfig,
  vdcDelete,
  changeApply,
  changeUndo,
  changeList,
  workRunning,
  approvalList,
  approvalDecide,
  handoffList,
  handoffLook,
  handoffTake,
  handoffReturn,
];
