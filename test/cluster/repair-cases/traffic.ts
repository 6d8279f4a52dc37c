import type { JsonObject } from '#src/protocol/index.ts';

import { draft, type RepairCase, service, web } from '../../provisioning/repair/repair-case.ts';

const ingress = (namespace: string, backend: JsonObject, spec: JsonObject = {}) =>
  draft('networking.k8s.io/v1', 'Ingress', 'web', namespace, {
    spec: {
      ingressClassName: `front-${namespace}`,
      rules: [{ host: 'shop.example.org', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      ...spec,
    },
  });
const class_ = (namespace: string) =>
  draft('networking.k8s.io/v1', 'IngressClass', `front-${namespace}`, undefined, {
    spec: { controller: 'example.org/front' },
  });
const leaves = (namespace: string) => [
  { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', name: `front-${namespace}` },
];
const to = (name: string, port: JsonObject = { number: 80 }): JsonObject => ({ service: { name, port } });
const tls = (secretName: string): JsonObject => ({ tls: [{ hosts: ['shop.example.org'], secretName }] });
const around = (namespace: string) => [class_(namespace), web(namespace), service(namespace, {})];

/** Ways from outside that lead nowhere. */
export const trafficCases: readonly RepairCase[] = [
  {
    name: 'an ingress of a class with a slip',
    well: around,
    broken: (namespace) => [ingress(namespace, to('web'), { ingressClassName: `frnt-${namespace}` })],
    says: 'is for the class "frnt-$", which does not exist',
    root: 'Ingress web',
    remedy: 'class-front-$',
    leaves,
  },
  {
    name: 'an ingress to a service with a slip',
    well: around,
    broken: (namespace) => [ingress(namespace, to('wbe'))],
    says: 'sends to the service "wbe", which does not exist',
    root: 'Ingress web',
    remedy: 'service-web',
    leaves,
  },
  {
    name: 'an ingress to a port that the service does not have',
    well: around,
    broken: (namespace) => [ingress(namespace, to('web', { number: 8080 }))],
    says: 'sends to port 8080 of the service "web", which has 80',
    root: 'Ingress web',
    remedy: 'port-80',
    leaves,
  },
  {
    name: 'an ingress whose usual way leads to a port by a wrong name',
    well: around,
    broken: (namespace) => [
      draft('networking.k8s.io/v1', 'Ingress', 'web', namespace, {
        spec: { ingressClassName: `front-${namespace}`, defaultBackend: to('web', { name: 'htp' }) },
      }),
    ],
    says: 'sends to port "htp" of the service "web", which has 80',
    root: 'Ingress web',
    remedy: 'port-80',
    leaves,
  },
  {
    name: 'an ingress without its certificate, for now',
    well: around,
    broken: (namespace) => [ingress(namespace, to('web'), tls('shop-tls'))],
    says: 'should be in the Secret "shop-tls", which is not there',
    root: 'Ingress web',
    remedy: 'without-certificate',
    leaves,
  },
  {
    name: 'a service that waits for an address outside',
    well: (namespace) => [web(namespace)],
    broken: (namespace) => [
      draft('v1', 'Service', 'web', namespace, {
        metadata: { name: 'web', namespace, annotations: { 'emulated/play': 'pending' } },
        spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
      }),
    ],
    says: 'The service "web" waits for an address outside',
    root: 'Service web',
    remedy: 'node-port',
    later: true,
  },
];
