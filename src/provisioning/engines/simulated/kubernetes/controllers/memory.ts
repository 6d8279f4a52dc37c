import { objectAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import type { KubernetesObject } from '../kubernetes-object.ts';

const ANNOTATION = 'simulated.3bot.io/memory';

/** What a controller remembers with an object, to the millisecond: Kubernetes' own times know only seconds. */
export function memoryOf(object: KubernetesObject): JsonObject {
  const text = textAt(object, 'metadata', 'annotations', ANNOTATION);
  if (text === undefined) return {};
  try {
    const memory: unknown = JSON.parse(text);
    return objectAt({ memory }, 'memory');
  } catch {
    // Somebody edited it: as good as none, everything in it can be found anew.
    return {};
  }
}

/** The object with that memory; an empty one leaves no trace. */
export function withMemory(object: KubernetesObject, memory: JsonObject): KubernetesObject {
  const { [ANNOTATION]: before, ...others } = object.metadata.annotations ?? {};
  const text = Object.keys(memory).length === 0 ? undefined : JSON.stringify(memory);
  if (text === before) return object;
  const { annotations: _, ...metadata } = object.metadata;
  const annotations = text === undefined ? others : { ...others, [ANNOTATION]: text };
  return {
    ...object,
    metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
  };
}
