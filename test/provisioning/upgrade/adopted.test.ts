import { expect } from 'chai';

import { openVdc } from '#src/provisioning/vdc-clusters.ts';

import { callerOf } from '../actions/world.ts';
import { type Ended, type UpgradeWorld, upgradeWorld, versionsOf } from './upgrade-world.ts';

const NEXT = 'v1.35.6+k3s1';

/** A k3s cluster of somebody's own, taken in by its kubeconfig: the one inside of a simulated VDC. */
describe('upgrading a k3s cluster that was taken in', function () {
  this.timeout(120_000);
  let one: UpgradeWorld;
  let vdc: string;

  before(async () => {
    one = await upgradeWorld({ workers: 1 });
    const { world } = one;
    const kubeconfig = await world.services.secrets.seal('ada', await world.engine.kubeconfig(one.ref), 600_000);
    const { outcome } = await world.operate('vdc.adopt', { name: 'own1', kubeconfig });
    if (!outcome.ok) throw new Error(outcome.failure.message);
    vdc = (await openVdc(world.services, callerOf('ada'), 'own1')).record.id;
  });
  after(async () => {
    await one.world.close();
  });

  it('asks before it installs what upgrades nodes', async () => {
    const { install, refused } = await one.world.get<{ install: string; refused: string }>('upgrade.look', { vdc });
    expect(refused).to.equal('');
    expect(install).to.match(/system-upgrade-controller, which "own1" does not have yet/);
    const plan = await one.world.read('upgrade.plan', { vdc, to: NEXT });
    expect(plan.ok ? '' : plan.failure.code).to.equal('INSTALL_NEEDED');
  });

  it('goes by Plans, servers before agents, one node let go after the other, and takes them away again', async () => {
    const { plan } = await one.world.get<{ plan: string }>('upgrade.plan', { vdc, to: NEXT, install: true });
    const request = await one.begin(plan);
    expect((await one.world.service.view(request.id))?.badge, 'it is somebody’s own cluster').to.equal(undefined);
    const end: Ended = await one.ended(request);
    expect(end).to.include({ done: true, worse: 0 });
    const { cluster } = await openVdc(one.world.services, callerOf('ada'), 'own1');
    expect(await versionsOf(cluster)).to.deep.equal({ 'controller-1': NEXT, 'worker-1': NEXT });
    const left: string[] = [];
    for await (const { metadata } of cluster.list({ apiVersion: 'upgrade.cattle.io/v1', kind: 'Plan' }))
      left.push(metadata.name);
    for await (const { metadata } of cluster.list({ apiVersion: 'v1', kind: 'Node', labels: '3bot.io/upgrade-to' }))
      left.push(metadata.name);
    expect(left).to.deep.equal([]);
    const { install, version } = await one.world.get<{ install: string; version: string }>('upgrade.look', { vdc });
    expect({ install, version }).to.deep.equal({ install: '', version: NEXT });
  });
});
