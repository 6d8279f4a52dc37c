import type { KubernetesObject } from '../../kubernetes-object.ts';
import { imageReference } from './image-reference.ts';

/** What a pod can be told to play, whatever its spec says. */
const plays = ['crash-loop', 'fail', 'oom', 'missing-image', 'missing-config', 'unready', 'creating'] as const;
export type Play = (typeof plays)[number];

/**
 * The fault that a pod is annotated with, or that its image's tag names (`shop:oom`): the same words as on the nodes of the
 * project's own test cluster, so that a case can be tried on both.
 */
export function playedFault(pod: KubernetesObject, image?: string): Play | undefined {
  const told =
    pod.metadata.annotations?.['emulated/play'] ?? (image === undefined ? undefined : imageReference(image)?.tag);
  return plays.find((play) => play === told);
}
