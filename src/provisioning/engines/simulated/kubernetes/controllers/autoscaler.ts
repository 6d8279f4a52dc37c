import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { apiServices, deployments, horizontalPodAutoscalers, statefulSets } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import type { Condition } from './conditions.ts';
import { withCondition } from './conditions.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { type Measured, measure } from './measure-load.ts';
import { memoryOf, withMemory } from './memory.ts';
import { sooner } from './pods.ts';

const component = 'horizontal-pod-autoscaler';
const PERIOD_MS = 15_000;
/** A wish to shrink holds only when nothing else was wished for so long. */
const DOWN_WINDOW_MS = 300_000;

/** Sizes workloads by what their pods use, every 15 seconds. */
export const autoscaler: Controller = {
  name: component,
  watches: [horizontalPodAutoscalers, deployments, statefulSets, apiServices],
  reconcile(cluster) {
    let next: number | undefined;
    for (const scaler of cluster.store.list(horizontalPodAutoscalers)) {
      if (scaler.metadata.deletionTimestamp !== undefined) continue;
      const at = numberAt(memoryOf(scaler), 'at') ?? 0;
      const generation = numberAt(memoryOf(scaler), 'generation');
      if (at > cluster.now && generation === (scaler.metadata.generation ?? 1)) next = sooner(next, at);
      else next = sooner(next, look(cluster, scaler));
    }
    return next;
  },
};

function look(cluster: ControlledCluster, scaler: KubernetesObject): number {
  const next = cluster.now + cluster.pace(PERIOD_MS);
  const target = objectAt(scaler, 'spec', 'scaleTargetRef');
  const [apiVersion, kindName, name] = [
    textAt(target, 'apiVersion') ?? '',
    textAt(target, 'kind') ?? '',
    textAt(target, 'name') ?? '',
  ];
  const kind = cluster.kind(apiVersion, kindName);
  const workload = kind && cluster.store.get(kind, scaler.metadata.namespace, name);
  const memory = { ...memoryOf(scaler), at: next, generation: scaler.metadata.generation ?? 1 };
  const keep = (conditions: Condition[], status: JsonObject, extra: JsonObject = {}) => {
    let all: JsonObject = { conditions: objectsAt(scaler, 'status', 'conditions') };
    for (const condition of conditions) all = { conditions: withCondition(all, condition, cluster.now) };
    cluster.update(horizontalPodAutoscalers, {
      ...withMemory(scaler, { ...memory, ...extra }),
      status: { ...scaler.status, ...status, ...all },
    });
    return next;
  };
  if (!kind || !workload) {
    const message = kind
      ? `${kind.plural}.${kind.group} "${name}" not found`
      : `no matches for kind "${kindName}" in group "${apiVersion.split('/')[0] ?? ''}"`;
    tell(cluster, scaler, { component, type: 'Warning', reason: 'FailedGetScale', message });
    return keep(
      [
        {
          type: 'AbleToScale',
          status: 'False',
          reason: 'FailedGetScale',
          message: `the HPA controller was unable to get the target's current scale: ${message}`,
        },
      ],
      { desiredReplicas: 0, currentMetrics: null },
    );
  }
  const current = numberAt(workload, 'spec', 'replicas') ?? 1;
  const able: Condition = {
    type: 'AbleToScale',
    status: 'True',
    reason: 'SucceededGetScale',
    message: "the HPA controller was able to get the target's current scale",
  };
  if (current === 0) {
    return keep(
      [
        able,
        {
          type: 'ScalingActive',
          status: 'False',
          reason: 'ScalingDisabled',
          message: 'scaling is disabled since the replica count of the target is zero',
        },
      ],
      { currentReplicas: 0, desiredReplicas: 0, currentMetrics: null },
    );
  }
  const measured = measure(cluster, scaler, workload, current);
  if ('reason' in measured) {
    tell(cluster, scaler, { component, type: 'Warning', reason: measured.reason, message: measured.message });
    const message = `the HPA was unable to compute the replica count: ${measured.message}`;
    tell(cluster, scaler, {
      component,
      type: 'Warning',
      reason: 'FailedComputeMetricsReplicas',
      message: `invalid metrics (1 invalid out of 1), first error is: failed to get ${measured.resource} resource metric value: ${measured.message}`,
    });
    return keep([able, { type: 'ScalingActive', status: 'False', reason: measured.reason, message }], {
      currentReplicas: current,
      desiredReplicas: numberAt(scaler, 'status', 'desiredReplicas') ?? 0,
      currentMetrics: [{ type: '' }],
    });
  }
  return decide(cluster, scaler, { kind, workload, current, measured, keep });
}

