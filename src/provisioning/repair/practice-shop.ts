import type { ObjectDraft } from '#src/cluster/index.ts';

/** Where the shop to practise on lives. */
export const PRACTICE = 'practice';

/** A small shop with everything that can break: an app with settings and a secret, a service, and a way in. */
export function practiceShop(): ObjectDraft[] {
  const named = (name: string) => ({ name, namespace: PRACTICE, labels: { 'app.kubernetes.io/part-of': 'practice' } });
  const labels = { app: 'shop' };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: PRACTICE } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: named('shop-settings'),
      data: { CURRENCY: 'EUR', THEME: 'light' },
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: named('shop-keys'), stringData: { SIGNING_KEY: 'only-to-practise' } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: named('shop'),
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'shop',
                image: 'nginx:1.28',
                ports: [{ name: 'http', containerPort: 80 }],
                envFrom: [{ secretRef: { name: 'shop-keys' } }, { configMapRef: { name: 'shop-settings' } }],
                resources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '128Mi' } },
                readinessProbe: { httpGet: { path: '/', port: 'http' } },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: named('shop'),
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: named('shop'),
      spec: {
        ingressClassName: 'traefik',
        rules: [
          {
            host: 'shop.practice.test',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'shop', port: { name: 'http' } } } },
              ],
            },
          },
        ],
      },
    },
  ];
}
