import type { JsonObject } from '#src/protocol/index.ts';

import type { ClusterObject } from '../../cluster-object.ts';
import { numberAt, objectAt, objectsAt, textAt } from '../../fields.ts';
import { GIB, parseQuantity, quantity, quantityText } from '../../quantity.ts';
import type { Finding } from '../finding.ts';
import type { Remedies, Remedy } from '../remedy.ts';
import { requestsOf } from '../scheduling.ts';
import type { Snapshot } from '../snapshot.ts';
import { containerOf, containerPatch, replacing, rollBack, workloadOf } from './workload.ts';

/** Too little memory: a step more, as far as the namespace and a node have it; never without a limit. */
export const memoryRemedies: Remedies = function* memoryRemedies(finding, snapshot) {
  const workload = workloadOf(finding, snapshot);
  const container = textAt(finding.facts, 'container');
  if (workload && container !== undefined) {
    const limit = textAt(finding.facts, 'limit');
    const most = mostMemory(snapshot, workload, containerOf(workload, container));
    if (limit !== undefined) yield* oneStepMore(finding, workload, { container, limit, most });
    yield byHand(finding, workload, { container, most, ...(limit === undefined ? {} : { limit }) });
  }
  yield* rollBack(finding, snapshot);
};

interface Most {
  bytes: number;
  /** Who sets it. */
  because: string;
}

function* oneStepMore(
  finding: Finding,
  workload: ClusterObject,
  { container, limit, most }: { container: string; limit: string; most: Most | undefined },
): Generator<Remedy> {
  const now = quantity(limit);
  const step = nextStep(now);
  const capped = most !== undefined && step > most.bytes;
  const wanted = capped ? most.bytes : step;
  // A little more than what was too little is no help.
  if (wanted < now * 1.1) return;
  const more = quantityText('memory', wanted, 'down');
  const why = capped
    ? `that is the most that ${most.because} allows`
    : `that is ${step === now * 2 ? 'twice as much' : 'half as much again'}`;
  const { warning, ...rest } = replacing(workload);
  yield {
    id: 'more-memory',
    title: `Let "${container}" have ${more} of memory instead of ${limit}`,
    ...rest,
    warning: `It was killed at ${limit}; ${why}. ${warning} If the program loses memory, this only wins time.`,
    changes: () => containerPatch(finding, workload, container, (one) => withMemory(one, more)),
  };
}

function byHand(
  finding: Finding,
  workload: ClusterObject,
  { container, limit, most }: { container: string; limit?: string; most: Most | undefined },
): Remedy {
  const known =
    most === undefined ? '' : `; ${quantityText('memory', most.bytes, 'down')} is the most that ${most.because} allows`;
  return {
    id: 'set-memory',
    title:
      limit === undefined
        ? `Say how much memory "${container}" may have`
        : `Let "${container}" have another amount of memory`,
    ...replacing(workload),
    question: {
      text: `How much memory may "${container}" have${limit === undefined ? '' : `, instead of ${limit}`}${known}?`,
      type: 'text',
      suggestions: [],
    },
    changes: (answer = '') => {
      const amount = parseQuantity(answer.trim());
      if (amount === undefined || amount < 2 ** 20)
        throw new RangeError('Write an amount of memory such as "256Mi" or "1Gi".');
      if (limit !== undefined && amount <= quantity(limit))
        throw new RangeError(`${limit} was too little: write more than that.`);
      if (most !== undefined && amount > most.bytes)
        throw new RangeError(`${quantityText('memory', most.bytes, 'down')} is the most that ${most.because} allows.`);
      return containerPatch(finding, workload, container, (one) => withMemory(one, answer.trim()));
    },
  };
}

/** Small ones double, large ones grow by half, in steps that one can say. */
function nextStep(bytes: number): number {
  const step = bytes < GIB ? bytes * 2 : bytes * 1.5;
  return step < GIB ? Math.ceil(step / 2 ** 20) * 2 ** 20 : Math.ceil(step / (GIB / 4)) * (GIB / 4);
}

/** What a container may have at most: by the limits and quotas of its namespace, and by the largest node. */
function mostMemory(snapshot: Snapshot, workload: ClusterObject, container: JsonObject | undefined): Most | undefined {
  const { namespace } = workload.metadata;
  const bounds: Most[] = [];
  for (const range of snapshot.all('LimitRange').filter(({ metadata }) => metadata.namespace === namespace)) {
    for (const limit of objectsAt(range, 'spec', 'limits').filter((one) => textAt(one, 'type') === 'Container')) {
      const bytes = parseQuantity(objectAt(limit, 'max')['memory']);
      if (bytes !== undefined) bounds.push({ bytes, because: `the limit range "${range.metadata.name}"` });
    }
  }
  const copies = Math.max(1, numberAt(workload, 'spec', 'replicas') ?? 1);
  const now = quantity(objectAt(container, 'resources', 'limits')['memory'] ?? 0);
  for (const quota of snapshot.all('ResourceQuota').filter(({ metadata }) => metadata.namespace === namespace)) {
    const hard = parseQuantity(objectAt(quota, 'spec', 'hard')['limits.memory']);
    if (hard === undefined) continue;
    const used = quantity(objectAt(quota, 'status', 'used')['limits.memory'] ?? 0);
    bounds.push({ bytes: now + Math.max(0, hard - used) / copies, because: `the quota "${quota.metadata.name}"` });
  }
  bounds.push(...largestNode(snapshot, container));
  return bounds.sort((a, b) => a.bytes - b.bytes)[0];
}

/** Without a request of its own the limit is reserved too: then it has to be free, and otherwise only there. */
function largestNode(snapshot: Snapshot, container: JsonObject | undefined): Most[] {
  const reserves = objectAt(container, 'resources', 'requests')['memory'] === undefined;
  const own = quantity(objectAt(container, 'resources', 'limits')['memory'] ?? 0);
  const room = snapshot.all('Node').map((node) => {
    const all = quantity(objectAt(node, 'status', 'allocatable')['memory'] ?? 0);
    if (!reserves) return { name: node.metadata.name, bytes: all };
    const used = snapshot
      .all('Pod')
      .filter((pod) => textAt(pod, 'spec', 'nodeName') === node.metadata.name)
      .filter((pod) => !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? ''))
      .reduce((sum, pod) => sum + (requestsOf(pod)['memory'] ?? 0), 0);
    return { name: node.metadata.name, bytes: Math.min(all, all - used + own) };
  });
  const largest = room.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes)[0];
  return largest ? [{ bytes: largest.bytes, because: `the largest node "${largest.name}"` }] : [];
}

function withMemory(container: JsonObject, memory: string): JsonObject {
  const resources = objectAt(container, 'resources');
  return { ...container, resources: { ...resources, limits: { ...objectAt(resources, 'limits'), memory } } };
}
