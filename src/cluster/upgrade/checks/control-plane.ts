import { referenceTo } from '../../cluster-object.ts';
import { isReady } from '../../diagnosis/selecting.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import type { Preflight } from '../preflight.ts';
import { isServer } from '../system-parts.ts';
import { shown, some } from '../wording.ts';

/** Leaders renew their lease every few seconds; this is long past every clock that goes wrong a little. */
const SILENT_MS = 5 * 60_000;

/** The API server's own parts, etcd and its members, and the controllers behind it. */
export const controlPlane: Check = {
  subject: 'The control plane and its data store',
  needs: ['readiness', 'Node', 'Pod', 'Lease'],
  fine: 'The control plane and its data store are well.',
  *judge(preflight): Generator<LineDraft> {
    const unwell = preflight.readiness.filter(({ well }) => !well).map(({ name }) => name);
    if (unwell.length > 0) {
      yield {
        verdict: 'blocks',
        title: `The API server is not ready: ${some(unwell)} ${unwell.length === 1 ? 'is' : 'are'} not well.`,
        detail: unwell.some((name) => name.startsWith('etcd'))
          ? 'etcd keeps everything that the cluster knows. Make it well first, and make a backup.'
          : 'Make it well first: an upgrade needs all of it.',
        evidence: unwell.map((name) => ({
          field: `/readyz/${name}`,
          value: 'failed',
          text: `The API server says that ${name} failed.`,
        })),
      };
    }
    yield* members(preflight);
    yield* storePods(preflight);
    yield* leaders(preflight);
  },
};

/** Servers of k3s say whether they have a vote in etcd. */
function* members({ snapshot }: Preflight): Generator<LineDraft> {
  const voters = snapshot.all('Node').flatMap((node) => {
    const condition = objectsAt(node, 'status', 'conditions').find((one) => textAt(one, 'type') === 'EtcdIsVoter');
    return condition ? [{ node, status: textAt(condition, 'status') ?? '' }] : [];
  });
  const silent = voters.filter(({ status }) => status !== 'True');
  if (silent.length > 0) {
    yield {
      verdict: 'blocks',
      title: `${some(silent.map(({ node }) => `"${node.metadata.name}"`))} ${silent.length === 1 ? 'has' : 'have'} no vote in etcd.`,
      detail: 'While another member is upgraded, too few votes may be left, and then nothing can be written.',
      objects: silent.map(({ node }) => referenceTo(node)),
      evidence: silent.map(({ node, status }) =>
        shown(referenceTo(node), 'status.conditions[EtcdIsVoter]', status, `"${node.metadata.name}" is no voter.`),
      ),
    };
  } else if (voters.length > 0 && voters.length % 2 === 0) {
    yield {
      verdict: 'warn',
      title: `etcd has ${voters.length} members. With an even number, none may be away more than with one fewer.`,
      detail:
        voters.length === 2
          ? 'While one of the two is upgraded, the API server cannot write anything. Add a third.'
          : 'Add a server, or take one away.',
      objects: voters.map(({ node }) => referenceTo(node)),
      evidence: [
        {
          field: 'status.conditions[EtcdIsVoter]',
          value: String(voters.length),
          text: `${voters.length} nodes have a vote.`,
        },
      ],
    };
  }
}

/** Where etcd runs in pods, as kubeadm does it. */
function* storePods({ snapshot }: Preflight): Generator<LineDraft> {
  const pods = snapshot
    .all('Pod')
    .filter(({ metadata }) => metadata.namespace === 'kube-system' && metadata.labels?.['component'] === 'etcd');
  const unwell = pods.filter((pod) => !isReady(pod));
  if (unwell.length > 0) {
    yield {
      verdict: 'blocks',
      title: `etcd is not ready on ${some(unwell.map((pod) => textAt(pod, 'spec', 'nodeName') ?? pod.metadata.name))}.`,
      detail: 'While another member is upgraded, too few may be left.',
      objects: unwell.map(referenceTo),
      evidence: unwell.map((pod) =>
        shown(referenceTo(pod), 'status.conditions[Ready]', 'False', `"${pod.metadata.name}" is not ready.`),
      ),
    };
  } else if (pods.length > 0 && pods.length % 2 === 0) {
    yield {
      verdict: 'warn',
      title: `etcd has ${pods.length} members: an even number survives no more than one fewer.`,
      detail: 'Add a server, or take one away.',
      objects: pods.map(referenceTo),
      evidence: [{ field: 'metadata.labels.component', value: 'etcd', text: `${pods.length} pods run etcd.` }],
    };
  }
}

/** Controllers and the scheduler, by the leases that their leaders renew. */
function* leaders({ snapshot }: Preflight): Generator<LineDraft> {
  // Without a server among the nodes, others run the control plane, and their leases say nothing of it.
  if (!snapshot.all('Node').some(isServer)) return;
  for (const name of ['kube-controller-manager', 'kube-scheduler']) {
    const lease = snapshot.find('Lease', 'kube-system', name);
    const renewed = textAt(lease, 'spec', 'renewTime');
    if (!lease || renewed === undefined || snapshot.age(renewed) < SILENT_MS) continue;
    const reference = referenceTo(lease);
    yield {
      verdict: 'blocks',
      title: `${name} has said nothing since ${renewed.slice(0, 16).replace('T', ' ')}.`,
      detail: 'Without it, pods that leave a node are not made again.',
      objects: [reference],
      evidence: [shown(reference, 'spec.renewTime', renewed, 'Its leader renews this every few seconds.')],
    };
  }
}
