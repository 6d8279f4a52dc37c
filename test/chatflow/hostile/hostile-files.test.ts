import { expect } from 'chai';

import { loadFlow } from '#src/chatflow/index.ts';

import { casesByName, dangerousCases, hostileCases } from './cases/index.ts';
import { checkHostile } from './check-hostile.ts';
import type { Checked } from './check-in-child.ts';
import type { HostileCase } from './hostile-case.ts';

/**
 * What no file may reach, on whatever machine: from dropped to refused, and the longest time in which nobody else is served.
 * What grows without bound is far beyond it; how the aims (500 and 50) are met is the benchmark's to say.
 */
const bounds = { milliseconds: 5_000, blockedMs: 500 } as const;

describe('hostile and broken flow files', function () {
  this.timeout(120_000);
  const checked = new Map<string, Checked>();

  before(async () => {
    const names = (group: string, cases: readonly HostileCase[]): string[] =>
      cases.map(([what]) => `${group}: ${what}`);
    const together = Object.entries(hostileCases).map(([group, cases]) => names(group, cases));
    const alone = Object.entries(dangerousCases).flatMap(([group, cases]) => names(group, cases).map((one) => [one]));
    const queue = [...together, ...alone];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        for (const [name, one] of await checkHostile(next)) checked.set(name, one);
      }
    };
    await Promise.all([work(), work()]);
  });

  for (const [group, cases] of Object.entries({ ...hostileCases, ...dangerousCases })) {
    describe(group, () => {
      for (const [what, , at, says] of cases) {
        it(`refuses ${what}`, async () => {
          const name = `${group}: ${what}`;
          const one = await quickest(name, checked.get(name));
          expect(one.at, one.message).to.equal(at);
          expect(one.message).to.include(says);
          expect(one).to.include({ file: 'hostile.flow.yaml', taken: false, polluted: false });
          expect(one.lost, 'the flows beside it stay in use').to.deep.equal([]);
          expect(one.computedMs, 'milliseconds of computing').to.be.below(bounds.milliseconds);
          expect(one.blockedMs, 'milliseconds in which nobody else was served').to.be.below(bounds.blockedMs);
        });
      }
    });
  }

  it('are at least 300, and no two of them the same', () => {
    const count = Object.values({ ...hostileCases, ...dangerousCases }).flat().length;
    expect(count).to.be.above(300);
    expect(casesByName.size).to.equal(count);
    const sources = [...casesByName.values()].map(([, source]) => String(source));
    expect(new Set(sources).size).to.equal(count);
  });

  it('would be sound without what is wrong with them: the helpers make flows that load', async () => {
    const { above, question, steps } = await import('./hostile-case.ts');
    for (const source of [steps('- say: x'), above('version: 1'), question('text: Who?')]) {
      expect(loadFlow(source, 'sound.flow.yaml', { actions: new Map() }).problems).to.deep.equal([]);
    }
  });
});

/** What came out; one more time, alone, where a busy machine may be to blame for its time. */
async function quickest(name: string, first: Checked | undefined): Promise<Checked> {
  const slow = first && (first.computedMs >= bounds.milliseconds || first.blockedMs >= bounds.blockedMs);
  const one = slow ? ((await checkHostile([name])).get(name) ?? first) : first;
  if (!one) throw new Error('its process died, or did not come to an end');
  return one;
}
