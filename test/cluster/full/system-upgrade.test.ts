import { BatchV1Api, CoreV1Api, CustomObjectsApi, KubeConfig, type V1Pod } from '@kubernetes/client-node';
import { expect } from 'chai';
import { z } from 'zod';

import { type Cluster, connectCluster, labelsAt, textAt } from '#src/cluster/index.ts';
import { finishUpgrade, upgradeMachine, upgradeNeeds } from '#src/provisioning/engines/adopted/upgrade.ts';
import { context } from '#test/contracts/apply-context.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';

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

  it('takes our own Plans: the node that we let go, and no other one, servers before agents', async () => {
    const version = 'v1.36.5+k3s1';
    const cluster = await connectCluster(plane.kubeconfig);
    try {
      // k3s nodes, and a Deployment of the controller: here it runs beside the cluster.
      for (const name of ['server-1', 'worker-1', 'worker-2']) await runs(cluster, name, 'v1.36.3+k3s1');
      await cluster.apply(deployment(plans.namespace, 'system-upgrade-controller', { replicas: 1 }));
      await eventually(async () => (await upgradeNeeds(cluster, 'own1')).type === 'nothing');

      const { pod: onServer } = await upgradedBy(cluster, 'server-1', version, '3bot-servers');
      expect(onServer.spec?.initContainers?.map(({ name }) => name)).to.deep.equal(['cordon']);
      expect(await plansOn(cluster, 'worker-1'), 'agents are let go one by one').to.deep.equal([]);

      const { pod: onAgent } = await upgradedBy(cluster, 'worker-1', version, '3bot-agents');
      expect(onAgent.spec?.initContainers?.map(({ name }) => name)).to.deep.equal(['prepare', 'cordon']);
      expect(onAgent.spec?.initContainers?.[0]?.args).to.deep.equal(['prepare', '3bot-servers']);
      expect(onAgent.spec?.containers[0]?.image).to.equal('rancher/k3s-upgrade:v1.36.5-k3s1');
      expect(await plansOn(cluster, 'worker-2')).to.deep.equal([]);
      expect((await core.readNode({ name: 'worker-2' })).status?.nodeInfo?.kubeletVersion).to.equal('v1.36.3+k3s1');

      await finishUpgrade(cluster, context('finish'));
      for (const name of ['3bot-servers', '3bot-agents'])
        expect(
          await cluster.get({ apiVersion: 'upgrade.cattle.io/v1', kind: 'Plan', namespace: plans.namespace, name }),
        ).to.equal(null);
      for (const name of ['server-1', 'worker-1'])
        expect(await labelOf(name, '3bot.io/upgrade-to')).to.equal(undefined);
    } finally {
      cluster.close();
    }
  });

  /** Lets one node go, and is its k3s: once the Job of the Plan has run there, the kubelet has its new version. */
  const upgradedBy = async (cluster: Cluster, node: string, version: string, plan: string): Promise<{ pod: V1Pod }> => {
    const done = upgradeMachine(cluster, node, version, context(`upgrade/${node}`));
    const pod = await eventually(
      async () => {
        const { items } = await core.listNamespacedPod({
          namespace: plans.namespace,
          labelSelector: `upgrade.cattle.io/plan=${plan}`,
        });
        return items.find(({ spec }) => spec?.nodeName === node);
      },
      { seconds: 90 },
    );
    await runs(cluster, node, version);
    await done;
    return { pod };
  };
  const runs = async (cluster: Cluster, name: string, version: string): Promise<void> => {
    const reference = { apiVersion: 'v1', kind: 'Node', name };
    await cluster.patch(reference, { metadata: { annotations: { 'emulated/kubelet-version': version } } });
    await eventually(
      async () => textAt(await cluster.get(reference), 'status', 'nodeInfo', 'kubeletVersion') === version,
    );
  };
  /** Our Plans that have worked on a node. */
  const plansOn = async (cluster: Cluster, name: string): Promise<string[]> => {
    const node = await cluster.get({ apiVersion: 'v1', kind: 'Node', name });
    const labels = Object.keys(labelsAt(node, 'metadata', 'labels'));
    return labels.filter((label) => label.startsWith('plan.upgrade.cattle.io/3bot-'));
  };
});
