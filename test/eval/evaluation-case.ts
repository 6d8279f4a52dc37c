import type { ClusterObject } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

/** A practice case, as far as it is read. */
export interface EvaluationCase {
  id: string;
  kind: string;
  failure_modes?: { code: string }[];
  setup: {
    namespace?: string | null;
    objects?: ClusterObject[];
    injection?: Injection[];
    /** What is done before anybody looks, as commands. */
    upstream_before_test?: string;
  };
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
  'node-health': ['FM-34', 'FM-35', 'FM-36'],
  'control-plane': ['FM-43'],
  'clock-skew': ['FM-43'],
  webhook: ['FM-38'],
  'api-service': ['FM-39'],
  'volume-claim': ['FM-14', 'FM-15'],
  'pods-refused': ['FM-18', 'FM-19'],
  quota: ['FM-18'],
  pending: ['FM-10', 'FM-11', 'FM-12', 'FM-13', 'FM-14'],
  'image-pull': ['FM-01'],
  'container-config': ['FM-04', 'FM-05'],
  'volume-mount': ['FM-05', 'FM-16'],
  'disk-full': ['FM-17', 'FM-35'],
  'access-denied': ['FM-29'],
  'crash-loop': ['FM-02', 'FM-06', 'FM-46'],
  'out-of-memory': ['FM-03'],
  'init-waits': ['FM-09'],
  probe: ['FM-07', 'FM-08'],
  evicted: ['FM-35'],
  'stuck-deletion': ['FM-39', 'FM-40'],
  'rollout-stuck': ['FM-20'],
  'stateful-set': ['FM-32'],
  'daemon-set': ['FM-33'],
  'job-failed': ['FM-30', 'FM-21'],
  'cron-job': ['FM-31'],
  'service-endpoints': ['FM-21', 'FM-23', 'FM-24'],
  'cluster-dns': ['FM-28'],
  'load-balancer': ['FM-26'],
  certificate: ['FM-41'],
  'ingress-route': ['FM-25', 'FM-41'],
  'gateway-route': ['FM-25'],
  'ingress-unanswered': ['FM-25'],
  dependency: ['FM-46'],
  'application-log': ['FM-46'],
  autoscaler: ['FM-22'],
  'disruption-budget': ['FM-37'],
  'network-policy': ['FM-27'],
  'helm-release': ['FM-42'],
  'upgrade-plan': ['FM-44'],
  'operator-lifecycle': ['FM-47'],
  'pod-settings': ['FM-47'],
  'spare-copies': ['FM-47'],
  'wide-rights': ['FM-47'],
  guards: ['FM-27', 'FM-47'],
  unreached: ['FM-23', 'FM-47'],
  'unused-configuration': ['FM-47'],
};
