import { labelsAt, numberAt, objectAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { ApiError } from '../api-error.ts';
import { pods } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';
import { tell } from './events.ts';
import { memoryOf } from './memory.ts';
import { ownerReference } from './owned.ts';

export interface PodWish {
  name: string;
  labels?: { [label: string]: string };
  annotations?: { [annotation: string]: string };
  /** Over the template's own. */
  spec?: JsonObject;
}

/** The admission said no: with what words, and when to ask again. */
export interface Refusal {
  message: string;
  retryAt: number;
  tries: number;
}

/** After a refusal it is tried again so much later, doubling. */
const RETRY_MS = 5_000;
const MAX_RETRY_MS = 120_000;

/**
 * Creates the pods that a workload wishes for, from its template, until one is refused. A refusal is told as FailedCreate
 * and holds until its time: keep it with the workload by `refusalMemory`.
 */
export function createPods(
  cluster: ControlledCluster,
  owner: KubernetesObject,
  template: JsonObject,
  wishes: Iterable<PodWish>,
  component: string,
  words = usualWords,
): { made: KubernetesObject[]; refusal?: Refusal } {
  const before = refusalOf(owner);
  if (before && before.retryAt > cluster.now) return { made: [], refusal: before };
  const made: KubernetesObject[] = [];
  for (const wish of wishes) {
    try {
      made.push(create(cluster, owner, template, wish));
      tell(cluster, owner, { component, reason: 'SuccessfulCreate', message: words.created(wish.name) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.reason === 'AlreadyExists') continue;
      // Some refuse before the last letters of the name are chosen.
      const message = /error looking up service account|no PriorityClass/.test(error.message)
        ? error.message.replace(wish.name, wish.name.replace(/[^-]*$/, ''))
        : error.message;
      tell(cluster, owner, {
        component,
        type: 'Warning',
        reason: 'FailedCreate',
        message: words.refused(wish.name, message),
      });
      const tries = (before?.tries ?? 0) + 1;
      const pause = Math.min(RETRY_MS * 2 ** (tries - 1), MAX_RETRY_MS);
      return { made, refusal: { message, tries, retryAt: cluster.now + cluster.pace(pause) } };
    }
  }
  return { made };
}

/** How the events are worded. */
const usualWords = {
  created: (name: string): string => `Created pod: ${name}`,
  refused: (_name: string, why: string): string => `Error creating: ${why}`,
};

/** What a workload remembers of a refusal. */
export function refusalMemory(refusal: Refusal | undefined): JsonObject {
  return refusal ? { refusal: { ...refusal } } : {};
}

function refusalOf(owner: KubernetesObject): Refusal | undefined {
  const kept = objectAt(memoryOf(owner), 'refusal');
  const [message, retryAt] = [textAt(kept, 'message'), numberAt(kept, 'retryAt')];
  return message === undefined || retryAt === undefined
    ? undefined
    : { message, retryAt, tries: numberAt(kept, 'tries') ?? 1 };
}

function create(cluster: ControlledCluster, owner: KubernetesObject, template: JsonObject, wish: PodWish) {
  const { namespace } = owner.metadata;
  const annotations = { ...labelsAt(template, 'metadata', 'annotations'), ...wish.annotations };
  return cluster.create(pods, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: wish.name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labelsAt(template, 'metadata', 'labels'), ...wish.labels },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      ownerReferences: [ownerReference(owner)],
    },
    spec: { ...objectAt(template, 'spec'), ...wish.spec },
  });
}
