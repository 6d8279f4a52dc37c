import { referenceTo } from '../../cluster-object.ts';
import { textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { conditionEvidence, conditionsOf, said } from '../conditions.ts';
import { ailingPods, containersOf, eventEvidence, fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { groupByOwner, type PodFinding } from '../group-by-owner.ts';
import { NO_ROOM } from '../log-signs.ts';
import { messageOfEvent, type Snapshot, timeOfEvent } from '../snapshot.ts';

const RECENT_MS = 3_600_000;

/** A disk without room: said by a container that ended over it, by a node that cannot make any, or by a claim that does not grow. */
export const diskFull: Analyzer = function* diskFull(snapshot): Generator<FindingDraft> {
  yield* groupByOwner(snapshot, inLogs(snapshot));
  yield* onNodes(snapshot);
  yield* growing(snapshot);
};

function* inLogs(snapshot: Snapshot): Generator<PodFinding> {
  for (const pod of ailingPods(snapshot)) {
    for (const { name, status, place } of containersOf(pod)) {
      const line = snapshot.logOf(pod, name).findLast((one) => NO_ROOM.test(one));
      const where = ['state', 'lastState'].find((state) =>
        NO_ROOM.test(textAt(status, state, 'terminated', 'message') ?? ''),
      );
      const message = line ?? (where === undefined ? undefined : textAt(status, where, 'terminated', 'message'));
      if (message === undefined) continue;
      yield {
        pod,
        cause: 'container',
        severity: 'error',
        certainty: 'certain',
        summary: `The container "${name}" ends because a disk it writes to is full.`,
        facts: { container: name },
        evidence: [
          line === undefined
            ? fieldEvidence(pod, `${place}.${where}.terminated.message`, message)
            : fieldEvidence(pod, `log of ${name}`, message),
        ],
      };
    }
  }
}

function* onNodes(snapshot: Snapshot): Generator<FindingDraft> {
  for (const node of snapshot.all('Node')) {
    const event = snapshot
      .eventsOf(node)
      .find(
        (one) =>
          ['FreeDiskSpaceFailed', 'ImageGCFailed', 'EvictionThresholdMet'].includes(textAt(one, 'reason') ?? '') &&
          /disk|ephemeral-storage|image|bytes/i.test(messageOfEvent(one)) &&
          snapshot.age(timeOfEvent(one)) < RECENT_MS,
      );
    if (!event) continue;
    yield {
      object: referenceTo(node),
      cause: 'node',
      severity: 'warning',
      certainty: 'certain',
      summary: `The disk of the node "${node.metadata.name}" is nearly full, and clearing away old images does not help.`,
      facts: { node: node.metadata.name },
      evidence: [eventEvidence(node, event)],
      because: [referenceTo(node)],
      since: timeOfEvent(event),
    };
  }
}

function* growing(snapshot: Snapshot): Generator<FindingDraft> {
  for (const claim of snapshot.all('PersistentVolumeClaim')) {
    const conditions = conditionsOf(claim).filter(({ status }) => status === 'True');
    const failed = conditions.find(({ type }) => /(Controller|Node)ResizeError|ModifyVolumeError/.test(type));
    const waits = conditions.find(({ type }) => type === 'FileSystemResizePending');
    const condition = failed ?? (waits && snapshot.age(waits.since) > RECENT_MS / 6 ? waits : undefined);
    if (!condition) continue;
    yield {
      object: referenceTo(claim),
      cause: failed ? 'cannot-grow' : 'grows-later',
      severity: failed ? 'error' : 'warning',
      certainty: 'certain',
      summary: failed
        ? `The volume of the claim "${claim.metadata.name}" cannot be made bigger: ${said(condition.message || condition.reason)}.`
        : `The claim "${claim.metadata.name}" has become bigger, but its file system only will when a pod mounts it anew.`,
      facts: { claim: claim.metadata.name },
      evidence: [conditionEvidence(claim, condition)],
      ...(condition.since === undefined ? {} : { since: condition.since }),
    };
  }
}
