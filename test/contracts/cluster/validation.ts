import { expect } from 'chai';

import type { ClusterError, ObjectDraft } from '#src/cluster/index.ts';
import { textAt } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { eventually } from '#test/cluster/eventually.ts';
import { rejection } from '#test/support/rejection.ts';

import type { ClusterCases } from '../cluster.contract.ts';
import { deployment } from './drafts.ts';

type Case = [title: string, draft: (namespace: string) => ObjectDraft, fields: string[]];

const object =
  (apiVersion: string, kind: string, spec: JsonObject, name = 'one') =>
  (namespace: string): ObjectDraft => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
    spec,
  });
const web =
  (spec: JsonObject, container: JsonObject = {}) =>
  (namespace: string) =>
    deployment(namespace, 'web', spec, container);
const template = 'spec.template.spec.containers[0]';

/** Mistakes that people make, and the fields that the server names for them. */
const cases: Case[] = [
  ['a port that is none', web({}, { ports: [{ containerPort: 70_000 }] }), [`${template}.ports[0].containerPort`]],
  ['no image', web({}, { image: '' }), [`${template}.image`]],
  ['a name with capitals', web({}, { name: 'Main' }), [`${template}.name`]],
  [
    'more asked for than allowed',
    web({}, { resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } }),
    [`${template}.resources.requests`],
  ],
  [
    'a volume that is not there',
    web({}, { volumeMounts: [{ name: 'data', mountPath: '/d' }] }),
    [`${template}.volumeMounts[0].name`],
  ],
  [
    'a selector that misses its pods',
    web({ selector: { matchLabels: { app: 'other' } } }),
    ['spec.template.metadata.labels'],
  ],
  ['a service without ports', object('v1', 'Service', { selector: { app: 'web' } }), ['spec.ports']],
  [
    'several ports without names',
    object('v1', 'Service', { ports: [{ port: 80 }, { port: 81 }] }),
    ['spec.ports[0].name', 'spec.ports[1].name'],
  ],
  ['a service with a name in capitals', object('v1', 'Service', { ports: [{ port: 80 }] }, 'Web'), ['metadata.name']],
  [
    'a claim without a size',
    object('v1', 'PersistentVolumeClaim', { accessModes: ['ReadWriteOnce'] }),
    ['spec.resources[storage]'],
  ],
  [
    'a job that would never end',
    object('batch/v1', 'Job', { template: { spec: { containers: [{ name: 'main', image: 'busybox' }] } } }),
    ['spec.template.spec.restartPolicy'],
  ],
  [
    'a schedule in words',
    object('batch/v1', 'CronJob', {
      schedule: 'every day',
      jobTemplate: {
        spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] } } },
      },
    }),
    ['spec.schedule'],
  ],
  [
    'a scaler upside down',
    object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      minReplicas: 5,
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    }),
    ['spec.maxReplicas'],
  ],
  [
    'an ingress for no host name',
    object('networking.k8s.io/v1', 'Ingress', {
      rules: [
        {
          host: 'My_Shop',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    }),
    ['spec.rules[0].host'],
  ],
];

export const validation: ClusterCases = (under) => {
  for (const [title, draft, fields] of cases) {
    it(`refuses ${title}, by the field`, async () => {
      const namespace = await under().namespace();
      const error = await rejection<ClusterError>(under().cluster.create(draft(namespace), { dryRun: true }));
      expect(error.code).to.equal('INVALID');
      expect(error.causes.map(({ field }) => field)).to.deep.equal(fields);
    });
  }

  it('refuses an amount that is none', async () => {
    const namespace = await under().namespace();
    const lots = web({}, { resources: { requests: { cpu: 'lots' } } })(namespace);
    const error = await rejection<ClusterError>(under().cluster.create(lots, { dryRun: true }));
    expect(error.code).to.equal('INVALID');
    expect(error.message).to.contain('quantities');
  });

  it('refuses what a namespace has no room for', async () => {
    const { cluster } = under();
    const namespace = await under().namespace();
    await cluster.create(object('v1', 'ResourceQuota', { hard: { 'count/secrets': '0' } }, 'small')(namespace));
    await eventually(async () => {
      const quota = await cluster.get({ apiVersion: 'v1', kind: 'ResourceQuota', namespace, name: 'small' });
      return textAt(quota, 'status', 'hard', 'count/secrets') === '0';
    });
    const secret: ObjectDraft = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one', namespace } };
    const error = await rejection<ClusterError>(cluster.create(secret));
    expect(error.code).to.equal('INVALID');
    expect(error.message).to.contain('exceeded quota: small').and.to.contain('limited: count/secrets=0');
  });
};
