import type { ClusterObject } from '#src/cluster/index.ts';

import {
  crashed,
  deployed,
  EARLIER,
  event,
  ingress,
  MINUTES_AGO,
  node,
  object,
  podOf,
  replicaSetOf,
  service,
  unready,
  unscheduled,
  waiting,
  workload,
  young,
} from './fixtures.ts';
import { healthyPlatform } from './healthy-platform.ts';

/** Nothing is wrong with these, however it may look. */
export const healthy: { name: string; objects(): ClusterObject[]; log?: readonly string[] }[] = [
  ...healthyPlatform,
  { name: 'an empty cluster', objects: () => [] },
  {
    name: 'a stateful set whose pod was refused while its old claim went, and has come through since',
    objects: () => {
      const set = workload('db', { kind: 'StatefulSet', spec: { serviceName: 'db' }, status: { readyReplicas: 1 } });
      return [
        set,
        service('db', { app: 'db' }),
        podOf(set),
        event(set, 'FailedCreate', 'create Pod db-0 in StatefulSet db failed error: pvc data-db-0 is being deleted'),
      ];
    },
  },
  { name: 'a deployment that runs', objects: () => deployed('web', [{}, {}]) },
  {
    name: 'a whole shop',
    objects: () => [
      ...deployed('web', [{}, {}], { container: { ports: [{ containerPort: 80, name: 'http' }] } }),
      service('web', { app: 'web' }, [{ port: 80, targetPort: 'http' }]),
      ingress('web', { service: { name: 'web', port: { number: 80 } } }),
    ],
  },
  {
    name: 'a container that just began',
    objects: () =>
      deployed('web', [
        {
          ...unready,
          containerStatuses: [
            { name: 'main', ready: false, restartCount: 0, state: { running: { startedAt: '2026-06-01T11:59:55Z' } } },
          ],
        },
      ]),
  },
  { name: 'a container that is being made', objects: () => deployed('web', [waiting('ContainerCreating')]) },
  {
    name: 'a container that restarted once long ago',
    objects: () =>
      deployed('web', [
        {
          containerStatuses: [
            {
              name: 'main',
              ready: true,
              restartCount: 1,
              state: { running: { startedAt: EARLIER } },
              lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-05-01T00:00:00Z' } },
            },
          ],
        },
      ]),
  },
  {
    name: 'a container that needed more memory last month',
    objects: () =>
      deployed('web', [
        {
          containerStatuses: [
            {
              name: 'main',
              ready: true,
              restartCount: 1,
              state: { running: { startedAt: EARLIER } },
              lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-05-01T00:00:00Z' } },
            },
          ],
        },
      ]),
  },
  {
    name: 'a pod that has done its work',
    objects: () => [
      object('v1', 'Pod', 'once', {
        spec: { containers: [] },
        status: {
          phase: 'Succeeded',
          containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
        },
      }),
    ],
  },
  {
    name: 'a pod on its way out',
    objects: () => {
      const [deployment, replicas] = deployed('web', []) as [ClusterObject, ClusterObject];
      return [
        deployment,
        replicas,
        podOf(replicas, crashed(1), { metadata: { deletionTimestamp: '2026-06-01T11:59:50Z' } }),
      ];
    },
  },
  {
    name: 'an old replica set at zero',
    objects: () => {
      const web = workload('web');
      return [web, replicaSetOf(web, { revision: 1, status: { replicas: 0 } }), replicaSetOf(web)];
    },
  },
  {
    name: 'a deployment that somebody paused',
    objects: () => [
      workload('web', {
        spec: { paused: true },
        status: { conditions: [{ type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused' }] },
      }),
    ],
  },
  { name: 'a deployment at zero that nothing leads to', objects: () => [workload('web', { replicas: 0 })] },
  {
    name: 'a service without a selector',
    objects: () => [object('v1', 'Service', 'outside', { spec: { ports: [{ port: 5432 }] } })],
  },
  {
    name: 'a service that stands for another name',
    objects: () => [
      object('v1', 'Service', 'db', {
        spec: { type: 'ExternalName', externalName: 'db.example.org', selector: { app: 'db' } },
      }),
    ],
  },
  {
    name: 'a service that was made this moment',
    objects: () => [
      object('v1', 'Service', 'soon', { metadata: young, spec: { selector: { app: 'soon' }, ports: [{ port: 80 }] } }),
    ],
  },
  {
    name: 'a service to a port that its pods do not declare',
    objects: () => [...deployed('web', [{}]), service('web', { app: 'web' }, [{ port: 80, targetPort: 8080 }])],
  },
  {
    name: 'a claim that waits for its first user',
    objects: () => [
      object('v1', 'PersistentVolumeClaim', 'data', {
        spec: { storageClassName: 'local-path' },
        status: { phase: 'Pending' },
      }),
    ],
  },
  {
    name: 'a claim with its volume',
    objects: () => [
      object('v1', 'PersistentVolumeClaim', 'data', {
        spec: { storageClassName: 'local-path' },
        status: { phase: 'Bound' },
      }),
    ],
  },
  {
    name: 'a job that is done',
    objects: () => [
      object('batch/v1', 'Job', 'import', {
        status: { succeeded: 1, failed: 1, conditions: [{ type: 'Complete', status: 'True' }] },
      }),
    ],
  },
  {
    name: 'a job that a queue holds back',
    objects: () => [
      object('batch/v1', 'Job', 'train', {
        metadata: { labels: { 'kueue.x-k8s.io/queue-name': 'gpu' } },
        spec: { suspend: true },
      }),
    ],
  },
  {
    name: 'a cron job',
    objects: () => [
      object('batch/v1', 'CronJob', 'nightly', { spec: { schedule: '*/15 2-4 * JAN-MAR MON,WED' } }),
      object('batch/v1', 'CronJob', 'often', { spec: { schedule: '@hourly' } }),
    ],
  },
  {
    name: 'a node with conditions that nobody knows',
    objects: () => [
      node('server-1', {
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'EtcdIsVoter', status: 'True' },
          { type: 'DiskPressure', status: 'False' },
        ],
      }),
    ],
  },
  {
    name: 'a node that joins',
    objects: () => [
      object('v1', 'Node', 'new', {
        namespaced: false,
        metadata: young,
        status: { conditions: [{ type: 'Ready', status: 'False', reason: 'KubeletNotReady' }] },
      }),
    ],
  },
  {
    name: 'a node that an upgrade has closed',
    objects: () => [
      node('worker-3', { spec: { unschedulable: true } }),
      object('batch/v1', 'Job', 'apply-agent-on-worker-3', {
        metadata: { labels: { 'upgrade.cattle.io/node': 'worker-3' } },
        status: { active: 1 },
      }),
    ],
  },
  {
    name: 'a budget that has room',
    objects: () => [
      ...deployed('web', [{}, {}]),
      object('policy/v1', 'PodDisruptionBudget', 'web', {
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
        status: { expectedPods: 2, currentHealthy: 2, desiredHealthy: 1, disruptionsAllowed: 1 },
      }),
    ],
  },
  {
    name: 'a webhook that is answered',
    objects: () => [
      ...deployed('hook', [{}]),
      service('hook', { app: 'hook' }),
      object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'check', {
        namespaced: false,
        webhooks: [{ name: 'check.example.org', clientConfig: { service: { name: 'hook', namespace: 'shop' } } }],
      }),
    ],
  },
  {
    name: 'an autoscaler that works',
    objects: () => [
      ...deployed('web', [{}]),
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 5 },
        status: {
          conditions: [
            { type: 'ScalingActive', status: 'True' },
            { type: 'AbleToScale', status: 'True' },
            { type: 'ScalingLimited', status: 'True', reason: 'TooFewReplicas' },
          ],
        },
      }),
    ],
  },
  {
    name: 'a companion that runs beside the others',
    objects: () =>
      deployed('web', [{ initContainerStatuses: [{ name: 'log', state: { running: { startedAt: EARLIER } } }] }], {
        pod: { initContainers: [{ name: 'log', image: 'log:1', restartPolicy: 'Always' }] },
      }),
  },
  {
    name: 'a check that failed before and passes now',
    objects: () => {
      const objects = deployed('web', [{}], { container: { readinessProbe: { httpGet: { path: '/', port: 80 } } } });
      return [
        ...objects,
        event(objects[2] as ClusterObject, 'Unhealthy', 'Readiness probe failed: connection refused', MINUTES_AGO),
      ];
    },
  },
  {
    name: 'an ingress whose certificate is there',
    objects: () => [
      ...deployed('web', [{}]),
      service('web', { app: 'web' }),
      object('v1', 'Secret', 'web-tls', { data: { 'tls.crt': '' } }),
      ingress(
        'web',
        { service: { name: 'web', port: { number: 80 } } },
        { ingressClassName: 'traefik', tls: [{ secretName: 'web-tls' }] },
      ),
    ],
  },
  {
    name: 'a pod that waits for a moment',
    objects: () => [
      object('v1', 'Pod', 'soon', {
        metadata: young,
        spec: { containers: [{ name: 'main' }] },
        status: { ...unscheduled(''), conditions: [] },
      }),
    ],
  },
];
