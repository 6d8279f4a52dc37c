import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { numberAt, objectsAt, textAt } from '../../fields.ts';
import type { Analyzer } from '../analyzer.ts';
import { eventEvidence, fieldEvidence } from '../containers.ts';
import type { FindingDraft } from '../finding.ts';
import { messageOfEvent, type Snapshot, timeOfEvent } from '../snapshot.ts';

const RECENT_MS = 3_600_000;

/** A controller whose pods the API server does not even let in: a quota, a missing service account, a policy, a webhook. */
export const podsRefused: Analyzer = function* podsRefused(snapshot): Generator<FindingDraft> {
  const controllers = [
    ...snapshot.all('ReplicaSet'),
    ...snapshot.all('StatefulSet'),
    ...snapshot.all('DaemonSet'),
    ...snapshot.all('Job'),
  ];
  for (const controller of controllers) {
    const condition = objectsAt(controller, 'status', 'conditions').find(
      (one) =>
        textAt(one, 'type') === 'ReplicaFailure' &&
        textAt(one, 'status') !== 'False' &&
        textAt(one, 'reason') === 'FailedCreate',
    );
    const event = snapshot
      .eventsOf(controller)
      .find((one) => textAt(one, 'reason') === 'FailedCreate' && snapshot.age(timeOfEvent(one)) < RECENT_MS);
    // An event alone may be about pods that came through later.
    const message =
      textAt(condition, 'message') ??
      (controller.kind === 'ReplicaSet' || !event || hasItsPods(snapshot, controller)
        ? undefined
        : messageOfEvent(event));
    if (message === undefined) continue;
    const { cause, summary, facts } = judge(message);
    const since = textAt(condition, 'lastTransitionTime');
    yield {
      object: snapshot.topOwner(controller),
      cause,
      severity: 'error',
      certainty: 'certain',
      summary,
      facts: { ...facts, message },
      evidence: [
        ...(condition ? [fieldEvidence(controller, 'status.conditions[ReplicaFailure].message', message, since)] : []),
        ...(event ? [eventEvidence(controller, event)] : []),
      ],
      breaks: [referenceTo(controller)],
      ...(since === undefined ? {} : { since }),
    };
  }
};

/** Whether all pods are there that it should have, as far as one can see: what was refused before has come through. */
function hasItsPods(snapshot: Snapshot, controller: ClusterObject): boolean {
  const { uid, namespace } = controller.metadata;
  if (!snapshot.knows('Pod', namespace)) return true;
  const wanted = {
    StatefulSet: numberAt(controller, 'spec', 'replicas') ?? 1,
    DaemonSet: numberAt(controller, 'status', 'desiredNumberScheduled') ?? 1,
  }[controller.kind];
  const pods = snapshot
    .in('Pod', namespace)
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid) === true);
  // A job that has had one has had its chance, and may have ended by now.
  const ended = (numberAt(controller, 'status', 'succeeded') ?? 0) + (numberAt(controller, 'status', 'failed') ?? 0);
  return wanted === undefined ? pods.length + ended > 0 : pods.length >= wanted;
}

function judge(message: string): { cause: string; summary: string; facts: { [fact: string]: string } } {
  const [, quota] = /exceeded quota: ([^,]+)/.exec(message) ?? [];
  if (quota !== undefined) {
    const [, asked = '', used = '', limit = ''] = /requested: (.+?), used: (.+?), limited: (.+)$/.exec(message) ?? [];
    return {
      cause: 'quota',
      summary: `The quota "${quota}" does not allow more pods: ${asked} was asked for, ${used} is used, ${limit} is the limit.`,
      facts: { quota, asked, used, limit },
    };
  }
  const [, failing] = /failed quota: ([^:]+): must specify/.exec(message) ?? [];
  if (failing !== undefined) {
    return {
      cause: 'quota-needs-resources',
      summary: `The quota "${failing}" wants every container to say how much it needs, and these do not.`,
      facts: { quota: failing },
    };
  }
  const [, account] = /serviceaccount "([^"]+)" not found/.exec(message) ?? [];
  if (account !== undefined) {
    return {
      cause: 'service-account',
      summary: `The service account "${account}" of its pods is not there.`,
      facts: { account },
    };
  }
  const [, webhook] = /(?:failed calling webhook|admission webhook) "([^"]+)"/.exec(message) ?? [];
  if (webhook !== undefined) {
    const refuses = /denied the request/.test(message);
    return {
      cause: refuses ? 'webhook-denies' : 'webhook-down',
      summary: refuses
        ? `The admission webhook "${webhook}" does not let its pods in.`
        : `The admission webhook "${webhook}" does not answer, so no pod can be made.`,
      facts: { webhook },
    };
  }
  if (/violates PodSecurity/.test(message)) {
    return { cause: 'pod-security', summary: 'Its pods ask for more rights than this namespace allows.', facts: {} };
  }
  if (/(maximum|minimum) (cpu|memory|ephemeral-storage) usage per/.test(message)) {
    return {
      cause: 'limit-range',
      summary: `Its pods are outside of the limits of this namespace: ${message}.`,
      facts: {},
    };
  }
  return { cause: 'refused', summary: `Its pods cannot be made: ${message}.`, facts: {} };
}
