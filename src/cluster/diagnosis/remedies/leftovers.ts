import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { textsAt } from '../../fields.ts';
import { observedKinds } from '../observed-kinds.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';

/** Pods that were thrown out and only lie around. */
export const evictedRemedies: Remedies = function* evictedRemedies(finding) {
  const { namespace } = finding.object;
  const pods = textsAt(finding.facts, 'pods');
  if (namespace === undefined || pods.length === 0) return;
  yield {
    id: 'clear',
    title:
      pods.length === 1
        ? 'Clear away the pod that was thrown out'
        : `Clear away the ${pods.length} pods that were thrown out`,
    risk: 'reversible',
    warning: 'They do not run; only what they last said is lost.',
    undo: 'What they last said does not come back.',
    changes: () => ({ deletes: pods.map((name) => ({ apiVersion: 'v1', kind: 'Pod', namespace, name })) }),
  };
};

/** Something that should be gone, and is held: by what somebody wanted to do before, or by a node that does not answer. */
export const stuckRemedies: Remedies = function* stuckRemedies(finding, snapshot) {
  const { object, cause } = finding;
  if (cause === 'pod') {
    yield {
      id: 'forget',
      title: `Forget the pod "${object.name}" without waiting for its node`,
      risk: 'destructive',
      warning:
        'Only if its machine is surely off: if the pod still runs there, it and the one in its place write to the same volume.',
      undo: 'The pod does not come back; what made it makes another one.',
      changes: () => ({ deletes: [{ ...object, leaving: 'now' }] }),
    };
  }
  if (cause === 'pod-finalizer') yield letGo([{ object, finalizers: textsAt(finding.facts, 'finalizers') }]);
  if (cause === 'finalizers') {
    const held = heldIn(snapshot, object.name);
    if (held.length > 0) yield letGo(held);
  }
};

interface Held {
  object: ReturnType<typeof referenceTo>;
  finalizers: readonly string[];
}

/** The last thing to try: what the holder wanted to do before is not done by anybody then. */
function letGo(held: readonly Held[]): Remedy {
  const holders = [...new Set(held.flatMap(({ finalizers }) => finalizers))];
  const what = held.length === 1 ? `"${held[0]?.object.name}"` : `the ${held.length} objects that are held`;
  return {
    id: 'let-go',
    title: `Let ${what} go without ${holders.join(', ')}`,
    risk: 'destructive',
    warning: `What ${holders.join(', ')} wanted to clear away before, inside the cluster or outside of it, stays where it is. Better is to bring that program back.`,
    undo: 'What is gone does not come back.',
    changes: () => ({
      patches: held.map(({ object }) => ({ reference: object, patch: { metadata: { finalizers: null } } })),
    }),
  };
}

/** What in a namespace is on its way out, and held. */
function heldIn(snapshot: Snapshot, namespace: string): Held[] {
  const isHeld = ({ metadata }: ClusterObject) =>
    metadata.namespace === namespace &&
    metadata.deletionTimestamp !== undefined &&
    (metadata.finalizers ?? []).length > 0;
  return observedKinds
    .flatMap(({ kind }) => snapshot.all(kind).filter(isHeld))
    .map((one) => ({ object: referenceTo(one), finalizers: one.metadata.finalizers ?? [] }));
}

/** A ConfigMap that nobody asks for. */
export const unusedRemedies: Remedies = function* unusedRemedies(finding) {
  yield {
    id: 'remove',
    title: `Remove the ConfigMap "${finding.object.name}"`,
    risk: 'reversible',
    warning: 'A program that reads it by itself, and not through a pod, would miss it.',
    undo: 'It is made again as it was.',
    changes: () => ({ deletes: [finding.object] }),
  };
};
