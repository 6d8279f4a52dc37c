import { horizontalPodAutoscalerColumns } from '../columns/autoscaler-columns.ts';
import {
  cronJobColumns,
  daemonSetColumns,
  deploymentColumns,
  jobColumns,
  replicaSetColumns,
  statefulSetColumns,
} from '../columns/workload-columns.ts';
import { namespacedKind } from './define.ts';

const workload = { categories: ['all'], counted: true } as const;

export const deployments = namespacedKind('apps/v1', 'Deployment', 'deployments', {
  ...workload,
  short: ['deploy'],
  subresources: ['status', 'scale'],
  columns: deploymentColumns,
});

export const replicaSets = namespacedKind('apps/v1', 'ReplicaSet', 'replicasets', {
  ...workload,
  short: ['rs'],
  subresources: ['status', 'scale'],
  fields: ['status.replicas'],
  columns: replicaSetColumns,
});

export const statefulSets = namespacedKind('apps/v1', 'StatefulSet', 'statefulsets', {
  ...workload,
  short: ['sts'],
  subresources: ['status', 'scale'],
  columns: statefulSetColumns,
});

export const daemonSets = namespacedKind('apps/v1', 'DaemonSet', 'daemonsets', {
  ...workload,
  short: ['ds'],
  subresources: ['status'],
  columns: daemonSetColumns,
});

export const controllerRevisions = namespacedKind('apps/v1', 'ControllerRevision', 'controllerrevisions');

export const jobs = namespacedKind('batch/v1', 'Job', 'jobs', {
  ...workload,
  subresources: ['status'],
  fields: ['status.successful'],
  columns: jobColumns,
});

export const cronJobs = namespacedKind('batch/v1', 'CronJob', 'cronjobs', {
  ...workload,
  short: ['cj'],
  subresources: ['status'],
  columns: cronJobColumns,
});

export const horizontalPodAutoscalers = namespacedKind(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  'horizontalpodautoscalers',
  { short: ['hpa'], categories: ['all'], subresources: ['status'], columns: horizontalPodAutoscalerColumns },
);

export const podDisruptionBudgets = namespacedKind('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', {
  short: ['pdb'],
  subresources: ['status'],
  counted: true,
});
