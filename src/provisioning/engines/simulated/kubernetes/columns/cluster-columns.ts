import { flagAt, objectsAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { column, fieldColumn, NONE, word } from './column.ts';
import { ageColumn, nameColumn } from './name-and-age.ts';

export const namespaceColumns: readonly Column[] = [
  nameColumn,
  fieldColumn('Status', 0, 'The phase of the namespace.', 'status', 'phase'),
  ageColumn,
];

export const nodeColumns: readonly Column[] = [
  nameColumn,
  column('Status', 0, 'Whether the node is ready, and takes pods.', nodeStatus),
  column('Roles', 0, 'The roles of the node.', nodeRoles),
  ageColumn,
  fieldColumn('Version', 0, 'Kubelet version.', 'status', 'nodeInfo', 'kubeletVersion'),
  column('Internal-IP', 1, 'Address inside the VDC.', (node) => nodeAddress(node, 'InternalIP')),
  column('External-IP', 1, 'Public address.', (node) => nodeAddress(node, 'ExternalIP')),
  fieldColumn('OS-Image', 1, 'Operating system.', 'status', 'nodeInfo', 'osImage'),
  fieldColumn('Kernel-Version', 1, 'Kernel.', 'status', 'nodeInfo', 'kernelVersion'),
  fieldColumn('Container-Runtime', 1, 'Container runtime.', 'status', 'nodeInfo', 'containerRuntimeVersion'),
];

function nodeStatus(node: KubernetesObject): string {
  const ready = objectsAt(node, 'status', 'conditions').find((condition) => condition['type'] === 'Ready');
  const state = ready?.['status'] === 'True' ? 'Ready' : 'NotReady';
  return flagAt(node, 'spec', 'unschedulable') === true ? `${state},SchedulingDisabled` : state;
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
  const found = objectsAt(node, 'status', 'addresses').find((address) => address['type'] === type);
  return found ? word(found['address']) : NONE;
}
