import type { Action } from '../action.ts';
import type { Services } from '../services.ts';
import { accountLink } from './account-link.ts';
import { accountList } from './account-list.ts';
import { accountSetAlerts } from './account-set-alerts.ts';
import { accountUnlink } from './account-unlink.ts';
import { appCheckImage } from './app-check-image.ts';
import { appCheckName } from './app-check-name.ts';
import { appList } from './app-list.ts';
import { appLook } from './app-look.ts';
import { appPlan } from './app-plan.ts';
import { appPlanChange } from './app-plan-change.ts';
import { appPlanDelete } from './app-plan-delete.ts';
import { appSecretNames } from './app-secret-names.ts';
import { appSizesAction } from './app-sizes.ts';
import { appStatus } from './app-status.ts';
import { approvalDecide } from './approval-decide.ts';
import { approvalList } from './approval-list.ts';
import { autoscaleLook } from './autoscale-look.ts';
import { autoscalePlan } from './autoscale-plan.ts';
import { autoscalePlanRemove } from './autoscale-plan-remove.ts';
import { catalogCountries } from './catalog-countries.ts';
import { catalogFarms } from './catalog-farms.ts';
import { catalogSizes } from './catalog-sizes.ts';
import { catalogVersions } from './catalog-versions.ts';
import { changeApply } from './change-apply.ts';
import { changeList } from './change-list.ts';
import { changeUndo } from './change-undo.ts';
import { chartAccess } from './chart-access.ts';
import { chartCheckName } from './chart-check-name.ts';
import { chartGrow } from './chart-grow.ts';
import { chartList } from './chart-list.ts';
import { chartPlan } from './chart-plan.ts';
import { chartPlanOwn } from './chart-plan-own.ts';
import { chartPlanRemove } from './chart-plan-remove.ts';
import { chartPlanStart } from './chart-plan-start.ts';
import { chartPlanStop } from './chart-plan-stop.ts';
import { chartPlanUpgrade } from './chart-plan-upgrade.ts';
import { chartRoom } from './chart-room.ts';
import { chartStatus } from './chart-status.ts';
import { configList } from './config-list.ts';
import { configLook } from './config-look.ts';
import { configPlan } from './config-plan.ts';
import { exposeCheckDomain } from './expose-check-domain.ts';
import { exposeList } from './expose-list.ts';
import { exposeOptions } from './expose-options.ts';
import { exposePlan } from './expose-plan.ts';
import { exposePlanIssuer } from './expose-plan-issuer.ts';
import { exposePlanRemove } from './expose-plan-remove.ts';
import { exposeStatus } from './expose-status.ts';
import { exposeTargets } from './expose-targets.ts';
import { handoffList } from './handoff-list.ts';
import { handoffLook } from './handoff-look.ts';
import { handoffReturn } from './handoff-return.ts';
import { handoffTake } from './handoff-take.ts';
import { logsContainers } from './logs-containers.ts';
import { logsShow } from './logs-show.ts';
import { manifestsPlan } from './manifests-plan.ts';
import { marketplaceCheckAnswer } from './marketplace-check-answer.ts';
import { marketplaceChoices } from './marketplace-choices.ts';
import { marketplaceList } from './marketplace-list.ts';
import { marketplaceLook } from './marketplace-look.ts';
import { marketplaceQuestions } from './marketplace-questions.ts';
import { marketplaceSizes } from './marketplace-sizes.ts';
import { namespaceList } from './namespace-list.ts';
import { nodeRuleChange } from './node-rule-change.ts';
import { nodeRuleLook } from './node-rule-look.ts';
import { nodeRulePlan } from './node-rule-plan.ts';
import { nodeRuleSet } from './node-rule-set.ts';
import { repairApply } from './repair-apply.ts';
import { repairApplyAll } from './repair-apply-all.ts';
import { repairBundle } from './repair-bundle.ts';
import { repairEndRule } from './repair-end-rule.ts';
import { repairExplain } from './repair-explain.ts';
import { repairHeed } from './repair-heed.ts';
import { repairHistory } from './repair-history.ts';
import { repairIgnore } from './repair-ignore.ts';
import { repairIgnored } from './repair-ignored.ts';
import { repairLook } from './repair-look.ts';
import { repairLookAgain } from './repair-look-again.ts';
import { repairLookAll } from './repair-look-all.ts';
import { repairNews } from './repair-news.ts';
import { repairPlaces } from './repair-places.ts';
import { repairPlan } from './repair-plan.ts';
import { repairPlanAll } from './repair-plan-all.ts';
import { repairScan } from './repair-scan.ts';
import { repairScanAll } from './repair-scan-all.ts';
import { repairSetRule } from './repair-set-rule.ts';
import { repairUnwatch } from './repair-unwatch.ts';
import { repairWatch } from './repair-watch.ts';
import { repairWatched } from './repair-watched.ts';
import { rolloutHistory } from './rollout-history.ts';
import { rolloutPlan } from './rollout-plan.ts';
import { upgradeCheck, upgradeGate } from './upgrade-check.ts';
import { upgradeExplain, upgradeLines, upgradePlanRemedy } from './upgrade-explain.ts';
import { upgradeLookAtApp, upgradePlanImage } from './upgrade-image.ts';
import { upgradeKeep } from './upgrade-keep.ts';
import { upgradeLook } from './upgrade-look.ts';
import { upgradePlan } from './upgrade-plan.ts';
import { upgradeCompareCopy, upgradeCopies, upgradePlanRestore } from './upgrade-restore.ts';
import { upgradeRun } from './upgrade-run.ts';
import { upgradeStatus } from './upgrade-status.ts';
import { upgradeSteer } from './upgrade-steer.ts';
import { usageLook } from './usage-look.ts';
import { vdcAdopt } from './vdc-adopt.ts';
import { vdcBreak } from './vdc-break.ts';
import { vdcBreaks } from './vdc-breaks.ts';
import { vdcCheckName } from './vdc-check-name.ts';
import { vdcDelete } from './vdc-delete.ts';
import { vdcDeploy } from './vdc-deploy.ts';
import { vdcInspectCluster } from './vdc-inspect-cluster.ts';
import { vdcKeys } from './vdc-keys.ts';
import { vdcKubeconfig } from './vdc-kubeconfig.ts';
import { vdcList } from './vdc-list.ts';
import { vdcOverview } from './vdc-overview.ts';
import { vdcPlan } from './vdc-plan.ts';
import { vdcPlanScale } from './vdc-plan-scale.ts';
import { vdcPractice } from './vdc-practice.ts';
import { vdcRevokeKey } from './vdc-revoke-key.ts';
import { vdcScale } from './vdc-scale.ts';
import { vdcStatus } from './vdc-status.ts';
import { vdcSuggestName } from './vdc-suggest-name.ts';
import { vdcUnbreak } from './vdc-unbreak.ts';
import { volumeClasses } from './volume-classes.ts';
import { volumeList } from './volume-list.ts';
import { volumePlan } from './volume-plan.ts';
import { volumePlanDelete } from './volume-plan-delete.ts';
import { volumePlanGrow } from './volume-plan-grow.ts';
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
  vdcKeys,
  vdcRevokeKey,
  vdcDelete,
  vdcInspectCluster,
  vdcAdopt,
  vdcPlanScale,
  vdcScale,
  vdcBreaks,
  vdcPractice,
  vdcBreak,
  vdcUnbreak,
  appCheckImage,
  appCheckName,
  appList,
  appLook,
  appPlan,
  appPlanChange,
  appPlanDelete,
  appSecretNames,
  appSizesAction,
  appStatus,
  configList,
  configLook,
  configPlan,
  logsContainers,
  logsShow,
  manifestsPlan,
  namespaceList,
  nodeRuleChange,
  nodeRuleLook,
  nodeRulePlan,
  nodeRuleSet,
  rolloutHistory,
  rolloutPlan,
  changeApply,
  changeUndo,
  changeList,
  workRunning,
  accountLink,
  accountList,
  accountSetAlerts,
  accountUnlink,
  approvalList,
  approvalDecide,
  handoffList,
  handoffLook,
  handoffTake,
  handoffReturn,
  marketplaceList,
  marketplaceLook,
  marketplaceSizes,
  marketplaceQuestions,
  marketplaceChoices,
  marketplaceCheckAnswer,
  chartRoom,
  chartGrow,
  chartCheckName,
  chartPlan,
  chartPlanOwn,
  chartList,
  chartStatus,
  chartAccess,
  chartPlanUpgrade,
  chartPlanStop,
  chartPlanStart,
  chartPlanRemove,
  repairPlaces,
  repairScan,
  repairScanAll,
  repairExplain,
  repairPlan,
  repairApply,
  repairPlanAll,
  repairApplyAll,
  repairIgnore,
  repairHeed,
  repairIgnored,
  repairHistory,
  repairBundle,
  repairWatch,
  repairUnwatch,
  repairWatched,
  repairLook,
  repairLookAll,
  repairLookAgain,
  repairNews,
  repairSetRule,
  repairEndRule,
  exposeTargets,
  exposeOptions,
  exposeCheckDomain,
  exposePlan,
  exposePlanIssuer,
  exposeList,
  exposeStatus,
  exposePlanRemove,
  autoscaleLook,
  autoscalePlan,
  autoscalePlanRemove,
  volumeList,
  volumeClasses,
  volumePlan,
  volumePlanGrow,
  volumePlanDelete,
  usageLook,
  upgradeCheck,
  upgradeGate,
  upgradeLines,
  upgradeExplain,
  upgradePlanRemedy,
  upgradeLook,
  upgradePlan,
  upgradeRun,
  upgradeLookAtApp,
  upgradePlanImage,
  upgradeKeep,
  upgradeCopies,
  upgradeCompareCopy,
  upgradePlanRestore,
  upgradeStatus,
  upgradeSteer,
];
