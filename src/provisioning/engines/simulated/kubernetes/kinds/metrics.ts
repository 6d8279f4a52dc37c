import { metricsColumns } from '../columns/metrics-columns.ts';
import { clusterKind, namespacedKind } from './define.ts';

/** Measured when somebody asks, and never kept. */
const measured = { verbs: ['get', 'list'], columns: metricsColumns } as const;

export const nodeMetrics = clusterKind('metrics.k8s.io/v1beta1', 'NodeMetrics', 'nodes', measured);

export const podMetrics = namespacedKind('metrics.k8s.io/v1beta1', 'PodMetrics', 'pods', measured);
