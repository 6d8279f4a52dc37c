import type { Json } from '#src/protocol/index.ts';

import { deploymentColumns, namespaceColumns, nodeColumns, podColumns, serviceColumns } from './columns.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

/** A column of `kubectl get`. */
export interface Column {
  name: string;
  type: 'string' | 'integer' | 'date';
  /** 0 is always shown, 1 with `-o wide`. */
  priority: 0 | 1;
  description: string;
  value(object: KubernetesObject, now: number): Json;
}

/** What the API serves of one kind. Adding a kind is adding one of these. */
export interface Kind {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  verbs: readonly string[];
  /** Fields that a field selector may name, besides name and namespace. */
  fields: readonly string[];
  columns: readonly Column[];
}

const core = { group: '', version: 'v1', verbs: ['get', 'list', 'watch'] } as const;

export const namespaces: Kind = {
  ...core,
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  categories: [],
  namespaced: false,
  fields: ['status.phase'],
  columns: namespaceColumns,
};

export const nodes: Kind = {
  ...core,
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  categories: [],
  namespaced: false,
  fields: ['spec.unschedulable'],
  columns: nodeColumns,
};

export const pods: Kind = {
  ...core,
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  fields: ['spec.nodeName', 'spec.restartPolicy', 'status.phase', 'status.podIP'],
  columns: podColumns,
};

export const services: Kind = {
  ...core,
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  fields: ['spec.clusterIP', 'spec.type'],
  columns: serviceColumns,
};

export const deployments: Kind = {
  ...core,
  group: 'apps',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  fields: [],
  columns: deploymentColumns,
};

/** The kinds that the simulated Kubernetes API serves. */
export const kinds: readonly Kind[] = [namespaces, nodes, pods, services, deployments];

/** `v1`, `apps/v1`. */
export const apiVersionOf = (kind: Pick<Kind, 'group' | 'version'>): string =>
  kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
