import { expect } from 'chai';

import { advisers, judge } from '#src/cluster/diagnosis/index.ts';
import { type ClusterObject, nameOf } from '#src/cluster/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { gatewayClass, policy } from './broken-platform.ts';
import { crashed, deployed, object, service, snapshotOf } from './fixtures.ts';
import { healthy } from './healthy-clusters.ts';

/** As it should be written down. */
const good: JsonObject = {
  ports: [{ containerPort: 80 }],
  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  readinessProbe: { httpGet: { path: '/', port: 80 } },
  livenessProbe: { httpGet: { path: '/', port: 80 } },
};
const pair = (container: JsonObject, rest: { pod?: JsonObject; image?: string } = {}): ClusterObject[] => [
  ...deployed('web', [{}, {}], { container, ...rest }),
  service('web', { app: 'web' }),
  object('policy/v1', 'PodDisruptionBudget', 'web', {
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    status: { expectedPods: 2, currentHealthy: 2, desiredHealthy: 1, disruptionsAllowed: 1 },
  }),
];
const without = (field: string): JsonObject => {
  const { [field]: _, ...rest } = good;
  return rest;
};
const bound = (rules: JsonObject[]): ClusterObject[] => [
  object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'wide', { namespaced: false, rules }),
  object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'wide', {
    namespaced: false,
    roleRef: { kind: 'ClusterRole', name: 'wide' },
    subjects: [{ kind: 'ServiceAccount', name: 'agent', namespace: 'shop' }],
  }),
];

const advised: { name: string; objects(): ClusterObject[]; advice: string }[] = [
  {
    name: 'no memory limit',
    objects: () => pair({ ...good, resources: { requests: { cpu: '1m', memory: '1Mi' } } }),
    advice: 'pod-settings/no-limit Deployment shop/web',
  },
  {
    name: 'no requests',
    objects: () => pair({ ...good, resources: { limits: { memory: '1Mi' } } }),
    advice: 'pod-settings/no-request Deployment shop/web',
  },
  {
    name: 'no readiness check',
    objects: () => pair(without('readinessProbe')),
    advice: 'pod-settings/no-readiness-check Deployment shop/web',
  },
  {
    name: 'no liveness check',
    objects: () => pair(without('livenessProbe')),
    advice: 'pod-settings/no-liveness-check Deployment shop/web',
  },
  {
    name: 'an image without a version',
    objects: () => pair(good, { image: 'registry.example.org:5000/web' }),
    advice: 'pod-settings/no-fixed-version Deployment shop/web',
  },
  {
    name: 'an image that moves',
    objects: () => pair(good, { image: 'nginx:latest' }),
    advice: 'pod-settings/no-fixed-version Deployment shop/web',
  },
  {
    name: 'a privileged container',
    objects: () => pair({ ...good, securityContext: { privileged: true } }),
    advice: 'pod-settings/privileged Deployment shop/web',
  },
  {
    name: 'a container that is root',
    objects: () => pair(good, { pod: { securityContext: { runAsUser: 0 } } }),
    advice: 'pod-settings/may-be-root Deployment shop/web',
  },
  {
    name: 'a folder of the node',
    objects: () =>
      pair(
        { ...good, volumeMounts: [{ name: 'etc', mountPath: '/x' }] },
        { pod: { volumes: [{ name: 'etc', hostPath: { path: '/etc' } }] } },
      ),
    advice: 'pod-settings/host-folder Deployment shop/web',
  },
  {
    name: 'rights of an administrator',
    objects: () => pair({ ...good, securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
    advice: 'pod-settings/added-rights Deployment shop/web',
  },
  {
    name: 'one copy',
    objects: () => [...deployed('web', [{}], { container: good }), service('web', { app: 'web' })],
    advice: 'spare-copies/single-copy Deployment shop/web',
  },
  {
    name: 'no budget',
    objects: () => pair(good).filter(({ kind }) => kind !== 'PodDisruptionBudget'),
    advice: 'spare-copies/no-budget Deployment shop/web',
  },
  {
    name: 'a pod of nobody',
    objects: () => [
      object('v1', 'Pod', 'alone', {
        spec: { containers: [{ name: 'main', image: 'web:1', ...good, ports: [] }] },
        status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
      }),
    ],
    advice: 'spare-copies/naked-pod Pod shop/alone',
  },
  {
    name: 'an account that may do everything',
    objects: () => bound([{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
    advice: 'wide-rights/everything ClusterRoleBinding wide',
  },
  {
    name: 'an account that reads every secret',
    objects: () => bound([{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }]),
    advice: 'wide-rights/all-secrets ClusterRoleBinding wide',
  },
  {
    name: 'a port without a service',
    objects: () => deployed('web', [{}], { container: good }),
    advice: 'unreached/no-service Deployment shop/web',
  },
  {
    name: 'a ConfigMap of nobody',
    objects: () => [object('v1', 'ConfigMap', 'old', { data: { a: 'b' } })],
    advice: 'unused-configuration/unused ConfigMap shop/old',
  },
  {
    name: 'a Secret of nobody',
    objects: () => [object('v1', 'Secret', 'old', { type: 'Opaque', data: {} })],
    advice: 'unused-configuration/unused Secret shop/old',
  },
  {
    name: 'an account of nobody',
    objects: () => [object('v1', 'ServiceAccount', 'old')],
    advice: 'unused-configuration/unused ServiceAccount shop/old',
  },
  {
    name: 'a claim of nobody',
    objects: () => [
      object('v1', 'PersistentVolumeClaim', 'old', {
        spec: { storageClassName: 'local-path' },
        status: { phase: 'Bound' },
      }),
    ],
    advice: 'unused-configuration/unused PersistentVolumeClaim shop/old',
  },
  {
    name: 'a key that nobody reads',
    objects: () => [
      ...pair({ ...good, env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }] }),
      object('v1', 'ConfigMap', 'settings', { data: { a: '1', b: '2' } }),
    ],
    advice: 'unused-configuration/unused-key ConfigMap shop/settings',
  },
  {
    name: 'a gateway class of nobody',
    objects: () => [gatewayClass()],
    advice: 'unused-configuration/unused GatewayClass edge',
  },
  {
    name: 'a policy that cuts everything',
    objects: () => [policy('deny', { policyTypes: ['Ingress', 'Egress'] })],
    advice: 'guards/cuts-all-in NetworkPolicy shop/deny',
  },
  {
    name: 'pods guarded one way',
    objects: () => [...pair(good), policy('in', { policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 80 }] }] })],
    advice: 'guards/open-out Deployment shop/web',
  },
  {
    name: 'a quota nearly used up',
    objects: () => [
      object('v1', 'ResourceQuota', 'team', {
        spec: { hard: { pods: '10' } },
        status: { hard: { pods: '10' }, used: { pods: '9' } },
      }),
    ],
    advice: 'quota/nearly-used-up ResourceQuota shop/team',
  },
];

