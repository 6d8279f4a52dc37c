import { apiServices, configMaps, ingressClasses, priorityClasses, storageClasses } from '../kinds/index.ts';
import { kubernetesTime } from '../kubernetes-object.ts';
import type { Build, Derived } from './builder.ts';

/** What k3s offers to everything that runs in it: storage, a way in, priorities, measurements. */
export function classObjects(build: Build, createdAt: number): Derived[] {
  const time = kubernetesTime(createdAt);
  return [
    build(
      storageClasses,
      {
        name: 'local-path',
        createdAt,
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      { provisioner: 'rancher.io/local-path', reclaimPolicy: 'Delete', volumeBindingMode: 'WaitForFirstConsumer' },
    ),
    build(
      ingressClasses,
      { name: 'traefik', createdAt, annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
      { spec: { controller: 'traefik.io/ingress-controller' } },
    ),
    build(
      priorityClasses,
      { name: 'system-cluster-critical', createdAt },
      {
        value: 2_000_000_000,
        description: 'Used for system critical pods that must run in the cluster, but can be moved to another node.',
      },
    ),
    build(
      priorityClasses,
      { name: 'system-node-critical', createdAt },
      { value: 2_000_001_000, description: 'Used for system critical pods that must not be moved from their node.' },
    ),
    build(
      apiServices,
      { name: 'v1beta1.metrics.k8s.io', createdAt },
      {
        spec: {
          group: 'metrics.k8s.io',
          version: 'v1beta1',
          groupPriorityMinimum: 100,
          versionPriority: 100,
          insecureSkipTLSVerify: true,
          service: { name: 'metrics-server', namespace: 'kube-system', port: 443 },
        },
        status: {
          conditions: [
            {
              type: 'Available',
              status: 'True',
              reason: 'Passed',
              message: 'all checks passed',
              lastTransitionTime: time,
            },
          ],
        },
      },
    ),
    build(
      configMaps,
      { name: 'coredns', namespace: 'kube-system', createdAt },
      {
        data: {
          Corefile:
            '.:53 {\n    errors\n    health\n    ready\n    kubernetes cluster.local\n    forward . /etc/resolv.conf\n    cache 30\n}\n',
        },
      },
    ),
  ];
}
