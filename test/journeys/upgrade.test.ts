import { type Cluster, connectCluster } from '#src/cluster/index.ts';
import { readNode } from '#src/provisioning/upgrade/read-nodes.ts';
import { openWorld } from '#test/provisioning/actions/world.ts';
import { until } from '#test/provisioning/operations/stand.ts';
import { testRedis } from '#test/support/redis.ts';
import { startTestWizard } from '#test/support/wizard.ts';

import { furnish, putRight } from './upgrade/furnish.ts';
import { play } from './upgrade/play.ts';

describe('the journey of an upgrade', () => {
  it('goes as written inside a simulated data center', async function () {
    this.timeout(180_000);
    const place = await testRedis();
    const kubeconfig = await deployed(place);
    const wizard = await startTestWizard((config) => ({
      ...config,
      redis: { ...config.redis, url: `unix://${place.url}`, prefix: place.prefix.replace(/:$/, '') },
    }));
    const cluster = await connectCluster(kubeconfig);
    try {
      await furnish(cluster);
      const client = await wizard.client();
      await client.open();
      await play('1-stands-in-the-way', client);
      await putRight(cluster);
      await play('2-checked-again', client);
      await play('2-begun', client);
      await fault(cluster, 'worker-2', 'down');
      await until(async () => (await readNode(cluster, 'worker-2'))?.ready === false, 60_000);
      await play('3-a-machine-dies', client);
      await fault(cluster, 'worker-2', null);
      await play('4-came-back', client);
    } finally {
      cluster.close();
      await wizard.stop();
    }
  });

  it('is begun by the name of a data center, and looked after by a sentence', async function () {
    this.timeout(180_000);
    const place = await testRedis();
    await deployed(place);
    const wizard = await startTestWizard((config) => ({
      ...config,
      redis: { ...config.redis, url: `unix://${place.url}`, prefix: place.prefix.replace(/:$/, '') },
      // Slow enough to be paused before it is done.
      engines: { ...config.engines, simulated: { ...config.engines.simulated, speed: 10 } },
    }));
    try {
      const client = await wizard.client();
      await client.open();
      await play('named', client);
      const nodes = () => [...client.operations.values()][0]?.stages.find(({ id }) => id === 'nodes');
      await client.until(() => nodes()?.state === 'running', 'the first node to be upgraded', 60_000);
      await client.say('pause the upgrade');
      await client.asked('wish', 60_000);
      await play('named-paused', client);
    } finally {
      await wizard.stop();
    }
  });
});

/** A data center of an older version, made by a wizard that has ended since: the way into it stays. */
async function deployed(place: { url: string; prefix: string }): Promise<string> {
  const world = await openWorld({ given: place });
  try {
    const plan = await world.plan('web1', { version: 'v1.35.6+k3s1', workers: 2 }, 'local');
    const { outcome } = await world.operate('vdc.deploy', { plan }, 'local');
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const record = await world.records.find('local', 'web1');
    return await world.engine.kubeconfig(record?.ref ?? '');
  } finally {
    await world.close();
  }
}

/** A simulated machine plays dead, or comes back. */
async function fault(cluster: Cluster, name: string, what: string | null): Promise<void> {
  const annotations = { 'simulated.3bot.io/fault': what };
  await cluster.patch({ apiVersion: 'v1', kind: 'Node', name }, { metadata: { annotations } });
}
