import { expect } from 'chai';

import { type Cluster, connectCluster } from '#src/cluster/index.ts';
import { readNode } from '#src/provisioning/upgrade/read-nodes.ts';
import { deployment } from '#test/contracts/cluster/drafts.ts';
import { furnish, putRight } from '#test/journeys/upgrade/furnish.ts';
import { play } from '#test/journeys/upgrade/play.ts';
import { until } from '#test/provisioning/operations/stand.ts';
import { startTestWizard, type TestWizard } from '#test/support/wizard.ts';

import type { ControlPlane } from './control-plane.ts';
import { findBinaries, releaseOf } from './find-binaries.ts';
import { UpgradeActor } from './upgrade-actor.ts';

/** How long one line of the transcript may take: the controllers are real, and look when they look. */
const PATIENCE_MS = 400_000;

/**
 * The journey of an upgrade through the chat, on a real control plane that becomes the next minor in place: the API server,
 * the controllers and the scheduler end, and come back as the newer ones on the same data. Its nodes are emulated, and so is
 * what replaces their k3s. `was`: what `/version` says at first.
 */
export function upgradeJourney(start: () => Promise<ControlPlane>, was: string): void {
  let plane: ControlPlane;
  let wizard: TestWizard;
  let cluster: Cluster;
  let actor: UpgradeActor;

  before(async function () {
    this.timeout(180_000);
    plane = await start();
    cluster = await connectCluster(plane.kubeconfig);
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'system-upgrade' } });
    const controller = deployment('system-upgrade', 'system-upgrade-controller', { replicas: 1 });
    await cluster.apply(controller);
    actor = new UpgradeActor(cluster, () => plane.upgrade(findBinaries(releaseOf('kubernetes-1.36'))));
    wizard = await startTestWizard((config) => ({
      ...config,
      // On a busy machine the short time of tests would take the upgrade from a process that lives, again and again.
      operations: { ...config.operations, takeOverMs: 30_000 },
      engines: { ...config.engines, adopted: { ...config.engines.adopted, allow: ['127.0.0.0/8'] } },
    }));
  });
  after(async () => {
    await wizard?.stop();
    await actor?.stop();
    cluster?.close();
    await plane?.stop();
  });

  it('connects the cluster, then goes as written, past a removed API, a budget and a dying node', async function () {
    this.timeout(1_200_000);
    const client = await wizard.client();
    await client.open();
    for (const words of ['/adopt', plane.kubeconfig, 'web1', 'Connect it']) {
      await client.asked(undefined, PATIENCE_MS);
      await client.say(words);
    }
    await client.asked(undefined, PATIENCE_MS);
    if (client.prompt?.kind === 'ask') await client.say('done');
    expect(await cluster.version()).to.equal(was);
    expect(await served(plane)).to.include({ emulationMinor: '35' });
    await furnish(cluster);
    const patient = { patienceMs: PATIENCE_MS };
    await play('1-stands-in-the-way', client, { ...patient, without: 'I could not judge' });
    await putRight(cluster);
    await play('2-checked-again', client, patient);
    await play('2-begun', client, { ...patient, without: 'Extra worker' });
    expect(await cluster.version()).to.equal('v1.36.3');
    expect(await served(plane)).to.include({ emulationMinor: '36' });
    await machine(cluster, 'worker-2', 'stopped');
    await until(async () => (await readNode(cluster, 'worker-2'))?.ready === false, 120_000);
    await play('3-a-machine-dies', client, patient);
    await machine(cluster, 'worker-2', null);
    await until(async () => (await readNode(cluster, 'worker-2'))?.ready === true, 120_000);
    await play('4-came-back', client, patient);
  });
}

/** What the API server says that it is, and which minor it behaves as. */
async function served({ access }: ControlPlane): Promise<object> {
  return JSON.parse((await access.ask('/version')).body) as object;
}

/** The heart-beats of a node end, or come back. */
async function machine(cluster: Cluster, name: string, kubelet: string | null): Promise<void> {
  await cluster.patch(
    { apiVersion: 'v1', kind: 'Node', name },
    { metadata: { labels: { 'emulated/kubelet': kubelet } } },
  );
}
