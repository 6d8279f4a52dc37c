import type { JsonObject } from '#src/protocol/index.ts';

import { objectAt } from '../../fields.ts';
import type { Remedies } from '../remedy.ts';
import { found } from './workload.ts';

/** A policy that cuts everything off: a narrow way beside it. The policy itself stays as somebody wanted it. */
export const networkPolicyRemedies: Remedies = function* networkPolicyRemedies(finding, snapshot) {
  const policy = found(snapshot, finding.object);
  const { namespace } = finding.object;
  if (!policy || namespace === undefined) return;
  const allow = (name: string, spec: JsonObject) => () => ({
    objects: [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name, namespace },
        spec: { podSelector: objectAt(policy, 'spec', 'podSelector'), ...spec },
      },
    ],
  });
  if (finding.cause === 'cuts-all-out') {
    const ports = ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 }));
    const to = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }];
    yield {
      id: 'allow-names',
      title: 'Let its pods look up names',
      risk: 'reversible',
      warning: 'They may ask the DNS of the cluster, and nothing else.',
      undo: 'It is deleted again.',
      changes: allow(`${finding.object.name}-names`, { policyTypes: ['Egress'], egress: [{ to, ports }] }),
    };
  }
  if (finding.cause === 'cuts-all-in') {
    yield {
      id: 'allow-neighbours',
      title: 'Let pods of the same namespace reach them',
      risk: 'reversible',
      warning: 'From other namespaces and from outside still nobody reaches them.',
      undo: 'It is deleted again.',
      changes: allow(`${finding.object.name}-neighbours`, {
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: {} }] }],
      }),
    };
  }
};
