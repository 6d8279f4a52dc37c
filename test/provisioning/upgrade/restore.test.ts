import { expect } from 'chai';

import { readExport } from '#src/provisioning/upgrade/back-up.ts';

import { insideVdc } from '../changes/inside-vdc.ts';
import { restoreCases } from './restore-cases.ts';
import { upgradeWorld } from './upgrade-world.ts';

describe('bringing back what was kept, inside a simulated data center', () => {
  restoreCases(() => insideVdc());

  it('keeps a copy of each upgrade, the three newest of them', async function () {
    this.timeout(120_000);
    const one = await upgradeWorld({ workers: 0 });
    try {
      expect(await one.ended(await one.begin(await one.plan('v1.35.6+k3s1')))).to.include({ done: true });
      const { count, items } = await one.world.get<{ count: number; items: { title: string; description: string }[] }>(
        'upgrade.copies',
        { vdc: one.vdc },
      );
      expect(count).to.equal(1);
      expect(items[0]?.title).to.equal('Before v1.34.1+k3s1 → v1.35.6+k3s1');
      expect(items[0]?.description).to.match(/ago · A copy of all objects · \d+ objects$/);
      const { upgrades } = one.world.services;
      const [newest] = await upgrades.copies('ada', one.vdc);
      if (!newest) throw new Error('a copy was kept');
      const older = (days: number) => ({ ...newest, id: `older-${days}`, at: newest.at - days * 86_400_000 });
      for (const days of [3, 2]) expect(await upgrades.keepCopy('ada', one.vdc, older(days))).to.deep.equal([]);
      const dropped = await upgrades.keepCopy('ada', one.vdc, older(1));
      const { secrets } = one.world.services;
      expect(JSON.parse(await readExport(secrets, 'ada', newest.name))).to.have.property('kind', 'List');
      await one.world.operate('vdc.delete', { vdc: one.vdc });
      expect(await upgrades.copies('ada', one.vdc), 'with the data center its copies go').to.deep.equal([]);
      const gone = await readExport(secrets, 'ada', newest.name).catch((error: unknown) => error);
      expect(gone).to.have.property('code', 'SECRET_UNAVAILABLE');
      expect(
        dropped.map(({ id }) => id),
        'the oldest goes',
      ).to.deep.equal(['older-3']);
    } finally {
      await one.world.close();
    }
  });
});
