import { AppsV1Api, CoreV1Api, KubeConfig, VersionApi } from '@kubernetes/client-node';
import { expect } from 'chai';

import { connectCluster } from '#src/cluster/index.ts';
import { clusterContract } from '#test/contracts/cluster.contract.ts';

import type { ControlPlane } from '../control-plane.ts';
import { eventually } from '../eventually.ts';
import { findBinaries, releaseOf } from '../find-binaries.ts';
import { deployment } from '../objects.ts';
import { startControlPlane } from '../start-control-plane.ts';

clusterContract('A real control plane of the minor before', async () => {
  const plane = await startControlPlane('kubernetes-1.35');
  const cluster = await connectCluster(plane.kubeconfig);
  return {
    cluster,
    kubeconfig: plane.kubeconfig,
    namespace: () => plane.freshNamespace('port'),
    close: async () => {
      cluster.close();
      await plane.stop();
    },
  };
});

describe('a control plane of the minor before', function () {
  this.timeout(180_000);
  let plane: ControlPlane;
  const config = new KubeConfig();

  before(async () => {
    plane = await startControlPlane('kubernetes-1.35');
    config.loadFromString(plane.kubeconfig);
  });
  after(() => plane.stop());

  it('becomes the current one in place, and keeps what it has', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const apps = config.makeApiClient(AppsV1Api);
    const version = config.makeApiClient(VersionApi);
    const namespace = await plane.freshNamespace('upgrade');
    const available = async (): Promise<number | undefined> =>
      (await apps.readNamespacedDeployment({ name: 'web', namespace })).status?.availableReplicas;

    expect(await version.getCode()).to.include({ minor: '35', gitVersion: 'v1.35.4' });
    await apps.createNamespacedDeployment({ namespace, body: deployment('web', 2) });
    await eventually(async () => (await available()) === 2);
    const before = (await core.listNamespacedPod({ namespace })).items.map(({ metadata }) => metadata?.uid);

    await plane.upgrade(findBinaries(releaseOf('kubernetes-1.36')));
    expect(await version.getCode()).to.include({ minor: '36', gitVersion: 'v1.36.3' });
    const kubelets = (await core.listNode()).items.map(({ status }) => status?.nodeInfo?.kubeletVersion);
    expect(kubelets, 'an upgrade of the control plane leaves the kubelets').to.deep.equal(Array(3).fill('v1.35.4'));
    expect((await core.listNamespacedPod({ namespace })).items.map(({ metadata }) => metadata?.uid)).to.deep.equal(
      before,
    );
    await apps.replaceNamespacedDeployment({ name: 'web', namespace, body: deployment('web', 3) });
    await eventually(async () => (await available()) === 3);
  });
});

describe('a control plane that emulates the minor before', function () {
  this.timeout(180_000);

  it('says which one it emulates, beside its own', async () => {
    const plane = await startControlPlane('kubernetes-1.36', {
      emulatedVersion: '1.35',
      customResources: [],
      nodes: [],
    });
    try {
      const { body } = await plane.access.ask('/version');
      expect(JSON.parse(body)).to.include({ minor: '36', emulationMinor: '35', gitVersion: 'v1.36.3' });
    } finally {
      await plane.stop();
    }
  });
});
