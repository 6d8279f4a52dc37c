import { type Cluster, type ClusterObject, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { listApps } from './list-apps.ts';

/** A ConfigMap or a Secret. */
export interface ConfigName {
  kind: 'ConfigMap' | 'Secret';
  namespace: string;
  name: string;
}

/** The apps that use a ConfigMap or Secret: as variables, as files, or to fetch their image. */
export async function usersOf(cluster: Cluster, config: ConfigName, signal: AbortSignal): Promise<ClusterObject[]> {
  const apps = await listApps(cluster, { namespace: config.namespace, signal });
  return apps.filter((app) => uses(objectAt(app, 'spec', 'template', 'spec'), config));
}

/** Whether a pod of this shape uses it. */
export function uses(pod: JsonObject, { kind, name }: ConfigName): boolean {
  const [fromKey, fromAll, volume, nameInVolume] =
    kind === 'Secret'
      ? ['secretKeyRef', 'secretRef', 'secret', 'secretName']
      : ['configMapKeyRef', 'configMapRef', 'configMap', 'name'];
  const containers = [...objectsAt(pod, 'initContainers'), ...objectsAt(pod, 'containers')];
  const inContainer = containers.some(
    (container) =>
      objectsAt(container, 'env').some((one) => textAt(one, 'valueFrom', fromKey, 'name') === name) ||
      objectsAt(container, 'envFrom').some((one) => textAt(one, fromAll, 'name') === name),
  );
  const inVolume = objectsAt(pod, 'volumes').some(
    (one) =>
      textAt(one, volume, nameInVolume) === name ||
      objectsAt(one, 'projected', 'sources').some((source) => textAt(source, volume, 'name') === name),
  );
  const pulling = kind === 'Secret' && objectsAt(pod, 'imagePullSecrets').some((one) => one['name'] === name);
  return inContainer || inVolume || pulling;
}
