import { labelsAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import {
  configMaps,
  deployments,
  ingresses,
  nodes,
  persistentVolumeClaims,
  pods,
  resourceQuotas,
  secrets,
  services,
} from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster } from './controller.ts';
import type { NodeFault } from './node-faults.ts';
import { NODE_FAULT } from './node-faults.ts';

/** A way to break a running VDC on purpose, so that repair has something to find. */
export interface Break {
  /** What a person reads before choosing it. */
  title: string;
  /** Does it, and says what was broken; undefined when there is nothing of the kind to break. */
  apply(cluster: BreakableCluster, target?: Target): string | undefined;
}

/** What breaking needs of a cluster: the running one, or a picture of it on which the changes are only noted. */
export interface BreakableCluster extends Pick<ControlledCluster, 'update' | 'create' | 'delete'> {
  readonly store: Pick<ControlledCluster['store'], 'get' | 'list'>;
}

/** What to break; absent: the first that fits. Nothing of kube-system unless it is named. */
export interface Target {
  namespace?: string;
  name?: string;
}

/** Every way to break something, by its name. */
export const breaks: { readonly [name: string]: Break } = {
  'node-down': {
    title: 'a worker stops answering',
    apply: (cluster, target) => breakNode(cluster, 'down', target, 'node-role.kubernetes.io/control-plane'),
  },
  'controller-lost': {
    title: 'a controller stops answering',
    apply: (cluster, target) => breakNode(cluster, 'down', target, undefined, 'node-role.kubernetes.io/control-plane'),
  },
  'network-plugin': {
    title: "a node's network plugin is not ready",
    apply: (cluster, target) => breakNode(cluster, 'kubelet-not-ready', target),
  },
  'disk-pressure': {
    title: "a node's disk is full",
    apply: (cluster, target) => breakNode(cluster, 'disk-pressure', target),
  },
  'memory-pressure': {
    title: 'a node runs out of memory',
    apply: (cluster, target) => breakNode(cluster, 'memory-pressure', target),
  },
  cordon: { title: 'a node was left cordoned', apply: cordon },
  'node-taint': { title: 'nodes carry a taint that nothing tolerates', apply: taint },
  'bad-image': {
    title: 'a workload asks for an image that is not there',
    apply: (cluster, target) =>
      onContainer(
        cluster,
        target,
        (container) => ({
          ...container,
          image: `${(textAt(container, 'image') ?? 'nginx').replace(/(:[^:/]*)?$/, '')}:does-not-exist`,
        }),
        'has an image that is not there',
      ),
  },
  'private-image': {
    title: 'a workload asks for an image it may not have',
    apply: (cluster, target) =>
      onContainer(
        cluster,
        target,
        (container) => ({ ...container, image: 'private.registry.example/shop/web:1.4' }),
        'has an image of a private registry',
      ),
  },
  'pod-crash': {
    title: 'a workload crashes again and again',
    apply: (cluster, target) =>
      onContainer(
        cluster,
        target,
        (container) => ({
          ...container,
          command: ['sh', '-c', 'echo "panic: assignment to entry in nil map"; exit 2'],
        }),
        'crashes at its start',
      ),
  },
  'out-of-memory': {
    title: 'a workload may use too little memory',
    apply: (cluster, target) =>
      onContainer(
        cluster,
        target,
        (container) => ({
          ...container,
          resources: { ...objectAt(container, 'resources'), limits: { memory: '3Mi' }, requests: { memory: '3Mi' } },
        }),
        'may use 3Mi of memory only',
      ),
  },
  'too-big': {
    title: 'a workload asks for more than any node has',
    apply: (cluster, target) =>
      onContainer(
        cluster,
        target,
        (container) => ({ ...container, resources: { requests: { cpu: '64', memory: '512Gi' } } }),
        'asks for 64 processors and 512Gi',
      ),
  },
  'wrong-probe': {
    title: "a workload's liveness probe asks the wrong port",
    apply: (cluster, target) =>
      onContainer(
        cluster,
        target,
        (container) => ({
          ...container,
          livenessProbe: {
            httpGet: { path: '/healthz', port: 9_999 },
            periodSeconds: 5,
            failureThreshold: 3,
            successThreshold: 1,
            timeoutSeconds: 1,
          },
        }),
        'is asked at a port where nobody listens',
      ),
  },
  'missing-config': { title: 'a ConfigMap or Secret that a workload needs is gone', apply: loseConfig },
  'service-selector': {
    title: "a Service's selector finds nobody",
    apply: (cluster, target) =>
      onService(
        cluster,
        target,
        (spec) => ({
          ...spec,
          selector: { ...labelsAt(spec, 'selector'), app: `${labelsAt(spec, 'selector')['app'] ?? 'app'}-old` },
        }),
        'selects nobody any more',
      ),
  },
  'service-port': {
    title: 'a Service sends to a port where nobody listens',
    apply: (cluster, target) =>
      onService(
        cluster,
        target,
        (spec) => ({ ...spec, ports: objectsAt(spec, 'ports').map((port) => ({ ...port, targetPort: 'nowhere' })) }),
        'sends to a port of no name',
      ),
  },
  'ingress-backend': { title: 'an Ingress points at a Service that is not there', apply: misroute },
  'scaled-to-zero': {
    title: 'a workload was scaled to zero',
    apply: (cluster, target) =>
      onDeployment(
        cluster,
        target,
        (deployment) => ({ ...deployment, spec: { ...deployment.spec, replicas: 0 } }),
        'is scaled to zero',
      ),
  },
  'rollout-paused': {
    title: "a workload's rollout was paused",
    apply: (cluster, target) =>
      onDeployment(
        cluster,
        target,
        (deployment) => ({ ...deployment, spec: { ...deployment.spec, paused: true } }),
        'is paused',
      ),
  },
  quota: { title: 'a quota lets no more pods in', apply: tightQuota },
  'missing-class': { title: 'a claim asks for a storage class that is not there', apply: claimOfNoClass },
  dns: {
    title: "the cluster's DNS is scaled to zero",
    apply: (cluster) =>
      onDeployment(
        cluster,
        { namespace: 'kube-system', name: 'coredns' },
        (deployment) => ({ ...deployment, spec: { ...deployment.spec, replicas: 0 } }),
        'is scaled to zero',
      ),
  },
  metrics: {
    title: 'nobody measures any more',
    apply: (cluster) =>
      onDeployment(
        cluster,
        { namespace: 'kube-system', name: 'metrics-server' },
        (deployment) => ({ ...deployment, spec: { ...deployment.spec, replicas: 0 } }),
        'is scaled to zero',
      ),
  },
};

