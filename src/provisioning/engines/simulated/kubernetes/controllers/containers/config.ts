import { flagAt, labelsAt, numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { configMaps, persistentVolumeClaims, secrets } from '../../kinds/index.ts';
import type { KubernetesObject } from '../../kubernetes-object.ts';
import type { ControlledCluster } from '../controller.ts';
import { familyOf } from './image-family.ts';
import { playedFault } from './played-fault.ts';

/** What keeps a container from being made, in the kubelet's words; undefined when nothing does. */
export function configProblem(
  cluster: ControlledCluster,
  pod: KubernetesObject,
  container: JsonObject,
): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  if (playedFault(pod) === 'missing-config') {
    return pod.metadata.annotations?.['emulated/message'] ?? 'configmap "settings" not found';
  }
  for (const source of objectsAt(container, 'envFrom')) {
    const problem =
      lookUp(cluster, namespace, 'ConfigMap', objectAt(source, 'configMapRef')) ??
      lookUp(cluster, namespace, 'Secret', objectAt(source, 'secretRef'));
    if (problem !== undefined) return problem;
  }
  for (const variable of objectsAt(container, 'env')) {
    const from = objectAt(variable, 'valueFrom');
    const problem =
      lookUp(cluster, namespace, 'ConfigMap', objectAt(from, 'configMapKeyRef')) ??
      lookUp(cluster, namespace, 'Secret', objectAt(from, 'secretKeyRef'));
    if (problem !== undefined) return problem;
  }
  return rootProblem(pod, container);
}

function lookUp(
  cluster: ControlledCluster,
  namespace: string,
  kind: 'ConfigMap' | 'Secret',
  reference: JsonObject,
): string | undefined {
  const name = textAt(reference, 'name');
  if (name === undefined || flagAt(reference, 'optional') === true) return undefined;
  const found = cluster.store.get(kind === 'Secret' ? secrets : configMaps, namespace, name);
  if (!found) return `${kind.toLowerCase()} "${name}" not found`;
  const key = textAt(reference, 'key');
  return key === undefined || hasKey(found, key)
    ? undefined
    : `couldn't find key ${key} in ${kind} ${namespace}/${name}`;
}

function hasKey(object: KubernetesObject, key: string): boolean {
  return Object.hasOwn(labelsAt(object, 'data'), key) || Object.hasOwn(labelsAt(object, 'binaryData'), key);
}

function rootProblem(pod: KubernetesObject, container: JsonObject): string | undefined {
  const own = objectAt(container, 'securityContext');
  const shared = objectAt(pod, 'spec', 'securityContext');
  const nonRoot = flagAt(own, 'runAsNonRoot') ?? flagAt(shared, 'runAsNonRoot');
  if (nonRoot !== true) return undefined;
  const user = numberAt(own, 'runAsUser') ?? numberAt(shared, 'runAsUser');
  const who = `(pod: "${pod.metadata.name}_${pod.metadata.namespace ?? ''}(${pod.metadata.uid})", container: ${textAt(container, 'name') ?? ''})`;
  if (user === 0) return `container's runAsUser breaks non-root policy ${who}`;
  if (user !== undefined || !familyOf(textAt(container, 'image') ?? '').root) return undefined;
  return `container has runAsNonRoot and image will run as root ${who}`;
}

/** The first volume that cannot be mounted, in the kubelet's words. */
export function mountProblem(cluster: ControlledCluster, pod: KubernetesObject): string | undefined {
  if (playedFault(pod) === 'creating') {
    return (
      pod.metadata.annotations?.['emulated/message'] ??
      'MountVolume.SetUp failed for volume "data" : timed out waiting for the condition'
    );
  }
  for (const volume of objectsAt(pod, 'spec', 'volumes')) {
    const name = textAt(volume, 'name') ?? '';
    const problem = sourceProblem(cluster, pod, volume);
    if (problem !== undefined) return `MountVolume.SetUp failed for volume "${name}" : ${problem}`;
  }
  return undefined;
}

function sourceProblem(cluster: ControlledCluster, pod: KubernetesObject, volume: JsonObject): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
  if (claim !== undefined) {
    const found = cluster.store.get(persistentVolumeClaims, namespace, claim);
    if (!found) return `persistentvolumeclaim "${claim}" not found`;
    return textAt(found, 'status', 'phase') === 'Bound' ? undefined : `PVC is not bound`;
  }
  return (
    missingItems(cluster, namespace, 'ConfigMap', objectAt(volume, 'configMap'), 'name') ??
    missingItems(cluster, namespace, 'Secret', objectAt(volume, 'secret'), 'secretName') ??
    objectsAt(volume, 'projected', 'sources')
      .map(
        (source) =>
          missingItems(cluster, namespace, 'ConfigMap', objectAt(source, 'configMap'), 'name') ??
          missingItems(cluster, namespace, 'Secret', objectAt(source, 'secret'), 'name'),
      )
      .find((problem) => problem !== undefined)
  );
}

function missingItems(
  cluster: ControlledCluster,
  namespace: string,
  kind: 'ConfigMap' | 'Secret',
  source: JsonObject,
  nameField: string,
): string | undefined {
  const name = textAt(source, nameField);
  if (name === undefined || flagAt(source, 'optional') === true) return undefined;
  const found = cluster.store.get(kind === 'Secret' ? secrets : configMaps, namespace, name);
  if (!found) return `${kind.toLowerCase()} "${name}" not found`;
  const missing = objectsAt(source, 'items')
    .map((item) => textAt(item, 'key') ?? '')
    .find((key) => !hasKey(found, key));
  if (missing === undefined) return undefined;
  return kind === 'Secret'
    ? `references non-existent secret key: ${missing}`
    : `references non-existent config key: ${missing}`;
}
