import { BatchV1Api, CoreV1Api, CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import { expect } from 'chai';
import { z } from 'zod';

import type { ControlPlane } from '../control-plane.ts';
import { eventually } from '../eventually.ts';
import type { GuardedProcess } from '../guarded-process.ts';
import { startControlPlane } from '../start-control-plane.ts';
import { startController } from './start-controller.ts';

const plans = { group: 'upgrade.cattle.io', version: 'v1', plural: 'plans', namespace: 'system-upgrade' };
const planSchema = z.object({
  status: z
    .object({
      latestHash: z.string().default(''),
      latestVersion: z.string().default(''),
      applying: z.array(z.string()).default([]),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
    })
    .default({ latestHash: '', latestVersion: '', applying: [], conditions: [] }),
});

/**
 * The real system-upgrade-controller: what it makes of a Plan. Nothing runs in the pods of its Jobs, and it is there that
 * k3s is replaced: `prepare` waits for nobody, no node is cordoned or drained, and the kubelets' versions stay.
 */
describe('the real system-upgrade-controller', function () {
  this.timeout(180_000);
  let plane: ControlPlane;
  let controller: GuardedProcess;
  let core: CoreV1Api;
  let objects: CustomObjectsApi;
  const config = new KubeConfig();

  before(async () => {
    plane = await startControlPlane();
    config.loadFromString(plane.kubeconfig);
    core = config.makeApiClient(CoreV1Api);
    objects = config.makeApiClient(CustomObjectsApi);
    await core.createNamespace({ body: { metadata: { name: plans.namespace } } });
    await core.createNamespacedServiceAccount({
      namespace: plans.namespace,
      body: { metadata: { name: 'system-upgrade' } },
    });
    controller = startController(plane, 'system-upgrade-controller', {
      flags: ['--name=system-upgrade-controller', `--namespace=${plans.namespace}`, '--threads=2'],
    });
  });
  after(async () => {
    await controller.kill();
    await plane.stop();
  });

  const plan = (name: string, spec: object): Promise<unknown> =>
    objects.createNamespacedCustomObject({
      ...plans,
      body: {
        apiVersion: 'upgrade.cattle.io/v1',
        kind: 'Plan',
        metadata: { name },
        spec: {
          serviceAccountName: 'system-upgrade',
          version: 'v1.36.4+k3s1',
          concurrency: 1,
          upgrade: { image: 'rancher/k3s-upgrade' },
          ...spec,
        },
      },
    });
  const statusOf = async (name: string): Promise<z.infer<typeof planSchema>['status']> =>
    planSchema.parse(await objects.getNamespacedCustomObject({ ...plans, name })).status;
  const labelOf = async (node: string, label: string): Promise<string | undefined> =>
    (await core.readNode({ name: node })).metadata?.labels?.[label];

  it('runs the job of a plan on the nodes it is for, and labels them with its hash', async () => {
    await plan('server-plan', {
      cordon: true,
      nodeSelector: {
        matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'In', values: ['true'] }],
      },
    });
    await eventually(
      async () =>
        (await statusOf('server-plan')).conditions.some(({ type, status }) => type === 'Complete' && status === 'True'),
      { seconds: 90 },
    );
    const { latestHash, latestVersion } = await statusOf('server-plan');
    expect(latestVersion).to.equal('v1.36.4-k3s1');
    expect(await labelOf('server-1', 'plan.upgrade.cattle.io/server-plan')).to.equal(latestHash);
    expect(await labelOf('worker-1', 'plan.upgrade.cattle.io/server-plan')).to.equal(undefined);
    const { items } = await core.listNamespacedPod({
      namespace: plans.namespace,
      labelSelector: 'upgrade.cattle.io/plan=server-plan',
    });
    expect(items[0]?.spec?.nodeName).to.equal('server-1');
    expect(items[0]?.spec?.containers[0]?.image).to.equal('rancher/k3s-upgrade:v1.36.4-k3s1');
    expect(items[0]?.spec?.initContainers?.map(({ name }) => name)).to.deep.equal(['cordon']);
  });

  it('waits for a job whose image cannot be pulled, and takes it away with its plan', async () => {
    await plan('broken-plan', {
      cordon: true,
      nodeSelector: { matchLabels: { 'kubernetes.io/hostname': 'worker-1' } },
      upgrade: { image: 'registry.example/does-not-exist' },
    });
    await eventually(async () => {
      const { items } = await core.listNamespacedPod({
        namespace: plans.namespace,
        labelSelector: 'upgrade.cattle.io/plan=broken-plan',
      });
      return items[0]?.status?.containerStatuses?.[0]?.state?.waiting?.reason === 'ImagePullBackOff';
    });
    expect((await statusOf('broken-plan')).applying).to.deep.equal(['worker-1']);
    expect(await labelOf('worker-1', 'plan.upgrade.cattle.io/broken-plan')).to.equal(undefined);
    const batch = config.makeApiClient(BatchV1Api);
    await objects.deleteNamespacedCustomObject({ ...plans, name: 'broken-plan' });
    await eventually(
      async () =>
        (
          await batch.listNamespacedJob({
            namespace: plans.namespace,
            labelSelector: 'upgrade.cattle.io/plan=broken-plan',
          })
        ).items.length === 0,
    );
  });
});
