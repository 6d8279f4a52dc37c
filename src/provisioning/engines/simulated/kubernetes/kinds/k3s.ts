import { chartColumns, planColumns } from '../columns/k3s-columns.ts';
import { namespacedKind } from './define.ts';

/** k3s installs what these describe. */
export const helmCharts = namespacedKind('helm.cattle.io/v1', 'HelmChart', 'helmcharts', {
  subresources: ['status'],
  counted: true,
  columns: chartColumns,
});

export const helmChartConfigs = namespacedKind('helm.cattle.io/v1', 'HelmChartConfig', 'helmchartconfigs', {
  counted: true,
});

/** An upgrade of the nodes, one after the other. */
export const plans = namespacedKind('upgrade.cattle.io/v1', 'Plan', 'plans', {
  subresources: ['status'],
  counted: true,
  columns: planColumns,
});
