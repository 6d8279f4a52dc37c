import { labelsAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import {
  configMaps,
  deployments,
  ingresses,
  persistentVolumeClaims,
  pods,
  resourceQuotas,
  secrets,
  services,
} from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { BreakableCluster, Breaking, Target } from './breakable-cluster.ts';

/** Changes a Deployment; `always` is the one meant, whoever is named. */
export function onDeployment(
  change: (deployment: KubernetesObject) => KubernetesObject,
  what: string,
  always?: Target,
): Breaking {
  return (cluster, target) => {
    const found = cluster.store.list(deployments).find((each) => isMeant(each, always ?? target));
    if (!found) return undefined;
    cluster.update(deployments, change(found));
    return `Deployment ${found.metadata.namespace ?? ''}/${found.metadata.name} ${what}.`;
  };
}

/** Changes the first container of a Deployment. */
export function onContainer(change: (container: JsonObject) => JsonObject, what: string): Breaking {
  return onDeployment((deployment) => {
    const template = objectAt(deployment, 'spec', 'template');
    const spec = objectAt(template, 'spec');
    const [first, ...others] = objectsAt(spec, 'containers');
    const containers = first ? [change(first), ...others] : others;
    return { ...deployment, spec: { ...deployment.spec, template: { ...template, spec: { ...spec, containers } } } };
  }, what);
}

/** Scales a Deployment to nothing. */
export function toZero(always?: Target): Breaking {
  return onDeployment(
    (deployment) => ({ ...deployment, spec: { ...deployment.spec, replicas: 0 } }),
    'is scaled to zero',
    always,
  );
}

/** Changes a Service that selects somebody. */
export function onService(change: (spec: JsonObject) => JsonObject, what: string): Breaking {
  return (cluster, target) => {
    const found = cluster.store
      .list(services)
      .find((each) => isMeant(each, target) && Object.keys(labelsAt(each, 'spec', 'selector')).length > 0);
    if (!found) return undefined;
    cluster.update(services, { ...found, spec: change(found.spec ?? {}) });
    return `Service ${found.metadata.namespace ?? ''}/${found.metadata.name} ${what}.`;
  };
}

/** Sends an Ingress to a Service that is not there. */
export function misroute(cluster: BreakableCluster, target?: Target): string | undefined {
  const found = cluster.store.list(ingresses).find((each) => isMeant(each, target));
  if (!found) return undefined;
  const rules = objectsAt(found, 'spec', 'rules').map((rule) => ({
    ...rule,
    http: {
      paths: objectsAt(rule, 'http', 'paths').map((path) => {
        const service = objectAt(path, 'backend', 'service');
        return { ...path, backend: { service: { ...service, name: `${textAt(service, 'name') ?? 'web'}-v2` } } };
      }),
    },
  }));
  cluster.update(ingresses, { ...found, spec: { ...found.spec, rules } });
  return `Ingress ${found.metadata.namespace ?? ''}/${found.metadata.name} points at a Service that is not there.`;
}

/** Deletes what a pod refers to, and its pods, so that new ones miss it. */
export function loseConfig(cluster: BreakableCluster, target?: Target): string | undefined {
  for (const pod of cluster.store.list(pods)) {
    if (!isMeant(pod, target?.namespace === undefined ? undefined : { namespace: target.namespace })) continue;
    for (const container of objectsAt(pod, 'spec', 'containers')) {
      const sources = [
        ...objectsAt(container, 'envFrom'),
        ...objectsAt(container, 'env').map((variable) => objectAt(variable, 'valueFrom')),
      ];
      for (const source of sources) {
        const map = textAt(source, 'configMapRef', 'name') ?? textAt(source, 'configMapKeyRef', 'name');
        const secret = textAt(source, 'secretRef', 'name') ?? textAt(source, 'secretKeyRef', 'name');
        const name = map ?? secret;
        if (name === undefined || (target?.name !== undefined && target.name !== name)) continue;
        const kind = map === undefined ? secrets : configMaps;
        if (!cluster.store.get(kind, pod.metadata.namespace, name)) continue;
        cluster.delete(kind, pod.metadata.namespace, name);
        cluster.delete(pods, pod.metadata.namespace, pod.metadata.name);
        return `${kind.kind} ${pod.metadata.namespace ?? ''}/${name} is gone.`;
      }
    }
  }
  return undefined;
}

/** Lets no more pods into a namespace than run there but one. */
export function tightQuota(cluster: BreakableCluster, target?: Target): string | undefined {
  const found = cluster.store.list(deployments).find((each) => isMeant(each, target));
  const namespace = found?.metadata.namespace;
  if (!found || namespace === undefined) return undefined;
  const running = cluster.store.list(pods, namespace).length;
  cluster.create(resourceQuotas, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'tight', namespace },
    spec: { hard: { pods: String(Math.max(0, running - 1)) } },
  });
  const pod = cluster.store
    .list(pods, namespace)
    .find((each) => each.metadata.name.startsWith(`${found.metadata.name}-`));
  if (pod) cluster.delete(pods, namespace, pod.metadata.name);
  return `Namespace ${namespace} may have ${Math.max(0, running - 1)} pods only.`;
}

/** Makes a claim for a storage class that is not there, and a Deployment mount it. */
export function claimOfNoClass(cluster: BreakableCluster, target?: Target): string | undefined {
  const found = cluster.store.list(deployments).find((each) => isMeant(each, target));
  const namespace = found?.metadata.namespace;
  if (!found || namespace === undefined) return undefined;
  const name = `${found.metadata.name}-files`;
  cluster.create(persistentVolumeClaims, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast-ssd', resources: { requests: { storage: '5Gi' } } },
  });
  const template = objectAt(found, 'spec', 'template');
  const spec = objectAt(template, 'spec');
  const volumes = [...objectsAt(spec, 'volumes'), { name: 'files', persistentVolumeClaim: { claimName: name } }];
  cluster.update(deployments, {
    ...found,
    spec: { ...found.spec, template: { ...template, spec: { ...spec, volumes } } },
  });
  return `PersistentVolumeClaim ${namespace}/${name} asks for a class that is not there.`;
}

function isMeant(object: KubernetesObject, target: Target | undefined): boolean {
  if (
    target?.namespace === undefined
      ? object.metadata.namespace === 'kube-system'
      : object.metadata.namespace !== target.namespace
  )
    return false;
  return target?.name === undefined || object.metadata.name === target.name;
}
