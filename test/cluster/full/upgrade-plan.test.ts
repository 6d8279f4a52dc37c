import { expect } from 'chai';

import { type Cluster, connectCluster } from '#src/cluster/index.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';
import { furnish, putRight } from '#test/journeys/upgrade/furnish.ts';
import { play } from '#test/journeys/upgrade/play.ts';
import { transcriptLines } from '#test/support/transcript.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import type { ControlPlane } from '../control-plane.ts';
import { startControlPlane } from '../start-control-plane.ts';

/** A server that is asked to be 1.35, with k3s of 1.35 on its nodes; they are emulated. */
describe('planning an upgrade on a real control plane', () => {
  let plane: ControlPlane;
  let wizard: TestWizard;
  let cluster: Cluster;

  before(async function () {
    this.timeout(180_000);
    plane = await startControlPlane('kubernetes-1.36', { emulatedVersion: '1.35', kubeletVersion: 'v1.35.6+k3s1' });
    cluster = await connectCluster(plane.kubeconfig);
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'system-upgrade' } });
    const controller = deployment('system-upgrade', 'system-upgrade-controller', { replicas: 1 });
    await cluster.apply(controller);
    wizard = await startTestWizard((config) => ({
      ...config,
      engines: { ...config.engines, adopted: { ...config.engines.adopted, allow: ['127.0.0.0/8'] } },
    }));
  });
  after(async () => {
    await wizard.stop();
    cluster.close();
    await plane.stop();
  });

  it('connects the cluster, says what stands in the way, and plans it step by step', async function () {
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
    await client.say('Decide on the way');
    await client.asked('confirm', 60_000);
    const told = client.entries.flatMap(transcriptLines).join('\n');
    expect(told).to.match(/Upgrade web1 from v1\.35\.6\+k3s1 to v1\.36\.3\+k3s1\?/);
    expect(told).to.match(/show picture The upgrade of web1 .* 2\. server-1 → v1\.36\.3\+k3s1/);
  });
});
