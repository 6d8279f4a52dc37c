import type { JsonObject } from '#src/protocol/index.ts';

import { type ClusterObject, referenceTo } from '../../cluster-object.ts';
import { labelsAt, numberAt, objectAt, objectsAt, textAt, textsAt } from '../../fields.ts';
import { parseQuantity, quantity, quantityText } from '../../quantity.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import { similar } from '../selecting.ts';
import type { Snapshot } from '../snapshot.ts';
import { openNode } from './node.ts';
import {
  containerPatch,
  fieldRemedy,
  namesBeside,
  podPatch,
  podSpecOf,
  replacing,
  rollBack,
  workloadOf,
} from './workload.ts';

/** No node takes a pod: ask for less, open a node, or change a wish that no node fulfils. */
export const pendingRemedies: Remedies = function* pendingRemedies(finding, snapshot) {
  const workload = workloadOf(finding, snapshot);
  if (finding.cause === 'cordoned') for (const node of textsAt(finding.facts, 'nodes')) yield openNode(node);
  if (!workload) return;
  if (finding.cause === 'selector') yield* otherNodes(finding, snapshot, workload);
  if (finding.cause === 'taints') yield* tolerate(finding, workload);
  if (finding.cause === 'too-big' || finding.cause === 'full') yield* askForLess(finding, workload);
  if (finding.cause === 'full' || finding.cause === 'unknown') yield* fewerCopies(workload);
  if (finding.cause === 'claim-missing') yield* claims(finding, snapshot, workload);
  if (finding.cause === 'unknown') yield* softer(finding, workload);
  yield* rollBack(finding, snapshot);
};

/** A label that no node has: the value that was meant, a node that gets the label, or no wish at all. */
function* otherNodes(finding: Finding, snapshot: Snapshot, workload: ClusterObject): Generator<Remedy> {
  const wanted = Object.entries(labelsAt(podSpecOf(workload), 'nodeSelector'));
  const nodes = snapshot.all('Node');
  const missing = wanted.filter(([label, value]) => !nodes.some(({ metadata }) => metadata.labels?.[label] === value));
  for (const [label, value] of missing) {
    const values = new Set(nodes.flatMap(({ metadata }) => metadata.labels?.[label] ?? []));
    for (const other of similar(value, values).slice(0, 2)) {
      yield {
        id: `label-${label}-${other}`,
        title: `Ask for ${label}=${other}, which nodes have`,
        ...replacing(workload),
        changes: () => podPatch(finding, workload, { nodeSelector: { [label]: other } }),
      };
    }
  }
  const [only] = missing;
  if (missing.length === 1 && only) {
    const [label, value] = only;
    for (const { metadata } of nodes.filter((node) => isOpen(node)).slice(0, 3)) {
      yield fieldRemedy(
        {
          id: `mark-${metadata.name}`,
          title: `Give the node "${metadata.name}" the label ${label}=${value}`,
          warning: 'Right if the node really has what the label says. Others that ask for it may come there too.',
        },
        { apiVersion: 'v1', kind: 'Node', name: metadata.name },
        { metadata: { labels: { [label]: value } } },
      );
    }
  }
  if (wanted.length > 0) {
    const { warning, ...rest } = replacing(workload);
    yield {
      id: 'any-node',
      title: 'Let any node run it',
      ...rest,
      warning: `It may then run on nodes that it was kept away from on purpose. ${warning}`,
      changes: () => podPatch(finding, workload, { nodeSelector: null }),
    };
  }
}

/** A taint that somebody set on purpose; those that Kubernetes sets tell of trouble, and are no wish of anybody. */
function* tolerate(finding: Finding, workload: ClusterObject): Generator<Remedy> {
  const there = objectsAt(podSpecOf(workload), 'tolerations');
  for (const taint of textsAt(finding.facts, 'taints').slice(0, 3)) {
    const [, key = '', value, effect = ''] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(taint) ?? [];
    if (key === '' || key.startsWith('node.kubernetes.io/') || key.startsWith('node.cloudprovider')) continue;
    const toleration: JsonObject =
      value === undefined ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect };
    const { warning, ...rest } = replacing(workload);
    yield {
      id: `tolerate-${key}`,
      title: `Let it run on nodes with the taint ${taint}`,
      ...rest,
      warning: `Those nodes are kept for something else, perhaps on purpose. ${warning}`,
      changes: () => podPatch(finding, workload, { tolerations: [...there, toleration] }),
    };
  }
}

/** The container that asks for most is asked to do with less; how much is enough only a person knows. */
function* askForLess(finding: Finding, workload: ClusterObject): Generator<Remedy> {
  const resource = textAt(finding.facts, 'resource');
  if (resource === undefined) return;
  const containers = objectsAt(podSpecOf(workload), 'containers').map((one) => ({
    name: textAt(one, 'name') ?? '',
    asked: requestOf(one, resource),
  }));
  const [largest] = containers.toSorted((a, b) => quantity(b.asked ?? 0) - quantity(a.asked ?? 0));
  if (!largest) return;
  const { name, asked } = largest;
  const others = containers.reduce((sum, one) => sum + quantity(one.asked ?? 0), 0) - quantity(asked ?? 0);
  const room = (numberAt(finding.facts, 'mostFree') ?? 0) - others;
  const most = room > 0 ? quantityText(resource, room, 'down') : undefined;
  const { warning, ...rest } = replacing(workload);
  yield {
    id: 'ask-for-less',
    title: `Ask for less ${resource}`,
    ...rest,
    warning: `With too little it may become slow, or be ended. ${warning}`,
    question: {
      text: `How much ${resource} should "${name}" ask for${asked === undefined ? '' : ` instead of ${String(asked)}`}?${
        most === undefined ? '' : ` ${most} is the most that one node has free.`
      }`,
      type: 'text',
      suggestions: most === undefined ? [] : [most],
    },
    changes: (answer = '') => {
      const amount = parseQuantity(answer.trim());
      if (amount === undefined || amount <= 0)
        throw new RangeError('Write an amount such as "500m" of CPU or "256Mi" of memory.');
      if (asked !== undefined && amount >= quantity(asked)) throw new RangeError(`Write less than ${String(asked)}.`);
      return containerPatch(finding, workload, name, (one) => withRequest(one, resource, answer.trim()));
    },
  };
}

