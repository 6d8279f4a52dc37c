import { numberAt, textAt } from '#src/cluster/index.ts';

import { events } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';
import { hexOf } from './names.ts';

export interface Telling {
  type?: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** `kubelet`, `deployment-controller` */
  component: string;
  host?: string;
  /** `spec.containers{web}` */
  fieldPath?: string;
  /** How often it happened since the last time it was told. */
  times?: number;
  /** When, where that was not now. */
  at?: number;
}

/** So many different messages of one reason are kept of an object; more are counted up in one, as Kubernetes does it. */
const DISTINCT = 10;

/** Writes an Event about an object. What was said before is counted up. */
export function tell(cluster: ControlledCluster, object: KubernetesObject, telling: Telling): void {
  const { type = 'Normal', reason, component, fieldPath = '', times = 1 } = telling;
  const namespace = object.metadata.namespace ?? 'default';
  const at = kubernetesTime(telling.at ?? cluster.now);
  const keys = [object.metadata.uid, type, reason, component, fieldPath];
  let message = telling.message;
  for (let slot = 0; ; slot++) {
    const combined = slot === DISTINCT;
    if (combined) message = `(combined from similar events): ${telling.message}`;
    const name = `${object.metadata.name}.${hexOf(16, ...keys, slot)}`;
    const known = cluster.store.get(events, namespace, name);
    if (known && !combined && known['message'] !== message) continue;
    if (known) {
      cluster.update(events, {
        ...known,
        message,
        lastTimestamp: at,
        count: (numberAt(known, 'count') ?? 1) + times,
      });
      return;
    }
    create(cluster, object, { ...telling, type, message }, { name, namespace, at, times });
    return;
  }
}

function create(
  cluster: ControlledCluster,
  object: KubernetesObject,
  { type = 'Normal', reason, message, component, host, fieldPath }: Telling,
  { name, namespace, at, times }: { name: string; namespace: string; at: string; times: number },
): void {
  const { uid, resourceVersion } = object.metadata;
  try {
    cluster.create(events, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: object.metadata.name,
        ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
        uid,
        resourceVersion,
        ...(fieldPath === undefined ? {} : { fieldPath }),
      },
      reason,
      message,
      type,
      // The scheduler speaks the newer form, which has no source.
      source: component === 'default-scheduler' ? {} : { component, ...(host === undefined ? {} : { host }) },
      reportingComponent: component,
      reportingInstance: host ?? '',
      firstTimestamp: at,
      lastTimestamp: at,
      eventTime: null,
      count: times,
    });
  } catch {
    // A namespace that is going takes no new events, and nobody needs them.
  }
}

/** When something was last told of an object, and how often: what a controller may go by when it tries again. */
export function lastTold(event: KubernetesObject): number {
  return Date.parse(textAt(event, 'lastTimestamp') ?? event.metadata.creationTimestamp);
}
