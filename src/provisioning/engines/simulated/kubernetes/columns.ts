import type { Json, JsonObject } from '#src/protocol/index.ts';

import type { Column } from './kinds.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { valueAt } from './kubernetes-object.ts';

/** What kubectl writes where there is nothing. */
const NONE = '<none>';

const nameColumn = column('Name', 0, 'Name must be unique within a namespace.', (object) => object.metadata.name);

const ageColumn = column('Age', 0, 'Time since it was created.', (object, now) =>
  shortDuration(now - Date.parse(object.metadata.creationTimestamp)),
);

export const namespaceColumns: readonly Column[] = [
  nameColumn,
  column('Status', 0, 'The phase of the namespace.', (namespace) => at(namespace, 'status.phase')),
  ageColumn,
];

export const nodeColumns: readonly Column[] = [
  nameColumn,
  column('Status', 0, 'Whether the node is ready, and takes pods.', nodeStatus),
  column('Roles', 0, 'The roles of the node.', nodeRoles),
  ageColumn,
  column('Version', 0, 'Kubelet version.', (node) => at(node, 'status.nodeInfo.kubeletVersion')),
  column('Internal-IP', 1, 'Address inside the VDC.', (node) => nodeAddress(node, 'InternalIP')),
  column('External-IP', 1, 'Public address.', (node) => nodeAddress(node, 'ExternalIP')),
  column('OS-Image', 1, 'Operating system.', (node) => at(node, 'status.nodeInfo.osImage')),
  column('Kernel-Version', 1, 'Kernel.', (node) => at(node, 'status.nodeInfo.kernelVersion')),
  column('Container-Runtime', 1, 'Container runtime.', (node) => at(node, 'status.nodeInfo.containerRuntimeVersion')),
];

export const podColumns: readonly Column[] = [
  nameColumn,
  column('Ready', 0, 'Ready containers of all.', (pod) => {
    const ready = objects(pod, 'status.containerStatuses').filter((status) => status['ready'] === true);
    return `${ready.length}/${objects(pod, 'spec.containers').length}`;
  }),
  column('Status', 0, 'The phase of the pod.', (pod) => at(pod, 'status.phase')),
  column('Restarts', 0, 'How often its containers were restarted.', (pod) =>
    String(
      objects(pod, 'status.containerStatuses').reduce((sum, status) => sum + Number(status['restartCount'] ?? 0), 0),
    ),
  ),
  ageColumn,
  column('IP', 1, 'Address of the pod.', (pod) => at(pod, 'status.podIP')),
  column('Node', 1, 'Where it runs.', (pod) => at(pod, 'spec.nodeName')),
  column('Nominated Node', 1, 'Where it may run soon.', (pod) => at(pod, 'status.nominatedNodeName')),
  column('Readiness Gates', 1, 'Further conditions of readiness.', () => NONE),
];

export const serviceColumns: readonly Column[] = [
  nameColumn,
  column('Type', 0, 'How it is reached.', (service) => at(service, 'spec.type')),
  column('Cluster-IP', 0, 'Address inside the cluster.', (service) => at(service, 'spec.clusterIP')),
  column('External-IP', 0, 'Public address.', (service) => {
    const ips = objects(service, 'status.loadBalancer.ingress').map((ingress) => word(ingress['ip']));
    if (ips.length > 0) return ips.join(',');
    return valueAt(service, 'spec.type') === 'LoadBalancer' ? '<pending>' : NONE;
  }),
  column(
    'Port(s)',
    0,
    'Ports.',
    (service) =>
      objects(service, 'spec.ports')
        .map(
          ({ port, nodePort, protocol }) =>
            `${word(port)}${nodePort === undefined ? '' : `:${word(nodePort)}`}/${word(protocol)}`,
        )
        .join(',') || NONE,
  ),
  ageColumn,
  column('Selector', 1, 'The pods behind it.', (service) => labels(service, 'spec.selector')),
];

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  column(
    'Ready',
    0,
    'Ready pods of all.',
    (deployment) => `${at(deployment, 'status.readyReplicas', '0')}/${at(deployment, 'spec.replicas', '0')}`,
  ),
  column(
    'Up-to-date',
    0,
    'Pods of the newest template.',
    (deployment) => number(deployment, 'status.updatedReplicas'),
    'integer',
  ),
  column(
    'Available',
    0,
    'Pods that take requests.',
    (deployment) => number(deployment, 'status.availableReplicas'),
    'integer',
  ),
  ageColumn,
  column('Containers', 1, 'Names of the containers.', (deployment) => containers(deployment, 'name')),
  column('Images', 1, 'Images of the containers.', (deployment) => containers(deployment, 'image')),
  column('Selector', 1, 'The pods it owns.', (deployment) => labels(deployment, 'spec.selector.matchLabels')),
];

/** A duration as kubectl shortens it: `42s`, `7m3s`, `5h12m`, `3d`. */
function shortDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600), Math.floor(seconds / 86_400)];
  const two = (major: number, unit: string, rest: number, small: string) =>
    `${major}${unit}${rest > 0 ? `${rest}${small}` : ''}`;
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  if (days < 8) return two(days, 'd', hours % 24, 'h');
  return days < 730 ? `${days}d` : two(Math.floor(days / 365), 'y', days % 365, 'd');
}

function column(
  name: string,
  priority: 0 | 1,
  description: string,
  value: Column['value'],
  type: Column['type'] = 'string',
): Column {
  return { name, type, priority, description, value };
}

function nodeStatus(node: KubernetesObject): string {
  const ready = objects(node, 'status.conditions').find((condition) => condition['type'] === 'Ready');
  const word = ready?.['status'] === 'True' ? 'Ready' : 'NotReady';
  return valueAt(node, 'spec.unschedulable') === true ? `${word},SchedulingDisabled` : word;
}

function nodeRoles(node: KubernetesObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(node.metadata.labels ?? {}).filter((label) => label.startsWith(prefix));
  return (
    roles
      .map((label) => label.slice(prefix.length))
      .sort()
      .join(',') || NONE
  );
}

function nodeAddress(node: KubernetesObject, type: string): string {
  const found = objects(node, 'status.addresses').find((address) => address['type'] === type);
  return found ? word(found['address']) : NONE;
}

function at(object: KubernetesObject, path: string, otherwise = NONE): string {
  return word(valueAt(object, path)) || otherwise;
}

/** A text or number as it is, anything else as nothing. */
const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function number(object: KubernetesObject, path: string): Json {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : 0;
}

function objects(object: KubernetesObject, path: string): JsonObject[] {
  const value = valueAt(object, path);
  return Array.isArray(value)
    ? value.filter((member): member is JsonObject => typeof member === 'object' && member !== null)
    : [];
}

function containers(object: KubernetesObject, field: 'name' | 'image'): string {
  return objects(object, 'spec.template.spec.containers')
    .map((container) => word(container[field]))
    .join(',');
}

function labels(object: KubernetesObject, path: string): string {
  const value = valueAt(object, path);
  const pairs = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return pairs.map(([label, value]) => `${label}=${word(value)}`).join(',') || NONE;
}
