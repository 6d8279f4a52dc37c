import { type Cluster, nameOf, type ObjectReference } from '#src/cluster/index.ts';

import { autoscalerReady } from './autoscaler.ts';
import { batchJob } from './batch-job.ts';
import { issuerReady } from './certificate-issuer.ts';
import { helmChart } from './helm-chart.ts';
import { ingressReady } from './ingress.ts';
import { namespaceReady } from './namespace.ts';
import { podReady } from './pod.ts';
import type { Readiness, ReadinessOf } from './readiness.ts';
import { definitionReady } from './resource-definition.ts';
import { serviceReady } from './service.ts';
import { veleroRestore } from './velero-restore.ts';
import { volumeClaim } from './volume-claim.ts';
import { daemonSet, deployment, statefulSet } from './workloads.ts';

export type { Readiness } from './readiness.ts';

/** Kinds that can tell whether they are ready: one file and one line each. */
const readiness: { readonly [kind: string]: ReadinessOf } = {
  Deployment: deployment,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
  Pod: podReady,
  Job: batchJob,
  PersistentVolumeClaim: volumeClaim,
  Service: serviceReady,
  Namespace: namespaceReady,
  CustomResourceDefinition: definitionReady,
  HelmChart: helmChart,
  ClusterIssuer: issuerReady,
  Ingress: ingressReady,
  HorizontalPodAutoscaler: autoscalerReady,
  Restore: veleroRestore,
};

/** Whether objects of this kind can tell that they are ready. */
export function hasReadiness(kind: string): boolean {
  return Object.hasOwn(readiness, kind);
}

/** Whether the object does what it is for. A kind that cannot tell is ready as soon as it is there. */
export async function readinessOf(
  cluster: Cluster,
  reference: ObjectReference,
  options: { signal?: AbortSignal } = {},
): Promise<Readiness> {
  const object = await cluster.get(reference, options);
  const name = nameOf(reference);
  if (!object) return { ready: false, waitingFor: `${name} is not there` };
  const found = readiness[reference.kind];
  if (!found) return { ready: true, waitingFor: '' };
  const { waitingFor, ...rest } = await found(object, cluster, options);
  return { ...rest, waitingFor: waitingFor === '' ? '' : `${name}: ${waitingFor}` };
}