describe('Advice', () => {
  for (const { name, objects, advice } of advised) {
    it(`is given for ${name}, and only when asked for`, () => {
      const snapshot = snapshotOf(objects());
      const { findings } = judge(snapshot, { advice: true });
      expect(findings.map(({ rule, cause, object: about }) => `${rule}/${cause} ${nameOf(about)}`)).to.include(advice);
      expect(findings.map(({ severity }) => severity)).to.satisfy((all: string[]) =>
        all.every((one) => one === 'advice'),
      );
      expect(judge(snapshot).findings).to.deep.equal([]);
    });
  }

  it('has nothing to say about what is written down well', () => {
    expect(judge(snapshotOf(pair(good)), { advice: true }).findings.map(({ summary }) => summary)).to.deep.equal([]);
  });

  it('never hides a fault of the same object', () => {
    const broken = [...deployed('web', [crashed(1)]), service('web', { app: 'web' })];
    const faults = judge(snapshotOf(broken), { advice: true }).findings.filter(({ severity }) => severity !== 'advice');
    expect(faults).to.deep.equal(judge(snapshotOf(broken)).findings);
    expect(faults).to.have.length(1);
  });

  it('is no more than advice about anything healthy', () => {
    for (const { name, objects, log } of healthy) {
      const grave = judge(snapshotOf(objects(), log), { advice: true }).findings.filter(
        ({ severity }) => severity !== 'advice',
      );
      expect(grave, name).to.deep.equal([]);
    }
  });

  it('has an example for every adviser', () => {
    const shown = new Set(advised.map(({ advice }) => advice.split('/')[0]));
    expect(Object.keys(advisers).filter((rule) => !shown.has(rule))).to.deep.equal([]);
  });
});
