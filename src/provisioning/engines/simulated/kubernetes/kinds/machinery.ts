import { eventColumns } from '../columns/event-columns.ts';
import { storageClassColumns } from '../columns/storage-columns.ts';
import { asCoreEvent, asNewEvent } from '../event-views.ts';
import { events } from './core.ts';
import { clusterKind, namespacedKind } from './define.ts';

/** The newer view of the same events. */
export const newEvents = namespacedKind('events.k8s.io/v1', 'Event', 'events', {
  short: ['ev'],
  fields: ['reason', 'regarding.kind', 'regarding.name', 'regarding.namespace', 'regarding.uid', 'type'],
  columns: eventColumns,
  storedAs: { kind: events, toStored: asCoreEvent, fromStored: asNewEvent },
});

export const storageClasses = clusterKind('storage.k8s.io/v1', 'StorageClass', 'storageclasses', {
  short: ['sc'],
  columns: storageClassColumns,
});

export const leases = namespacedKind('coordination.k8s.io/v1', 'Lease', 'leases');

export const priorityClasses = clusterKind('scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses', {
  short: ['pc'],
  counted: true,
});

export const validatingWebhookConfigurations = clusterKind(
  'admissionregistration.k8s.io/v1',
  'ValidatingWebhookConfiguration',
  'validatingwebhookconfigurations',
  { categories: ['api-extensions'], counted: true },
);

export const mutatingWebhookConfigurations = clusterKind(
  'admissionregistration.k8s.io/v1',
  'MutatingWebhookConfiguration',
  'mutatingwebhookconfigurations',
  { categories: ['api-extensions'], counted: true },
);

export const apiServices = clusterKind('apiregistration.k8s.io/v1', 'APIService', 'apiservices', {
  categories: ['api-extensions'],
  subresources: ['status'],
});

export const customResourceDefinitions = clusterKind(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  { short: ['crd', 'crds'], categories: ['api-extensions'], subresources: ['status'], counted: true },
);
