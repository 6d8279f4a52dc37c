import { expect } from 'chai';

import type { JsonObject } from '#src/protocol/index.ts';

import type { InsideVdc } from '../changes/inside-vdc.ts';
import { abreast } from './abreast.ts';
import type { RepairCase } from './repair-case.ts';
import { walkRepair } from './walk-repair.ts';

/** Ahead of the clock by this much, nothing is young any more. */
const LATER_MS = 600_000;

/** Registers the cases: all of them in one VDC, a few at a time, each in a namespace of its own. */
export function repairCases(open: () => Promise<InsideVdc>, cases: readonly RepairCase[], together = 2): void {
  const worlds: InsideVdc[] = [];
  let later: InsideVdc | undefined;
  const lanes = abreast(cases, together, async (one, index) => {
    const [inside] = worlds;
    if (!inside) throw new Error('there is no VDC');
    await walkRepair(one.later === true ? (later ?? inside) : inside, `${inside.namespace}-${index}`, one);
  });
  before(async () => {
    worlds.push(await open());
    if (cases.some((one) => one.later === true)) {
      later = await open();
      worlds.push(later);
      later.world.pass(LATER_MS);
    }
    lanes.begin();
  });
  after(async () => {
    await lanes.ended();
    for (const { world } of worlds) await world.close();
  });

  it('says what it cannot find any more, and what it does not know', async () => {
    const { world, vdc } = worlds[0] ?? (await open());
    const explained = await world.get<JsonObject>('repair.explain', { vdc, finding: 'aaaaaaaaaaaa' });
    expect(explained).to.include({ there: false });
    const planned = await world.read('repair.plan', { vdc, finding: 'aaaaaaaaaaaa', remedy: 'roll-back' });
    expect(planned).to.have.nested.property('failure.code', 'NOT_FOUND');
  });
}
