import { numberAt, objectAt, objectsAt, textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { daemonSets, nodes, pods, services } from '../kinds/index.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ControlledCluster, Controller } from './controller.ts';
import { tell } from './events.ts';
import { isReady } from './pods.ts';

const component = 'service-controller';
/** What k3s' service balancer calls its pods. */
const SERVICE_NAME = 'svccontroller.k3s.cattle.io/svcname';
const SERVICE_SPACE = 'svccontroller.k3s.cattle.io/svcnamespace';

/** LoadBalancers as k3s has them: a DaemonSet that takes the port on each node, and the addresses of those nodes. */
export const serviceController: Controller = {
  name: component,
  watches: [services, nodes, daemonSets, pods],
  reconcile(cluster) {
    const balancers = new Map<string, KubernetesObject>();
    for (const set of cluster.store.list(daemonSets, 'kube-system')) {
      const { [SERVICE_NAME]: name, [SERVICE_SPACE]: space } = set.metadata.labels ?? {};
      if (name !== undefined && space !== undefined) balancers.set(`${space}/${name}`, set);
    }
    for (const service of cluster.store.list(services)) {
      const key = `${service.metadata.namespace ?? ''}/${service.metadata.name}`;
      const balancer = balancers.get(key);
      balancers.delete(key);
      balance(cluster, service, balancer);
    }
    // Those whose Service is gone.
    for (const set of balancers.values()) cluster.delete(daemonSets, 'kube-system', set.metadata.name);
    return undefined;
  },
};

function balance(cluster: ControlledCluster, service: KubernetesObject, balancer: KubernetesObject | undefined): void {
  const wanted =
    textAt(service, 'spec', 'type') === 'LoadBalancer' && textAt(service, 'spec', 'loadBalancerClass') === undefined;
  if (!wanted) {
    if (balancer) cluster.delete(daemonSets, 'kube-system', balancer.metadata.name);
    if (objectsAt(service, 'status', 'loadBalancer', 'ingress').length > 0) {
      cluster.update(services, { ...service, status: { ...service.status, loadBalancer: {} } });
    }
    return;
  }
  const { name, uid } = service.metadata;
  const setName = balancer?.metadata.name ?? `svclb-${name}-${uid.slice(0, 8)}`;
  const template = balancerTemplate(service, setName);
  if (!balancer) {
    cluster.create(daemonSets, {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: {
        name: setName,
        namespace: 'kube-system',
        labels: { ...balancerLabels(service), 'objectset.rio.cattle.io/hash': uid.slice(0, 8) },
      },
      spec: {
        selector: { matchLabels: { app: setName } },
        template,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
      },
    });
    tell(cluster, service, { component, reason: 'EnsuringLoadBalancer', message: 'Ensuring load balancer' });
    tell(cluster, service, {
      component,
      reason: 'AppliedDaemonSet',
      message: `Applied LoadBalancer DaemonSet kube-system/${setName}`,
    });
  } else if (JSON.stringify(portsOf(balancer)) !== JSON.stringify(portsOf({ ...balancer, spec: { template } }))) {
    cluster.update(daemonSets, { ...balancer, spec: { ...balancer.spec, template } });
  }
  const ingress = addressesOf(cluster, setName);
  const before = objectsAt(service, 'status', 'loadBalancer', 'ingress').map(({ ip }) => ip);
  if (JSON.stringify(before) === JSON.stringify(ingress)) return;
  const loadBalancer: JsonObject = ingress.length > 0 ? { ingress: ingress.map((ip) => ({ ip, ipMode: 'VIP' })) } : {};
  cluster.update(services, { ...service, status: { ...service.status, loadBalancer } });
  const message = `LoadBalancer Ingress IP addresses updated: ${ingress.join(', ')}`;
  if (ingress.length > 0) tell(cluster, service, { component, reason: 'UpdatedLoadBalancer', message });
}

function balancerLabels(service: KubernetesObject): { [label: string]: string } {
  return { [SERVICE_NAME]: service.metadata.name, [SERVICE_SPACE]: service.metadata.namespace ?? '' };
}

const portsOf = (set: { spec?: JsonObject }): number[] =>
  objectsAt(set, 'spec', 'template', 'spec', 'containers').flatMap((container) =>
    objectsAt(container, 'ports').map((port) => numberAt(port, 'hostPort') ?? 0),
  );

function balancerTemplate(service: KubernetesObject, setName: string): JsonObject {
  return {
    metadata: { labels: { app: setName, ...balancerLabels(service) } },
    spec: {
      automountServiceAccountToken: false,
      tolerations: [
        { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
        { key: 'CriticalAddonsOnly', operator: 'Exists' },
      ],
      containers: objectsAt(service, 'spec', 'ports').map((port) => {
        const protocol = textAt(port, 'protocol') ?? 'TCP';
        const number = numberAt(port, 'port') ?? 0;
        const name = `lb-${protocol.toLowerCase()}-${number}`;
        return {
          name,
          image: 'rancher/klipper-lb:v0.4.13',
          ports: [{ name, containerPort: number, hostPort: number, protocol }],
        };
      }),
    },
  };
}

/** Where the balancer's pods are ready: the public address of a node, else its own in the VDC. */
function addressesOf(cluster: ControlledCluster, setName: string): string[] {
  const machines = new Map(cluster.store.list(nodes).map((node) => [node.metadata.name, node]));
  const ready = cluster.store
    .list(pods, 'kube-system')
    .filter((pod) => pod.metadata.labels?.['app'] === setName && isReady(pod));
  const addresses = ready.map((pod) =>
    objectsAt(machines.get(textAt(pod, 'spec', 'nodeName') ?? ''), 'status', 'addresses'),
  );
  const of = (type: string) =>
    addresses.flatMap((list) =>
      list.filter((each) => each['type'] === type).map((each) => textAt(each, 'address') ?? ''),
    );
  const outside = of('ExternalIP');
  return [...new Set(outside.length > 0 ? outside : of('InternalIP'))].sort();
}

/** The addresses under which a LoadBalancer is reached. */
export function balancerAddresses(service: KubernetesObject | undefined): JsonObject[] {
  return objectsAt(objectAt(service, 'status', 'loadBalancer'), 'ingress');
}
