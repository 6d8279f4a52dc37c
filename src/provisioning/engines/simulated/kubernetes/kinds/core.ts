import { namespaceColumns, nodeColumns } from '../columns/cluster-columns.ts';
import { configMapColumns, secretColumns, serviceAccountColumns } from '../columns/configuration-columns.ts';
import { eventColumns } from '../columns/event-columns.ts';
import { endpointsColumns, serviceColumns } from '../columns/network-columns.ts';
import { podColumns } from '../columns/pod-columns.ts';
import { claimColumns, volumeColumns } from '../columns/storage-columns.ts';
import { clusterKind, namespacedKind } from './define.ts';

export const namespaces = clusterKind('v1', 'Namespace', 'namespaces', {
  short: ['ns'],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  subresources: ['status'],
  fields: ['status.phase'],
  columns: namespaceColumns,
});

export const nodes = clusterKind('v1', 'Node', 'nodes', {
  short: ['no'],
  subresources: ['status'],
  fields: ['spec.unschedulable'],
  columns: nodeColumns,
});

export const pods = namespacedKind('v1', 'Pod', 'pods', {
  short: ['po'],
  categories: ['all'],
  subresources: ['status', 'log', 'eviction'],
  counted: true,
  fields: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  columns: podColumns,
});

export const services = namespacedKind('v1', 'Service', 'services', {
  short: ['svc'],
  categories: ['all'],
  subresources: ['status'],
  fields: ['spec.clusterIP', 'spec.type'],
  columns: serviceColumns,
});

export const endpoints = namespacedKind('v1', 'Endpoints', 'endpoints', { short: ['ep'], columns: endpointsColumns });

export const configMaps = namespacedKind('v1', 'ConfigMap', 'configmaps', {
  short: ['cm'],
  columns: configMapColumns,
});

export const secrets = namespacedKind('v1', 'Secret', 'secrets', { fields: ['type'], columns: secretColumns });

export const serviceAccounts = namespacedKind('v1', 'ServiceAccount', 'serviceaccounts', {
  short: ['sa'],
  subresources: ['token'],
  columns: serviceAccountColumns,
});

export const persistentVolumes = clusterKind('v1', 'PersistentVolume', 'persistentvolumes', {
  short: ['pv'],
  subresources: ['status'],
  columns: volumeColumns,
});

export const persistentVolumeClaims = namespacedKind('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', {
  short: ['pvc'],
  subresources: ['status'],
  columns: claimColumns,
});

export const resourceQuotas = namespacedKind('v1', 'ResourceQuota', 'resourcequotas', {
  short: ['quota'],
  subresources: ['status'],
});

export const limitRanges = namespacedKind('v1', 'LimitRange', 'limitranges', { short: ['limits'] });

/** The fields by which people look for the events of an object. */
const eventFields = [
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
  'involvedObject.apiVersion',
  'involvedObject.fieldPath',
  'reason',
  'reportingComponent',
  'source',
  'type',
];

export const events = namespacedKind('v1', 'Event', 'events', {
  short: ['ev'],
  fields: eventFields,
  columns: eventColumns,
});
