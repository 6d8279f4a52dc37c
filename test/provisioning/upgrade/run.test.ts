import { expect } from 'chai';

import { deployment } from '#test/contracts/cluster/drafts.ts';

import { until } from '../operations/stand.ts';
import { type UpgradeWorld, upgradeWorld } from './upgrade-world.ts';

describe('upgrade.run', function () {
  this.timeout(120_000);
  let upgrading: UpgradeWorld | undefined;

  afterEach(async () => {
    await upgrading?.world.close();
  });

  it('goes node after node, one minor at a time, and compares before and after', async () => {
    upgrading = await upgradeWorld({ workers: 2 });
    const { cluster, ended, begin, plan, versions, world } = upgrading;
    await cluster.apply(deployment('default', 'web', { replicas: 2 }));
    const end = await ended(await begin(await plan('v1.36.3+k3s1')));
    expect(end).to.include({ done: true, worse: 0 });
    expect(await versions()).to.deep.equal({
      'controller-1': 'v1.36.3+k3s1',
      'worker-1': 'v1.36.3+k3s1',
      'worker-2': 'v1.36.3+k3s1',
    });
    expect(end.more).to.match(/The Kubernetes API says v1\.36\.3\+k3s1\. \d+ objects are kept from before\./);
    const { version } = await world.get<{ version: string }>('upgrade.look', { vdc: upgrading.vdc });
    expect(version).to.equal('v1.36.3+k3s1');
    const { card } = await world.get<{ card: { fields: { value: string }[] } }>('vdc.status', { vdc: upgrading.vdc });
    expect(card.fields.map(({ value }) => value)).to.include('v1.36.3+k3s1');
  });
});
