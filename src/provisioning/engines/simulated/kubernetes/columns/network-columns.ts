import { objectsAt, textAt, textsAt } from '#src/cluster/fields.ts';

import type { Column } from '../kinds/kind.ts';
import { column, fieldColumn, labelsText, NONE, word } from './column.ts';
import { ageColumn, nameColumn } from './name-and-age.ts';

export const serviceColumns: readonly Column[] = [
  nameColumn,
  fieldColumn('Type', 0, 'How it is reached.', 'spec', 'type'),
  fieldColumn('Cluster-IP', 0, 'Address inside the cluster.', 'spec', 'clusterIP'),
  column('External-IP', 0, 'Public address.', (service) => {
    const ips = objectsAt(service, 'status', 'loadBalancer', 'ingress').map((ingress) => word(ingress['ip']));
    if (ips.length > 0) return ips.join(',');
    return textAt(service, 'spec', 'type') === 'LoadBalancer' ? '<pending>' : NONE;
  }),
  column(
    'Port(s)',
    0,
    'Ports.',
    (service) =>
      objectsAt(service, 'spec', 'ports')
        .map(
          ({ port, nodePort, protocol }) =>
            `${word(port)}${nodePort === undefined ? '' : `:${word(nodePort)}`}/${word(protocol)}`,
        )
        .join(',') || NONE,
  ),
  ageColumn,
  column('Selector', 1, 'The pods behind it.', (service) => labelsText(service, ['spec', 'selector'])),
];

export const endpointsColumns: readonly Column[] = [
  nameColumn,
  column('Endpoints', 0, 'The addresses behind it.', (endpoints) => {
    const all = objectsAt(endpoints, 'subsets').flatMap((subset) =>
      objectsAt(subset, 'addresses').flatMap(({ ip }) =>
        objectsAt(subset, 'ports').map(({ port }) => `${word(ip)}:${word(port)}`),
      ),
    );
    if (all.length === 0) return NONE;
    return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
  }),
  ageColumn,
];

export const sliceColumns: readonly Column[] = [
  nameColumn,
  fieldColumn('AddressType', 0, 'Kind of addresses.', 'addressType'),
  column(
    'Ports',
    0,
    'Ports.',
    (slice) =>
      objectsAt(slice, 'ports')
        .map(({ port }) => word(port))
        .join(',') || '<unset>',
  ),
  column(
    'Endpoints',
    0,
    'The addresses behind it.',
    (slice) =>
      objectsAt(slice, 'endpoints')
        .flatMap((endpoint) => textsAt(endpoint, 'addresses'))
        .join(',') || '<unset>',
  ),
  ageColumn,
];

export const ingressColumns: readonly Column[] = [
  nameColumn,
  fieldColumn('Class', 0, 'Who serves it.', 'spec', 'ingressClassName'),
  column(
    'Hosts',
    0,
    'Names it answers to.',
    (ingress) =>
      objectsAt(ingress, 'spec', 'rules')
        .map(({ host }) => word(host) || '*')
        .join(',') || '*',
  ),
  column('Address', 0, 'Where it is reached.', (ingress) =>
    objectsAt(ingress, 'status', 'loadBalancer', 'ingress')
      .map(({ ip, hostname }) => word(ip) || word(hostname))
      .join(','),
  ),
  column('Ports', 0, 'Ports.', (ingress) => (objectsAt(ingress, 'spec', 'tls').length > 0 ? '80, 443' : '80')),
  ageColumn,
];
