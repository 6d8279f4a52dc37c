import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { conditionEvidence, conditionOf, said } from '../conditions.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { isReady } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';

/** Leaders renew their lease every few seconds; this long without is no hiccup. */
const SILENT_MS = 120_000;
const SETTLING_MS = 600_000;
const SYSTEM = 'kube-system';

/** The parts that keep a cluster going: too few stores to agree, a member that has no vote, a leader that went silent. */
export const controlPlane: Analyzer = function* controlPlane(snapshot): Generator<FindingDraft> {
  yield* stores(snapshot);
  yield* voters(snapshot);
  yield* leaders(snapshot);
};

function* stores(snapshot: Snapshot): Generator<FindingDraft> {
  const members = snapshot.in('Pod', SYSTEM).filter(({ metadata }) => metadata.labels?.['component'] === 'etcd');
  const down = members.filter((pod) => !isReady(pod));
  const [first] = down;
  if (!first || down.every((pod) => snapshot.age(pod.metadata.creationTimestamp) < SILENT_MS)) return;
  const majority = Math.floor(members.length / 2) + 1;
  const well = members.length - down.length;
  const lost = well < majority;
  const nodes = down.flatMap((pod) => textAt(pod, 'spec', 'nodeName') ?? []);
  yield {
    object: referenceTo(first),
    cause: lost ? 'quorum-lost' : 'store-member-down',
    severity: 'critical',
    certainty: 'certain',
    summary: lost
      ? `The cluster's store has lost its majority: ${well} of ${members.length} etcd members are ready, ${majority} are needed. Nothing can be changed until then.`
      : `${down.length} of ${members.length} etcd members ${down.length === 1 ? 'is' : 'are'} not ready; ${
          well === majority ? 'one more, and the cluster can change nothing any more' : 'the others carry on'
        }.`,
    facts: { members: members.length, well, majority, nodes },
    evidence: down.slice(0, 3).map((pod) => fieldEvidence(pod, 'status.conditions[Ready].status', 'False')),
    because: nodes.flatMap((name) => {
      const node = snapshot.find('Node', undefined, name);
      return node ? [referenceTo(node)] : [];
    }),
    breaks: down.slice(1).map(referenceTo),
  };
}

/** k3s says of each server whether it takes part in decisions; one that has just joined does not yet. */
function* voters(snapshot: Snapshot): Generator<FindingDraft> {
  for (const node of snapshot.all('Node')) {
    const condition = conditionOf(node, 'EtcdIsVoter');
    if (condition?.status !== 'False' || snapshot.age(condition.since) < SETTLING_MS) continue;
    yield {
      object: referenceTo(node),
      cause: 'no-vote',
      severity: 'warning',
      certainty: 'certain',
      summary: `The controller "${node.metadata.name}" has no vote in the cluster's store${
        condition.message === '' ? '' : `: ${said(condition.message)}`
      }.`,
      facts: { node: node.metadata.name },
      evidence: [conditionEvidence(node, condition)],
      because: [referenceTo(node)],
      ...(condition.since === undefined ? {} : { since: condition.since }),
    };
  }
}

const roles: { readonly [lease: string]: string | undefined } = {
  'kube-scheduler': 'the scheduler: new pods get no node',
  'kube-controller-manager':
    'the controller manager: nothing is scaled, replaced or cleaned up, and services keep their old addresses',
};

function* leaders(snapshot: Snapshot): Generator<FindingDraft> {
  const latest = Math.max(0, ...snapshot.all('Lease').map(renewedAt));
  for (const lease of snapshot.in('Lease', SYSTEM)) {
    const role = roles[lease.metadata.name];
    const renewed = renewedAt(lease);
    // Measured by the newest lease of all: their clock is the cluster's, ours may be another.
    if (role === undefined || renewed === 0 || latest - renewed < SILENT_MS) continue;
    const since = new Date(renewed).toISOString();
    const pods = snapshot
      .in('Pod', SYSTEM)
      .filter(({ metadata }) => metadata.labels?.['component'] === lease.metadata.name);
    yield {
      object: referenceTo(lease),
      cause: 'leader-silent',
      severity: 'critical',
      certainty: 'likely',
      summary: `For ${minutes(latest - renewed)} nothing has been heard of ${role}.`,
      facts: { lease: lease.metadata.name, holder: textAt(lease, 'spec', 'holderIdentity') ?? '' },
      evidence: [fieldEvidence(lease, 'spec.renewTime', textAt(lease, 'spec', 'renewTime') ?? '', since)],
      because: pods.map(referenceTo),
      since,
    };
  }
}

function renewedAt(lease: ClusterObject): number {
  return Date.parse(textAt(lease, 'spec', 'renewTime') ?? '') || 0;
}

const minutes = (milliseconds: number): string => `${Math.round(milliseconds / 60_000)} minutes`;
