import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { Kind } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';

/** How much of the object each row of a table carries. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** The `Table` that kubectl prints: columns and rows by the kind's columns. */
export function tableOf(
  kind: Kind,
  objects: readonly KubernetesObject[],
  options: { now: number; include: IncludeObject; metadata: JsonObject },
): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata,
    columnDefinitions: kind.columns.map(({ name, type, priority, description }) => ({
      name,
      type,
      format: name === 'Name' ? 'name' : '',
      description,
      priority,
    })),
    rows: objects.map((object) => ({
      cells: kind.columns.map((column) => column.value(object, options.now)),
      ...carried(object, options.include),
    })),
  };
}

function carried(object: KubernetesObject, include: IncludeObject): { object?: Json } {
  if (include === 'None') return {};
  if (include === 'Object') return { object: { ...object } };
  return { object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata } };
}
