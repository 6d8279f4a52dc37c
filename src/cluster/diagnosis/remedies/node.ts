import type { ClusterObject } from '../../cluster-object.ts';
import { flagAt, textAt } from '../../fields.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import type { Snapshot } from '../snapshot.ts';
import { fieldRemedy } from './workload.ts';

/** A node that was closed and forgotten, that is short of something, or that says nothing any more. */
export const nodeRemedies: Remedies = function* nodeRemedies(finding, snapshot) {
  const { name } = finding.object;
  if (finding.cause === 'cordoned') yield openNode(name);
  const node = snapshot.find('Node', undefined, name);
  if (!node) return;
  if (['memory', 'disk', 'processes'].includes(finding.cause)) yield* emptied(snapshot, node);
  if (finding.cause === 'silent') yield forgotten(node);
};

/** Opens a closed node for new pods. */
export function openNode(name: string): Remedy {
  return fieldRemedy(
    { id: `open-${name}`, title: `Open the node "${name}" for new pods`, warning: 'Only if nobody is working on it.' },
    { apiVersion: 'v1', kind: 'Node', name },
    { spec: { unschedulable: null } },
  );
}

/** Closed for new pods, and those that others make anew are asked to leave, as their disruption budgets allow. */
function* emptied(snapshot: Snapshot, node: ClusterObject): Generator<Remedy> {
  const { name } = node.metadata;
  const pods = snapshot.all('Pod').filter((pod) => textAt(pod, 'spec', 'nodeName') === name && mayMove(pod));
  const others = snapshot
    .all('Node')
    .filter((one) => one.metadata.name !== name && flagAt(one, 'spec', 'unschedulable') !== true);
  if (others.length === 0) return;
  const reference = { apiVersion: 'v1', kind: 'Node', name };
  const count = pods.length === 1 ? 'the pod' : `the ${pods.length} pods`;
  yield {
    id: 'empty',
    title: `Close the node "${name}" and move ${count} on it elsewhere`,
    risk: 'disruptive',
    warning:
      'They are begun anew on other nodes, as their disruption budgets allow; what they keep on this node alone stays there.',
    undo: 'The node is opened again; pods stay where they are by then.',
    changes: () => ({
      patches: [{ reference, patch: { spec: { unschedulable: true } } }],
      deletes: pods.map(({ metadata }) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        name: metadata.name,
        ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        leaving: 'evict',
      })),
    }),
  };
}

/** Somebody makes it anew elsewhere: neither one of every node, nor one that nobody owns. */
function mayMove(pod: ClusterObject): boolean {
  const { ownerReferences = [], annotations = {}, deletionTimestamp } = pod.metadata;
  const owner = ownerReferences.find(({ controller }) => controller === true);
  const done = ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '');
  const fixed = annotations['kubernetes.io/config.mirror'] !== undefined || owner?.kind === 'DaemonSet';
  return owner !== undefined && owner.kind !== 'Node' && !fixed && !done && deletionTimestamp === undefined;
}

function forgotten(node: ClusterObject): Remedy {
  const { name } = node.metadata;
  return {
    id: 'forget',
    title: `Forget the node "${name}"`,
    risk: 'destructive',
    warning:
      'Only if the machine is surely off for good: its pods begin anew elsewhere, and two of one kind would write to the same volume if it still ran.',
    undo: 'The node is written down again; if its machine comes back, it takes up its work.',
    changes: () => ({ deletes: [{ apiVersion: 'v1', kind: 'Node', name }] }),
  };
}
