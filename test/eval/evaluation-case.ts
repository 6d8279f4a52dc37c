import type { ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

/** A practice case, as far as it is read. */
export interface EvaluationCase {
  id: string;
  kind: string;
  failure_modes?: { code: string }[];
  setup: { namespace?: string | null; objects?: ClusterObject[]; injection?: Injection[] };
  simulate?: Simulation[] | null;
  expected: {
    findings?: { object: string }[];
    per_object?: { object: string; issues: { message: string }[]; count: number | null }[];
  };
}

/** A change that makes the fault. */
export interface Injection {
  resource_definition?: ClusterObject;
  state?: 'patched' | 'present' | 'absent';
}

/** What a kubelet would have said: statuses of pods that are selected, and events about them. */
export interface Simulation {
  select: { kind: string; namespace?: string; name?: string; labels?: { [label: string]: string } };
  pod_status?: JsonObject;
  status?: JsonObject;
  events?: { type?: string; reason: string; message: string }[];
}

/** Which of the catalogue's failure modes each rule is for. */
export const failureModes: { readonly [rule: string]: readonly string[] } = {
  'image-pull': ['FM-01'],
  'crash-loop': ['FM-02', 'FM-06'],
  'out-of-memory': ['FM-03'],
  'container-config': ['FM-04', 'FM-05'],
  probe: ['FM-07', 'FM-08'],
  'init-waits': ['FM-09'],
  pending: ['FM-10', 'FM-11', 'FM-12', 'FM-13', 'FM-14'],
  'volume-claim': ['FM-14', 'FM-15'],
  'pods-refused': ['FM-18', 'FM-19'],
  'rollout-stuck': ['FM-20'],
  autoscaler: ['FM-22'],
  'service-endpoints': ['FM-21', 'FM-23', 'FM-24'],
  'ingress-route': ['FM-25', 'FM-41'],
  'ingress-unanswered': ['FM-25'],
  'job-failed': ['FM-30', 'FM-21'],
  'cron-job': ['FM-31'],
  'stateful-set': ['FM-32'],
  'daemon-set': ['FM-33'],
  'node-health': ['FM-34', 'FM-35', 'FM-36'],
  evicted: ['FM-35'],
  'disruption-budget': ['FM-37'],
  webhook: ['FM-38'],
  'stuck-deletion': ['FM-39', 'FM-40'],
  'api-service': ['FM-39'],
};