interface Decision {
  kind: NonNullable<ReturnType<ControlledCluster['kind']>>;
  workload: KubernetesObject;
  current: number;
  measured: Measured;
  keep(conditions: Condition[], status: JsonObject, extra?: JsonObject): number;
}

function decide(
  cluster: ControlledCluster,
  scaler: KubernetesObject,
  { kind, workload, current, measured, keep }: Decision,
): number {
  const least = numberAt(scaler, 'spec', 'minReplicas') ?? 1;
  const most = numberAt(scaler, 'spec', 'maxReplicas') ?? least;
  const limit = Math.max(2 * current, 4);
  let desired = Math.min(Math.max(measured.wanted, least), most, limit);
  const memory = memoryOf(scaler);
  const lowSince = desired < current ? (numberAt(memory, 'lowSince') ?? cluster.now) : undefined;
  const window = cluster.pace(
    (numberAt(scaler, 'spec', 'behavior', 'scaleDown', 'stabilizationWindowSeconds') ?? DOWN_WINDOW_MS / 1_000) * 1_000,
  );
  let able: Condition = {
    type: 'AbleToScale',
    status: 'True',
    reason: 'ReadyForNewScale',
    message: 'recommended size matches current size',
  };
  if (lowSince !== undefined && cluster.now < lowSince + window) {
    desired = current;
    able = {
      type: 'AbleToScale',
      status: 'True',
      reason: 'ScaleDownStabilized',
      message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
    };
  }
  const limited: Condition =
    measured.wanted > most
      ? {
          type: 'ScalingLimited',
          status: 'True',
          reason: 'TooManyReplicas',
          message: 'the desired replica count is more than the maximum replica count',
        }
      : measured.wanted < least
        ? {
            type: 'ScalingLimited',
            status: 'True',
            reason: 'TooFewReplicas',
            message: 'the desired replica count is less than the minimum replica count',
          }
        : measured.wanted > limit
          ? {
              type: 'ScalingLimited',
              status: 'True',
              reason: 'ScaleUpLimit',
              message: 'the desired replica count is increasing faster than the maximum scale rate',
            }
          : {
              type: 'ScalingLimited',
              status: 'False',
              reason: 'DesiredWithinRange',
              message: 'the desired count is within the acceptable range',
            };
  let scaled: JsonObject = {};
  if (desired !== current) {
    cluster.update(kind, { ...workload, spec: { ...workload.spec, replicas: desired } });
    const why = desired > current ? `${measured.name} above target` : 'All metrics below target';
    tell(cluster, scaler, { component, reason: 'SuccessfulRescale', message: `New size: ${desired}; reason: ${why}` });
    able = {
      type: 'AbleToScale',
      status: 'True',
      reason: 'SucceededRescale',
      message: `the HPA controller was able to update the target scale to ${desired}`,
    };
    scaled = { lastScaleTime: kubernetesTime(cluster.now) };
  }
  const active: Condition = {
    type: 'ScalingActive',
    status: 'True',
    reason: 'ValidMetricFound',
    message: `the HPA was able to successfully calculate a replica count from ${measured.name}`,
  };
  const waits = lowSince !== undefined && desired === current;
  const status = { currentReplicas: current, desiredReplicas: desired, currentMetrics: measured.current, ...scaled };
  return keep([able, active, limited], status, { lowSince: waits ? lowSince : null });
}
