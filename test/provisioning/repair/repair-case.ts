import type { Cluster, ObjectDraft, ObjectReference } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';

/** Broken by manifests; found; mended as a person would; verified; undone; found again. */
export interface RepairCase {
  name: string;
  /** What is there while it is well, applied first; then what breaks it. */
  well?(namespace: string): ObjectDraft[];
  broken(namespace: string): ObjectDraft[];
  /** What is deleted after that, and held. */
  leaving?(namespace: string): ObjectReference[];
  /** In what the scan says. */
  says: string;
  /** `Deployment web`: the object that is named as the cause. */
  root: string;
  remedy: string;
  answer?: string;
  /** What a kubelet or a controller that nobody plays would do, called again and again; it has to be harmless twice. */
  also?(cluster: Cluster, namespace: string): Promise<void>;
  /** Undone, it stays well: what it let in is there by then. */
  stays?: true;
  /** It cannot be taken back, and undoing says so. */
  final?: true;
  /** What it made is in use by then, so that undoing waits for its users to end. */
  inUse?: true;
  /** What is young is no trouble yet: it is looked at as if ten minutes had passed. */
  later?: true;
  /** What is left outside of the namespace. */
  leaves?(namespace: string): ObjectReference[];
}

/** The deployment "web". */
export function web(namespace: string, spec: JsonObject = {}, container: JsonObject = {}): ObjectDraft {
  return deployment(namespace, 'web', spec, container);
}

/** Settings of its pods, and annotations that the emulated kubelet reads. */
export function template(
  pod: JsonObject,
  container: JsonObject = {},
  annotations: { [name: string]: string } = {},
): JsonObject {
  return {
    template: {
      metadata: { labels: { app: 'web' }, annotations },
      spec: { containers: [{ name: 'main', image: 'nginx:1.29', ...container }], ...pod },
    },
  };
}

/** A service in front of it. */
export function service(namespace: string, spec: JsonObject): ObjectDraft {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace },
    spec: { ports: [{ port: 80 }], selector: { app: 'web' }, ...spec },
  };
}

/** Any object in a namespace, or of the whole cluster where there is none. */
export function draft(
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string | undefined,
  rest: { [field: string]: unknown } = {},
): ObjectDraft {
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    ...rest,
  };
}
