import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { objectsAt, textAt } from '../../fields.ts';
import type { Check, LineDraft } from '../check.ts';
import { byHand } from '../remedies.ts';
import { minorName, minorOf } from '../version.ts';
import { count, shown, some } from '../wording.ts';

/** Kubelets may be three minors behind the API server; before 1.25, two. https://kubernetes.io/releases/version-skew-policy/ */
const MOST_BEHIND = 3;
const MOST_BEHIND_EARLIER = 2;

const parts = new Set(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy']);

/** Nodes and parts of the control plane that are further apart than they may be, or that an earlier upgrade forgot. */
export const versionSkew: Check = {
  subject: 'Versions of nodes and of the control plane',
  needs: ['Node', 'Pod'],
  fine: 'All nodes and parts run the same version.',
  *judge(preflight): Generator<LineDraft> {
    const { from, to, hops } = preflight.path;
    const [first = to] = hops;
    const running = [...nodeVersions(preflight.snapshot.all('Node')), ...partVersions(preflight.snapshot.all('Pod'))];
    const newer = running.filter(({ version }) => minorOf(version) > minorOf(from));
    const tooNew = newer.filter(({ version }) => minorOf(version) > minorOf(to));
    const behind = running.filter(({ version }) => minorOf(version) < minorOf(from));
    const tooOld = behind.filter(({ version, part }) => minorOf(first) - minorOf(version) > reach(version, part));
    const forgotten = behind.filter((one) => !tooOld.includes(one));
    const line = (
      found: Running[],
      draft: Pick<LineDraft, 'verdict' | 'title' | 'detail'>,
      remedy: 'upgrade' | 'none' = 'upgrade',
    ): LineDraft => ({
      ...draft,
      objects: found.map(({ object }) => referenceTo(object)),
      evidence: found
        .slice(0, 10)
        .map(({ object, field, version, what }) =>
          shown(referenceTo(object), field, version, `${what} runs ${version}.`),
        ),
      remedies: remedy === 'none' ? [] : [catchUp(found, from)],
    });
    if (tooNew.length > 0) {
      yield line(
        tooNew,
        {
          verdict: 'blocks',
          title: `${names(tooNew)} ${tooNew.length === 1 ? 'is' : 'are'} newer than ${minorName(to)}.`,
          detail: `Nothing may be newer than the API server. Upgrade at least to ${minorName(Math.max(...tooNew.map(({ version }) => minorOf(version))))}.`,
        },
        'none',
      );
    } else if (newer.length > 0) {
      yield line(
        newer,
        {
          verdict: 'warn',
          title: `${names(newer)} ${newer.length === 1 ? 'is' : 'are'} newer than the API server (${from}).`,
          detail: 'That is not supported. This upgrade puts it right.',
        },
        'none',
      );
    }
    if (tooOld.length > 0) {
      yield line(tooOld, {
        verdict: 'blocks',
        title: `${names(tooOld)} would be too old for an API server of ${minorName(first)}.`,
        detail: `Upgrade ${tooOld.length === 1 ? 'it' : 'them'} to ${minorName(from)} first: a node may be ${MOST_BEHIND} minors behind (${MOST_BEHIND_EARLIER} before 1.25), another part of the control plane one.`,
      });
    }
    if (forgotten.length > 0) {
      yield line(forgotten, {
        verdict: 'warn',
        title: `${names(forgotten)} still ${forgotten.length === 1 ? 'runs' : 'run'} an older minor: an earlier upgrade was not finished.`,
        detail: `It is allowed. Better bring everything to ${minorName(from)} first.`,
      });
    }
  },
};

interface Running {
  object: ClusterObject;
  field: string;
  version: string;
  part: string;
  what: string;
}

function nodeVersions(nodes: readonly ClusterObject[]): Running[] {
  return nodes.flatMap((node) => {
    const version = textAt(node, 'status', 'nodeInfo', 'kubeletVersion');
    if (version === undefined || Number.isNaN(minorOf(version))) return [];
    const what = `The node "${node.metadata.name}"`;
    return [{ object: node, field: 'status.nodeInfo.kubeletVersion', version, part: 'kubelet', what }];
  });
}

/** Where the control plane runs in pods, their image tags say what. */
function partVersions(pods: readonly ClusterObject[]): Running[] {
  return pods
    .filter(({ metadata }) => metadata.namespace === 'kube-system')
    .flatMap((pod) =>
      objectsAt(pod, 'spec', 'containers').flatMap((container) => {
        const name = textAt(container, 'name') ?? '';
        const version = /:(v\d+\.\d+\.\d+[\w.+-]*)/.exec(textAt(container, 'image') ?? '')?.[1];
        if (!parts.has(name) || version === undefined) return [];
        return [
          { object: pod, field: `spec.containers[${name}].image`, version, part: name, what: `"${pod.metadata.name}"` },
        ];
      }),
    );
}

function reach(version: string, part: string): number {
  if (part !== 'kubelet' && part !== 'kube-proxy') return 1;
  return minorOf(version) < 1025 ? MOST_BEHIND_EARLIER : MOST_BEHIND;
}

const names = (running: Running[]): string =>
  running.length === 1
    ? (running[0]?.what ?? '')
    : `${count(running.length, 'part')} (${some(running.map(({ object }) => object.metadata.name))})`;

function catchUp(running: Running[], from: string) {
  const nodes = running.filter(({ part }) => part === 'kubelet').map(({ object }) => object.metadata.name);
  return byHand({
    id: 'catch-up',
    title: `Bring ${nodes.length > 0 ? some(nodes) : 'these parts'} to ${minorName(from)}`,
    steps: [
      nodes.length > 0
        ? `Install ${from} on ${some(nodes, 10)}, one after the other, and wait until each is ready.`
        : `Upgrade the manifests of these parts to ${from}.`,
      'Check again.',
    ],
    risk: 'disruptive',
    warning: 'While a node is upgraded, its pods move.',
  });
}
