/** A workload that k3s brings with it. */
export interface SystemApp {
  name: string;
  image: string;
  labels: { [label: string]: string };
  requests: { cpu: string; memory: string };
  service?: {
    name: string;
    type: 'ClusterIP' | 'LoadBalancer';
    clusterIP: string;
    ports: readonly [name: string, port: number, target: number][];
  };
}

/** What runs in the kube-system namespace of a fresh k3s. */
export const systemApps: readonly SystemApp[] = [
  {
    name: 'coredns',
    image: 'rancher/mirrored-coredns-coredns:1.12.3',
    labels: { 'k8s-app': 'kube-dns' },
    requests: { cpu: '100m', memory: '70Mi' },
    service: {
      name: 'kube-dns',
      type: 'ClusterIP',
      clusterIP: '10.43.0.10',
      ports: [
        ['dns', 53, 53],
        ['dns-tcp', 53, 53],
      ],
    },
  },
  {
    name: 'local-path-provisioner',
    image: 'rancher/local-path-provisioner:v0.0.32',
    labels: { app: 'local-path-provisioner' },
    requests: { cpu: '10m', memory: '32Mi' },
  },
  {
    name: 'metrics-server',
    image: 'rancher/mirrored-metrics-server:v0.8.0',
    labels: { 'k8s-app': 'metrics-server' },
    requests: { cpu: '100m', memory: '70Mi' },
    service: { name: 'metrics-server', type: 'ClusterIP', clusterIP: '10.43.58.7', ports: [['https', 443, 10_250]] },
  },
  {
    name: 'traefik',
    image: 'rancher/mirrored-library-traefik:3.5.1',
    labels: { 'app.kubernetes.io/name': 'traefik' },
    requests: { cpu: '50m', memory: '64Mi' },
    service: {
      name: 'traefik',
      type: 'LoadBalancer',
      clusterIP: '10.43.112.9',
      ports: [
        ['web', 80, 8_000],
        ['websecure', 443, 8_443],
      ],
    },
  },
];