function requestOf(container: JsonObject, resource: string): unknown {
  return objectAt(container, 'resources', 'requests')[resource] ?? objectAt(container, 'resources', 'limits')[resource];
}

/** A limit below the request is refused, and one above it may stay. */
function withRequest(container: JsonObject, resource: string, amount: string): JsonObject {
  const resources = objectAt(container, 'resources');
  return {
    ...container,
    resources: { ...resources, requests: { ...objectAt(resources, 'requests'), [resource]: amount } },
  };
}

/** As many copies as there is room for. */
function* fewerCopies(workload: ClusterObject): Generator<Remedy> {
  const wanted = numberAt(workload, 'spec', 'replicas') ?? 1;
  const ready = numberAt(workload, 'status', 'readyReplicas') ?? 0;
  if (!['Deployment', 'StatefulSet'].includes(workload.kind) || ready < 1 || ready >= wanted) return;
  yield fieldRemedy(
    {
      id: 'fewer-copies',
      title: `Do with ${ready === 1 ? 'one copy' : `${ready} copies`} instead of ${wanted}`,
      warning: 'Those that run go on; fewer of them answer.',
    },
    referenceTo(workload),
    { spec: { replicas: ready } },
  );
}

/** A claim that nobody made: one that is called alike, or a new one. */
function* claims(finding: Finding, snapshot: Snapshot, workload: ClusterObject): Generator<Remedy> {
  const claim = textAt(finding.facts, 'claim');
  const { namespace } = workload.metadata;
  if (claim === undefined || namespace === undefined) return;
  const volumes = objectsAt(podSpecOf(workload), 'volumes');
  for (const other of similar(claim, namesBeside(snapshot, 'PersistentVolumeClaim', namespace)).slice(0, 2)) {
    const renamed = volumes.map((volume) =>
      textAt(volume, 'persistentVolumeClaim', 'claimName') === claim
        ? { ...volume, persistentVolumeClaim: { ...objectAt(volume, 'persistentVolumeClaim'), claimName: other } }
        : volume,
    );
    yield {
      id: `use-${other}`,
      title: `Use the volume claim "${other}" that is there`,
      ...replacing(workload),
      changes: () => podPatch(finding, workload, { volumes: renamed }),
    };
  }
  yield {
    id: 'create-claim',
    title: `Make the volume claim "${claim}"`,
    risk: 'reversible',
    warning: 'It begins empty, in the usual storage class.',
    question: { text: `How large should "${claim}" be?`, type: 'text', suggestions: ['1Gi', '10Gi'] },
    undo: 'It is deleted again, with what was written to it.',
    changes: (answer = '') => {
      if ((parseQuantity(answer.trim()) ?? 0) < 2 ** 20) throw new RangeError('Write a size such as "1Gi".');
      return {
        objects: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: claim, namespace },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: answer.trim() } } },
          },
        ],
      };
    },
  };
}

/** Rules about where copies may stand beside each other: wished for instead of demanded. */
function* softer(finding: Finding, workload: ClusterObject): Generator<Remedy> {
  const spec = podSpecOf(workload);
  const said = finding.evidence.map(({ value }) => value).join(' ');
  const apart = objectsAt(spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const { warning, ...rest } = replacing(workload);
  if (/anti-affinity/.test(said) && apart.length > 0) {
    const wished = objectsAt(spec, 'affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution');
    const preferred = [...wished, ...apart.map((podAffinityTerm) => ({ weight: 100, podAffinityTerm }))];
    yield {
      id: 'prefer-apart',
      title: 'Let copies stand beside each other where there is no other room',
      ...rest,
      warning: `If that node fails, several copies fail with it. ${warning}`,
      changes: () =>
        podPatch(finding, workload, {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: null,
              preferredDuringSchedulingIgnoredDuringExecution: preferred,
            },
          },
        }),
    };
  }
  const spread = objectsAt(spec, 'topologySpreadConstraints');
  if (/topology spread/.test(said) && spread.length > 0) {
    yield {
      id: 'spread-softly',
      title: 'Spread copies as well as there is room, and not strictly',
      ...rest,
      warning: `If one place fails, more copies may fail with it. ${warning}`,
      changes: () =>
        podPatch(finding, workload, {
          topologySpreadConstraints: spread.map((one) => ({ ...one, whenUnsatisfiable: 'ScheduleAnyway' })),
        }),
    };
  }
}

function isOpen(node: ClusterObject): boolean {
  const ready = objectsAt(node, 'status', 'conditions').some(
    (one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True',
  );
  const kept = objectsAt(node, 'spec', 'taints').some((one) => textAt(one, 'effect') !== 'PreferNoSchedule');
  return ready && !kept && node.spec?.['unschedulable'] !== true;
}
