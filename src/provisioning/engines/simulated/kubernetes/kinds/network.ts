import { ingressColumns, sliceColumns } from '../columns/network-columns.ts';
import { clusterKind, namespacedKind } from './define.ts';

export const ingresses = namespacedKind('networking.k8s.io/v1', 'Ingress', 'ingresses', {
  short: ['ing'],
  subresources: ['status'],
  counted: true,
  columns: ingressColumns,
});

export const ingressClasses = clusterKind('networking.k8s.io/v1', 'IngressClass', 'ingressclasses', { counted: true });

export const networkPolicies = namespacedKind('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', {
  short: ['netpol'],
  counted: true,
});

export const endpointSlices = namespacedKind('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', {
  counted: true,
  columns: sliceColumns,
});
