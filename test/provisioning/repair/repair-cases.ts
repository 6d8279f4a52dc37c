import { expect } from 'chai';

import type { JsonObject } from '#src/protocol/index.ts';

import type { InsideVdc } from '../changes/inside-vdc.ts';
import type { RepairCase } from './repair-case.ts';
import { walkRepair } from './walk-repair.ts';

/** Ahead of the clock by this much, nothing is young any more. */
const LATER_MS = 600_000;

/** Registers the cases: all of them in one VDC, a few at a time, each in a namespace of its own. */
export function repairCases(open: () => Promise<InsideVdc>, cases: readonly RepairCase[], abreast = 2): void {
  const ended = new Map<string, Promise<void>>();
  const worlds: InsideVdc[] = [];
  before(async () => {
    const inside = await open();
    worlds.push(inside);
    const later = cases.some((one) => one.later === true) ? await open() : inside;
    if (later !== inside) {
      worlds.push(later);
      later.world.pass(LATER_MS);
    }
    const waiting = [...cases.entries()];
    const begun = new Map(cases.map(({ name }) => [name, Promise.withResolvers<void>()]));
    for (const [name, { promise }] of begun) {
      ended.set(name, promise);
      // Its failure is told by its own case.
      promise.catch(() => undefined);
    }
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, one] = next;
        const { resolve, reject } = begun.get(one.name) ?? Promise.withResolvers<void>();
        const place = `${inside.namespace}-${index}`;
        await walkRepair(one.later === true ? later : inside, place, one).then(resolve, reject);
      }
    };
    for (let count = 0; count < abreast; count += 1) void lane();
  });
  after(async () => {
    await Promise.allSettled(ended.values());
    for (const { world } of worlds) await world.close();
  });

  for (const { name } of cases) it(`mends ${name}`, async () => await ended.get(name));

  it('says what it cannot find any more, and what it does not know', async () => {
    const { world, vdc } = worlds[0] ?? (await open());
    const explained = await world.get<JsonObject>('repair.explain', { vdc, finding: 'aaaaaaaaaaaa' });
    expect(explained).to.include({ there: false });
    const planned = await world.read('repair.plan', { vdc, finding: 'aaaaaaaaaaaa', remedy: 'roll-back' });
    expect(planned).to.have.nested.property('failure.code', 'NOT_FOUND');
  });
}
