import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { flagAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import type { Snapshot } from '../snapshot.ts';

const GRACE_MS = 40_000;
const JOINING_MS = 120_000;

/** A node that does not answer, is short of something, or was closed for new pods and forgotten. */
export const nodeHealth: Analyzer = function* nodeHealth(snapshot): Generator<FindingDraft> {
  for (const node of snapshot.all('Node')) {
    if (snapshot.age(node.metadata.creationTimestamp) < JOINING_MS) continue;
    const conditions = objectsAt(node, 'status', 'conditions');
    const ready = conditions.find((one) => textAt(one, 'type') === 'Ready');
    const since = textAt(ready, 'lastTransitionTime');
    if (ready && textAt(ready, 'status') !== 'True' && snapshot.age(since) > GRACE_MS / 4) {
      yield notReady(
        snapshot,
        node,
        textAt(ready, 'status') ?? '',
        textAt(ready, 'reason') ?? '',
        textAt(ready, 'message') ?? '',
        since,
      );
      continue;
    }
    for (const condition of conditions) {
      const word = pressures[textAt(condition, 'type') ?? ''];
      if (word === undefined || textAt(condition, 'status') !== 'True') continue;
      const at = textAt(condition, 'lastTransitionTime');
      yield {
        object: referenceTo(node),
        cause: word.cause,
        severity: 'error',
        certainty: 'certain',
        summary: `The node "${node.metadata.name}" ${word.says}.`,
        facts: { node: node.metadata.name },
        evidence: [fieldEvidence(node, `status.conditions[${textAt(condition, 'type')}].status`, 'True', at)],
        ...(at === undefined ? {} : { since: at }),
      };
    }
    if (flagAt(node, 'spec', 'unschedulable') === true && !isWorkedOn(snapshot, node)) {
      yield {
        object: referenceTo(node),
        cause: 'cordoned',
        severity: 'warning',
        certainty: 'likely',
        summary: `The node "${node.metadata.name}" is closed for new pods, and nobody seems to be working on it.`,
        facts: { node: node.metadata.name },
        evidence: [fieldEvidence(node, 'spec.unschedulable', 'true')],
      };
    }
  }
};

const pressures: { readonly [type: string]: { cause: string; says: string } | undefined } = {
  MemoryPressure: { cause: 'memory', says: 'is running out of memory' },
  DiskPressure: { cause: 'disk', says: 'is running out of disk' },
  PIDPressure: { cause: 'processes', says: 'has too many processes' },
  NetworkUnavailable: { cause: 'network', says: 'has no network for pods' },
};

function notReady(
  snapshot: Snapshot,
  node: ClusterObject,
  status: string,
  reason: string,
  message: string,
  since: string | undefined,
): FindingDraft {
  const { name, labels } = node.metadata;
  const server = Object.keys(labels ?? {}).some((label) =>
    /^node-role\.kubernetes\.io\/(control-plane|master|etcd)$/.test(label),
  );
  const pods = snapshot.all('Pod').filter((pod) => textAt(pod, 'spec', 'nodeName') === name);
  const silent = status === 'Unknown';
  return {
    object: referenceTo(node),
    cause: silent ? 'silent' : 'not-ready',
    severity: server ? 'critical' : 'error',
    certainty: 'certain',
    summary: silent
      ? `The ${server ? 'controller' : 'node'} "${name}" says nothing any more: it is off, cut off, or its kubelet has stopped.`
      : `The ${server ? 'controller' : 'node'} "${name}" is not ready: ${message || reason}.`,
    facts: { node: name, server, pods: pods.length },
    evidence: [fieldEvidence(node, 'status.conditions[Ready]', `${status} ${reason} ${message}`.trim(), since)],
    breaks: pods.map(referenceTo),
    ...(since === undefined ? {} : { since }),
  };
}

/** Somebody upgrades or restarts it: a plan that applies to it, or a lock of a restarting daemon. */
function isWorkedOn(snapshot: Snapshot, node: ClusterObject): boolean {
  // The work may go on where one cannot look.
  if (snapshot.namespace !== undefined || !snapshot.knows('Job') || !snapshot.knows('DaemonSet')) return true;
  const upgrading = snapshot
    .all('Job')
    .some(
      ({ metadata, status }) =>
        metadata.labels?.['upgrade.cattle.io/node'] === node.metadata.name &&
        textAt(status, 'completionTime') === undefined,
    );
  const locked = snapshot
    .all('DaemonSet')
    .some(({ metadata }) => metadata.annotations?.['weave.works/kured-node-lock'] !== undefined);
  return upgrading || locked;
}
