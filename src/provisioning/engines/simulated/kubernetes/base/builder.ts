import type { JsonObject } from '#src/protocol/index.ts';
import { setDefaults } from '../defaults/defaults.ts';
import type { Kind } from '../kinds/index.ts';
import { apiVersionOf } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { kubernetesTime, uidOf } from '../kubernetes-object.ts';

/** An object that comes from the VDC's record. */
export interface Derived {
  kind: Kind;
  draft: KubernetesObject;
}

export type Build = ReturnType<typeof builder>;

/** Makes objects of one VDC: names in, metadata and defaults out. */
export function builder(ref: string) {
  return (
    kind: Kind,
    metadata: {
      name: string;
      namespace?: string;
      createdAt: number;
      labels?: { [label: string]: string };
      annotations?: { [annotation: string]: string };
    },
    rest: JsonObject,
  ): Derived => {
    const { name, namespace, createdAt, labels, annotations } = metadata;
    const draft: KubernetesObject = {
      apiVersion: apiVersionOf(kind),
      kind: kind.kind,
      metadata: {
        name,
        resourceVersion: '',
        ...(namespace === undefined ? {} : { namespace }),
        uid: uidOf(ref, kind.group, kind.plural, namespace ?? '', name),
        creationTimestamp: kubernetesTime(createdAt),
        ...(kind.counted ? { generation: 1 } : {}),
        ...(labels ? { labels } : {}),
        ...(annotations ? { annotations } : {}),
      },
      ...structuredClone(rest),
    };
    setDefaults(kind, draft);
    return { kind, draft };
  };
}
