import { type Cluster, connectCluster } from '#src/cluster/index.ts';
import { readNode } from '#src/provisioning/upgrade/read-nodes.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';
import { furnish, putRight } from '#test/journeys/upgrade/furnish.ts';
import { play } from '#test/journeys/upgrade/play.ts';
import { until } from '#test/provisioning/operations/stand.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import type { ControlPlane } from './control-plane.ts';
import { startControlPlane } from './start-control-plane.ts';
import { UpgradeActor } from './upgrade-actor.ts';

/** A server that is asked to be 1.35, with k3s of 1.35 on its nodes; they are emulated, and so is what replaces their k3s. */
describe('the journey of an upgrade on a real control plane', () => {
  let plane: ControlPlane;
  let wizard: TestWizard;
  let cluster: Cluster;
  let actor: UpgradeActor;

  before(async function () {
    this.timeout(180_000);
    plane = await startControlPlane('kubernetes-1.36', { emulatedVersion: '1.35', kubeletVersion: 'v1.35.6+k3s1' });
    cluster = await connectCluster(plane.kubeconfig);
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'system-upgrade' } });
    const controller = deployment('system-upgrade', 'system-upgrade-controller', { replicas: 1 });
    await cluster.apply(controller);
    actor = new UpgradeActor(cluster);
    wizard = await startTestWizard((config) => ({
      ...config,
      engines: { ...config.engines, adopted: { ...config.engines.adopted, allow: ['127.0.0.0/8'] } },
    }));
  });
  after(async () => {
    await wizard.stop();
    await actor.stop();
    cluster.close();
    await plane.stop();
  });

  it('connects the cluster, then goes as written', async function () {
    this.timeout(400_000);
    const client = await wizard.client();
    await client.open();
    for (const words of ['/adopt', plane.kubeconfig, 'web1', 'Connect it']) {
      await client.asked();
      await client.say(words);
    }
    await client.asked();
    if (client.prompt?.kind === 'ask') await client.say('done');
    await furnish(cluster);
    await putRight(cluster);
    await play('1-on-a-server', client);
    await play('2-begun', client, 'Extra worker');
    await machine(cluster, 'worker-2', 'stopped');
    await until(async () => (await readNode(cluster, 'worker-2'))?.ready === false, 120_000);
    await play('3-a-machine-dies', client);
    await machine(cluster, 'worker-2', null);
    await until(async () => (await readNode(cluster, 'worker-2'))?.ready === true, 120_000);
    await play('4-came-back', client);
  });
});

/** The heart-beats of a node end, or come back. */
async function machine(cluster: Cluster, name: string, kubelet: string | null): Promise<void> {
  await cluster.patch(
    { apiVersion: 'v1', kind: 'Node', name },
    { metadata: { labels: { 'emulated/kubelet': kubelet } } },
  );
}
