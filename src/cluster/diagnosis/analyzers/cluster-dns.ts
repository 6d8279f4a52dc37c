import { referenceTo } from '../../cluster-object.ts';
import { numberAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { isReady } from '../selecting.ts';

const SYSTEM = 'kube-system';
const LABEL = 'k8s-app';
const VALUE = 'kube-dns';
const GRACE_MS = 60_000;

/** The cluster's own names: without an answer to them hardly anything finds anything. */
export const clusterDns: Analyzer = function* clusterDns(snapshot): Generator<FindingDraft> {
  if (!snapshot.knows('Pod', SYSTEM) || !snapshot.knows('Service', SYSTEM) || !snapshot.knows('Deployment', SYSTEM))
    return;
  const service = snapshot.find('Service', SYSTEM, 'kube-dns');
  const workload = [...snapshot.in('Deployment', SYSTEM), ...snapshot.in('DaemonSet', SYSTEM)].find(
    ({ metadata }) => metadata.labels?.[LABEL] === VALUE || metadata.name === 'coredns',
  );
  const pods = snapshot.in('Pod', SYSTEM).filter(({ metadata }) => metadata.labels?.[LABEL] === VALUE);
  // A cluster that is named by something else has neither.
  const about = workload ?? service;
  if (!about) return;
  const base = { object: referenceTo(about), severity: 'critical' as const, certainty: 'certain' as const };
  if (workload && !service) {
    yield {
      ...base,
      cause: 'service-missing',
      summary: `The service "kube-dns" is not there: no pod can look up any name.`,
      facts: {},
      evidence: [fieldEvidence(workload, 'metadata.name', workload.metadata.name)],
    };
    return;
  }
  if (pods.some(isReady)) return;
  if (workload && numberAt(workload, 'spec', 'replicas') === 0) {
    yield {
      ...base,
      cause: 'stopped',
      summary: `"${workload.metadata.name}", which answers for names in the cluster, is stopped (0 copies): no pod can look up any name.`,
      facts: { workload: workload.metadata.name },
      evidence: [fieldEvidence(workload, 'spec.replicas', '0')],
      ...(service ? { breaks: [referenceTo(service)] } : {}),
    };
    return;
  }
  if (pods.length > 0 && pods.every((pod) => snapshot.age(pod.metadata.creationTimestamp) < GRACE_MS)) return;
  if (!workload) return;
  yield {
    ...base,
    cause: 'nobody-answers',
    summary: `Nobody answers for names in the cluster: none of the ${pods.length} pods of "${workload.metadata.name}" is ready.`,
    facts: { workload: workload.metadata.name, pods: pods.length },
    evidence: [
      ...pods.slice(0, 2).map((pod) => fieldEvidence(pod, 'status.phase', textAt(pod, 'status', 'phase') ?? '')),
      fieldEvidence(workload, 'status.readyReplicas', String(numberAt(workload, 'status', 'readyReplicas') ?? 0)),
    ],
    // Why its pods are not ready, another rule knows; that the whole cluster suffers, this one says.
    because: [referenceTo(workload), ...pods.map(referenceTo)],
    ...(service ? { breaks: [referenceTo(service)] } : {}),
  };
};
