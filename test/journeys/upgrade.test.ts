import { readNode } from '#src/provisioning/upgrade/read-nodes.ts';
import { openVdc } from '#src/provisioning/vdc-clusters.ts';
import { callerOf, openWorld } from '#test/provisioning/actions/world.ts';
import { until } from '#test/provisioning/operations/stand.ts';
import { startTestWizard } from '#test/support/wizard.ts';

import type { Cluster } from '#src/cluster/index.ts';
import { furnish, putRight } from './upgrade/furnish.ts';
import { play } from './upgrade/play.ts';

describe('the journey of an upgrade', () => {
  it('goes as written inside a simulated data center', async function () {
    this.timeout(180_000);
    let place = { url: '', prefix: '' };
    const wizard = await startTestWizard((config) => {
      place = { url: (config.redis.url ?? '').replace('unix://', ''), prefix: `${config.redis.prefix}:` };
      return config;
    });
    const world = await openWorld({ given: place, idle: true });
    try {
      const plan = await world.plan('web1', { version: 'v1.35.6+k3s1', workers: 2 }, 'local');
      const { id } = await world.begin('vdc.deploy', { plan }, 'local');
      await until(async () => (await world.service.view(id))?.state === 'Succeeded', 60_000);
      const { cluster } = await openVdc(world.services, callerOf('local'), 'web1');
      await furnish(cluster);
      const client = await wizard.client();
      await client.open();
      await play('1-stands-in-the-way', client);
      await putRight(cluster);
      await play('2-begun', client);
      await fault(cluster, 'worker-2', 'down');
      await until(async () => (await readNode(cluster, 'worker-2'))?.ready === false, 60_000);
      await play('3-a-machine-dies', client);
      await fault(cluster, 'worker-2', null);
      await play('4-came-back', client);
    } finally {
      await world.close();
      await wizard.stop();
    }
  });
});

/** A simulated machine plays dead, or comes back. */
async function fault(cluster: Cluster, name: string, what: string | null): Promise<void> {
  const annotations = { 'simulated.3bot.io/fault': what };
  await cluster.patch({ apiVersion: 'v1', kind: 'Node', name }, { metadata: { annotations } });
}
