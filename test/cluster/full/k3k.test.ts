import { AppsV1Api, CoreV1Api, CustomObjectsApi, KubeConfig, RbacAuthorizationV1Api } from '@kubernetes/client-node';
import { expect } from 'chai';
import { z } from 'zod';

import type { ControlPlane } from '../control-plane.ts';
import { eventually } from '../eventually.ts';
import type { GuardedProcess } from '../guarded-process.ts';
import { startControlPlane } from '../start-control-plane.ts';
import { startNestedK3s } from './nested-k3s.ts';
import { startController } from './start-controller.ts';

const clusters = { group: 'k3k.io', version: 'v1beta1', plural: 'clusters' };
const clusterSchema = z.object({
  metadata: z.object({ finalizers: z.array(z.string()).default([]) }),
  status: z.object({
    phase: z.string().default(''),
    conditions: z.array(z.object({ type: z.string(), status: z.string(), reason: z.string() })).default([]),
  }),
});

/**
 * The real k3k controller. What it makes is its own; in its pods nothing runs, so a second control plane answers in the
 * place of the k3s inside. It answers at port 443 of the service's address, which only root may take.
 */
describe('the real k3k controller', function () {
  this.timeout(180_000);
  let plane: ControlPlane;
  let inside: ControlPlane;
  let controller: GuardedProcess;
  let k3s: { stop(): void } | undefined;
  let core: CoreV1Api;
  let apps: AppsV1Api;
  let objects: CustomObjectsApi;
  let namespace: string;
  const config = new KubeConfig();

  before(async () => {
    plane = await startControlPlane();
    inside = await startControlPlane('kubernetes-1.36', { customResources: [], nodes: [{ name: 'inside' }] });
    config.loadFromString(plane.kubeconfig);
    core = config.makeApiClient(CoreV1Api);
    apps = config.makeApiClient(AppsV1Api);
    objects = config.makeApiClient(CustomObjectsApi);
    await core.createNamespace({ body: { metadata: { name: 'k3k-system' } } });
    // As its chart has them.
    for (const name of ['k3k-kubelet-node', 'k3k-priorityclass']) {
      await config.makeApiClient(RbacAuthorizationV1Api).createClusterRoleBinding({
        body: { metadata: { name }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name } },
      });
    }
    controller = startController(plane, 'k3k', { env: { CONTROLLER_NAMESPACE: 'k3k-system' } });
    namespace = await plane.freshNamespace('k3k-shop');
  });
  after(async () => {
    await controller.kill();
    k3s?.stop();
    await inside.stop();
    await plane.stop();
  });

  const read = async (): Promise<z.infer<typeof clusterSchema>> =>
    clusterSchema.parse(await objects.getNamespacedCustomObject({ ...clusters, namespace, name: 'shop' }));
  const imageOf = async (): Promise<string | undefined> =>
    (await core.readNamespacedPod({ name: 'k3k-shop-server-0', namespace })).spec?.containers[0]?.image;

  it('makes the parts of a cluster, and says when it is ready', async () => {
    await objects.createNamespacedCustomObject({
      ...clusters,
      namespace,
      body: {
        apiVersion: 'k3k.io/v1beta1',
        kind: 'Cluster',
        metadata: { name: 'shop' },
        spec: { mode: 'virtual', version: 'v1.35.4-k3s1', servers: 1, agents: 1 },
      },
    });
    const service = await eventually(() => core.readNamespacedService({ name: 'k3k-shop-service', namespace }), {
      seconds: 60,
    });
    const address = service.spec?.clusterIP ?? '';
    expect(service.spec?.ports?.[0]).to.include({ port: 443, targetPort: 6443 });
    await eventually(async () => (await read()).status.phase === 'Provisioning');
    k3s = await startNestedK3s(address, inside.access);
    await eventually(async () => (await read()).status.phase === 'Ready', { seconds: 120 });

    const { metadata, status } = await read();
    expect(metadata.finalizers).to.deep.equal(['cluster.k3k.io/finalizer']);
    expect(status.conditions).to.deep.include({ type: 'Ready', status: 'True', reason: 'Provisioned' });
    expect(await imageOf()).to.equal('rancher/k3s:v1.35.4-k3s1');
    const claims = (await core.listNamespacedPersistentVolumeClaim({ namespace })).items;
    expect(claims.map(({ metadata, status }) => [metadata?.name, status?.phase])).to.deep.equal([
      ['varlibrancherk3s-k3k-shop-server-0', 'Bound'],
    ]);
    expect((await apps.readNamespacedDeployment({ name: 'k3k-shop-agent', namespace })).spec?.replicas).to.equal(1);
  });

  it('hands out a kubeconfig that opens the cluster inside', async () => {
    const { data } = await core.readNamespacedSecret({ name: 'k3k-shop-kubeconfig', namespace });
    const text = Buffer.from(data?.['kubeconfig.yaml'] ?? '', 'base64').toString();
    const within = new KubeConfig();
    within.loadFromString(text);
    expect(within.getCurrentUser()?.name).to.equal('default');
    const { items } = await within.makeApiClient(CoreV1Api).listNode();
    expect(items.map(({ metadata }) => metadata?.name)).to.deep.equal(['inside']);
  });

  it('rolls the servers and the agents when the version changes', async () => {
    await plane.access.ask(`/apis/k3k.io/v1beta1/namespaces/${namespace}/clusters/shop`, {
      method: 'PATCH',
      type: 'application/merge-patch+json',
      body: { spec: { version: 'v1.36.3-k3s1' } },
    });
    await eventually(async () => (await imageOf()) === 'rancher/k3s:v1.36.3-k3s1', { seconds: 60 });
    await eventually(async () => {
      const { spec } = await apps.readNamespacedDeployment({ name: 'k3k-shop-agent', namespace });
      return spec?.template.spec?.containers[0]?.image === 'rancher/k3s:v1.36.3-k3s1';
    });
    await eventually(async () => (await read()).status.phase === 'Ready');
  });

  it('takes everything away with the cluster, its data too', async () => {
    await objects.deleteNamespacedCustomObject({ ...clusters, namespace, name: 'shop' });
    const path = `/apis/k3k.io/v1beta1/namespaces/${namespace}/clusters/shop`;
    await eventually(async () => (await plane.access.ask(path)).status === 404, { seconds: 60 });
    await eventually(async () => (await core.listNamespacedPod({ namespace })).items.length === 0, { seconds: 60 });
    await eventually(async () => (await core.listNamespacedPersistentVolumeClaim({ namespace })).items.length === 0);
  });
});