/** Takes the faults of all nodes back: machines that were down answer again. */
export function mendNodes(cluster: BreakableCluster): string[] {
  const mended: string[] = [];
  for (const node of cluster.store.list(nodes)) {
    const { [NODE_FAULT]: fault, ...annotations } = node.metadata.annotations ?? {};
    if (fault === undefined) continue;
    cluster.update(nodes, { ...node, metadata: { ...node.metadata, annotations } });
    mended.push(node.metadata.name);
  }
  return mended;
}

function breakNode(
  cluster: BreakableCluster,
  fault: NodeFault,
  target?: Target,
  without?: string,
  having?: string,
): string | undefined {
  const all = cluster.store.list(nodes).filter((node) => node.metadata.annotations?.[NODE_FAULT] === undefined);
  const labels = (node: KubernetesObject) => node.metadata.labels ?? {};
  const node = all.find(
    (each) =>
      (target?.name === undefined || each.metadata.name === target.name) &&
      (target?.name !== undefined || without === undefined || labels(each)[without] === undefined) &&
      (having === undefined || labels(each)[having] !== undefined),
  );
  if (!node) return undefined;
  cluster.update(nodes, {
    ...node,
    metadata: { ...node.metadata, annotations: { ...node.metadata.annotations, [NODE_FAULT]: fault } },
  });
  return `Node ${node.metadata.name} plays "${fault}".`;
}

function cordon(cluster: BreakableCluster, target?: Target): string | undefined {
  const node = cluster.store
    .list(nodes)
    .find(
      (each) =>
        (target?.name === undefined || each.metadata.name === target.name) && each.spec?.['unschedulable'] !== true,
    );
  if (!node) return undefined;
  cluster.update(nodes, { ...node, spec: { ...node.spec, unschedulable: true } });
  return `Node ${node.metadata.name} is cordoned.`;
}

function taint(cluster: BreakableCluster): string | undefined {
  const all = cluster.store.list(nodes);
  for (const node of all) {
    const taints = [...objectsAt(node, 'spec', 'taints'), { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }];
    cluster.update(nodes, { ...node, spec: { ...node.spec, taints } });
  }
  return all.length === 0 ? undefined : `${all.length} nodes carry the taint dedicated=gpu.`;
}

function onDeployment(
  cluster: BreakableCluster,
  target: Target | undefined,
  change: (deployment: KubernetesObject) => KubernetesObject,
  what: string,
): string | undefined {
  const found = cluster.store.list(deployments).find((each) => isMeant(each, target));
  if (!found) return undefined;
  cluster.update(deployments, change(found));
  return `Deployment ${found.metadata.namespace ?? ''}/${found.metadata.name} ${what}.`;
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

function onContainer(
  cluster: BreakableCluster,
  target: Target | undefined,
  change: (container: JsonObject) => JsonObject,
  what: string,
) {
  return onDeployment(
    cluster,
    target,
    (deployment) => {
      const template = objectAt(deployment, 'spec', 'template');
      const spec = objectAt(template, 'spec');
      const [first, ...others] = objectsAt(spec, 'containers');
      const containers = first ? [change(first), ...others] : others;
      return { ...deployment, spec: { ...deployment.spec, template: { ...template, spec: { ...spec, containers } } } };
    },
    what,
  );
}

function onService(
  cluster: BreakableCluster,
  target: Target | undefined,
  change: (spec: JsonObject) => JsonObject,
  what: string,
): string | undefined {
  const found = cluster.store
    .list(services)
    .find((each) => isMeant(each, target) && Object.keys(labelsAt(each, 'spec', 'selector')).length > 0);
  if (!found) return undefined;
  cluster.update(services, { ...found, spec: change(found.spec ?? {}) });
  return `Service ${found.metadata.namespace ?? ''}/${found.metadata.name} ${what}.`;
}

function misroute(cluster: BreakableCluster, target?: Target): string | undefined {
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
function loseConfig(cluster: BreakableCluster, target?: Target): string | undefined {
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

function tightQuota(cluster: BreakableCluster, target?: Target): string | undefined {
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

function claimOfNoClass(cluster: BreakableCluster, target?: Target): string | undefined {
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
