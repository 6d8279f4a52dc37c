import type { JsonObject } from '#src/protocol/index.ts';

import { fill, inside, members } from './fill.ts';

export function deploymentDefaults(spec: JsonObject): void {
  fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  const strategy = inside(spec, 'strategy');
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] === 'RollingUpdate')
    fill(inside(strategy, 'rollingUpdate'), { maxSurge: '25%', maxUnavailable: '25%' });
}

export function statefulSetDefaults(spec: JsonObject): void {
  fill(spec, { replicas: 1, podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10 });
  const strategy = inside(spec, 'updateStrategy');
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] === 'RollingUpdate') fill(inside(strategy, 'rollingUpdate'), { partition: 0 });
  fill(inside(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
  for (const claim of members(spec, 'volumeClaimTemplates')) {
    fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', status: { phase: 'Pending' } });
    fill(inside(claim, 'metadata'), {});
  }
}

export function daemonSetDefaults(spec: JsonObject): void {
  fill(spec, { revisionHistoryLimit: 10 });
  const strategy = inside(spec, 'updateStrategy');
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] === 'RollingUpdate') fill(inside(strategy, 'rollingUpdate'), { maxSurge: 0, maxUnavailable: 1 });
}

export function jobDefaults(spec: JsonObject): void {
  if (spec['completions'] === undefined && spec['parallelism'] === undefined) fill(spec, { completions: 1 });
  fill(spec, {
    parallelism: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: spec['podFailurePolicy'] === undefined ? 'TerminatingOrFailed' : 'Failed',
  });
}

export function cronJobDefaults(spec: JsonObject): void {
  fill(spec, {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  });
}

export function autoscalerDefaults(spec: JsonObject): void {
  const usual = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
  };
  fill(spec, { minReplicas: 1, metrics: [usual] });
}
