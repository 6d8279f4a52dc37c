import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  PatchStrategy,
  PolicyV1Api,
  StorageV1Api,
  setHeaderOptions,
  type V1Deployment,
  VersionApi,
} from '@kubernetes/client-node';
import { expect } from 'chai';

import type { ControlPlane } from './control-plane.ts';
import { customResources } from './custom-resources.ts';
import { eventually } from './eventually.ts';
import { deployment, running } from './objects.ts';
import { controlPlane } from './shared-control-plane.ts';

describe('the control plane of the tests', function () {
  this.timeout(60_000);
  let plane: ControlPlane;
  let core: CoreV1Api;
  let apps: AppsV1Api;
  const config = new KubeConfig();

  before(async () => {
    plane = await controlPlane();
    config.loadFromString(plane.kubeconfig);
    core = config.makeApiClient(CoreV1Api);
    apps = config.makeApiClient(AppsV1Api);
  });

  it('says its true version, and its kubelets theirs', async () => {
    expect(await config.makeApiClient(VersionApi).getCode()).to.include({
      major: '1',
      minor: '36',
      gitVersion: 'v1.36.3',
    });
    for (const name of ['server-1', 'worker-1', 'worker-2']) {
      expect((await core.readNode({ name })).status?.nodeInfo?.kubeletVersion).to.equal('v1.36.3');
    }
  });

  it('has a server and two workers, all of them ready', async () => {
    for (const [name, role] of [
      ['server-1', 'true'],
      ['worker-1', undefined],
      ['worker-2', undefined],
    ] as const) {
      const { metadata, status } = await core.readNode({ name });
      expect(status?.conditions?.find(({ type }) => type === 'Ready')?.status).to.equal('True');
      expect(metadata?.labels?.['node-role.kubernetes.io/control-plane']).to.equal(role);
    }
  });

  it('serves the custom resources of k3k, k3s, system-upgrade-controller and Velero', async () => {
    const objects = config.makeApiClient(CustomObjectsApi);
    const { body } = await plane.access.ask('/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
    for (const { metadata } of customResources()) expect(body).to.contain(`"name":"${metadata.name}"`);
    for (const [group, version, plural] of [
      ['k3k.io', 'v1beta1', 'clusters'],
      ['helm.cattle.io', 'v1', 'helmcharts'],
      ['upgrade.cattle.io', 'v1', 'plans'],
      ['velero.io', 'v1', 'backups'],
    ] as const) {
      expect(await objects.listClusterCustomObject({ group, version, plural }))
        .property('items')
        .to.be.an('array');
    }
  });

  it('refuses a Cluster of k3k that would change its mode', async () => {
    const namespace = await plane.freshNamespace('k3k');
    const place = { group: 'k3k.io', version: 'v1beta1', plural: 'clusters', namespace };
    const objects = config.makeApiClient(CustomObjectsApi);
    const body = {
      apiVersion: 'k3k.io/v1beta1',
      kind: 'Cluster',
      metadata: { name: 'shop' },
      spec: { mode: 'virtual' },
    };
    await objects.createNamespacedCustomObject({ ...place, body });
    const change = { ...body, spec: { mode: 'shared' } };
    const refused = await failureOf(
      objects.patchNamespacedCustomObject(
        { ...place, name: 'shop', body: change, fieldManager: 'tests', force: true },
        setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply),
      ),
    );
    expect(refused.code).to.equal(422);
    expect(refused.body).to.contain('immutable');
  });

  it('runs a deployment, and deletes its pods with it', async () => {
    const namespace = await plane.freshNamespace('deployment');
    await apps.createNamespacedDeployment({ namespace, body: deployment('web', 3) });
    await eventually(
      async () => (await apps.readNamespacedDeployment({ name: 'web', namespace })).status?.availableReplicas === 3,
    );
    expect(await core.listNamespacedPod({ namespace }))
      .property('items')
      .to.have.length(3);
    await apps.deleteNamespacedDeployment({ name: 'web', namespace });
    await eventually(async () => (await core.listNamespacedPod({ namespace })).items.length === 0);
  });

  it('refuses an eviction that a disruption budget forbids', async () => {
    const namespace = await plane.freshNamespace('budget');
    await apps.createNamespacedDeployment({ namespace, body: deployment('web', 2) });
    const policy = config.makeApiClient(PolicyV1Api);
    await policy.createNamespacedPodDisruptionBudget({
      namespace,
      body: { metadata: { name: 'web' }, spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } } },
    });
    await eventually(
      async () =>
        (await policy.readNamespacedPodDisruptionBudget({ name: 'web', namespace })).status?.currentHealthy === 2,
    );
    const [pod] = (await core.listNamespacedPod({ namespace })).items;
    const name = pod?.metadata?.name ?? '';
    const refused = await failureOf(
      core.createNamespacedPodEviction({ name, namespace, body: { metadata: { name, namespace } } }),
    );
    expect(refused.code).to.equal(429);
    expect(refused.body).to.contain('disruption budget');
  });

  it('says who owns a field that somebody else applies', async () => {
    const namespace = await plane.freshNamespace('conflict');
    const apply = (fieldManager: string, replicas: number): Promise<V1Deployment> =>
      apps.patchNamespacedDeployment(
        { name: 'web', namespace, fieldManager, body: deployment('web', replicas) },
        setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply),
      );
    await apply('somebody', 1);
    const refused = await failureOf(apply('wizard', 2));
    expect(refused.code).to.equal(409);
    expect(refused.body).to.contain('FieldManagerConflict').and.contain('.spec.replicas').and.contain('somebody');
  });

  it('binds a claim when a pod uses it, and deletes its volume with it', async () => {
    const namespace = await plane.freshNamespace('storage');
    const classes = await config.makeApiClient(StorageV1Api).listStorageClass();
    expect(classes.items.map(({ metadata }) => metadata?.name)).to.include('local-path');
    await core.createNamespacedPersistentVolumeClaim({
      namespace,
      body: {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    });
    const pod = running('shop:1.0');
    pod.spec = {
      containers: [],
      ...pod.spec,
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    };
    await core.createNamespacedPod({ namespace, body: { metadata: { name: 'shop' }, ...pod } });
    const volume = await eventually(async () => {
      const claim = await core.readNamespacedPersistentVolumeClaim({ name: 'data', namespace });
      return claim.status?.phase === 'Bound' && claim.spec?.volumeName;
    });
    await core.deleteNamespacedPod({ name: 'shop', namespace });
    await core.deleteNamespacedPersistentVolumeClaim({ name: 'data', namespace });
    await eventually(async () => {
      const { items } = await core.listPersistentVolume();
      return !items.some(({ metadata }) => metadata?.name === volume);
    });
  });

  it('loses nothing when the API server is killed', async () => {
    const namespace = await plane.freshNamespace('outage');
    await core.createNamespacedConfigMap({
      namespace,
      body: { metadata: { name: 'kept' }, data: { value: 'still here' } },
    });
    await plane.killApiServer();
    const away = await core.listNode().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(away).to.be.instanceOf(TypeError).and.have.nested.property('cause.code', 'ECONNREFUSED');
    await plane.startApiServer();
    expect((await core.readNamespacedConfigMap({ name: 'kept', namespace })).data).to.deep.equal({
      value: 'still here',
    });
    await apps.createNamespacedDeployment({ namespace, body: deployment('after', 1) });
    await eventually(
      async () => (await apps.readNamespacedDeployment({ name: 'after', namespace })).status?.availableReplicas === 1,
    );
  });
});

async function failureOf(attempt: Promise<unknown>): Promise<{ code: number; body: string }> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof ApiException) return { code: error.code, body: String(error.body) };
    throw error;
  }
  throw new Error('It was not refused.');
}
