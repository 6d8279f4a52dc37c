/**
 * Registers one test for each case; they are under way a few at a time, since each waits most of its, and each tells its
 * own end. Begun once more, a test does its work anew.
 */
export function abreast<T extends { name: string }>(
  cases: readonly T[],
  count: number,
  work: (one: T, index: number) => Promise<void>,
): { begin(): void; ended(): Promise<void> } {
  const known = cases.map((one) => ({ one, end: Promise.withResolvers<void>() }));
  const first = new Map(known.map(({ one, end }) => [one.name, end.promise]));
  // A failure is told by the test of its case.
  for (const promise of first.values()) promise.catch(() => undefined);
  const waiting = [...known.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { one, end }] = next;
      await work(one, index).then(end.resolve, end.reject);
    }
  };
  let times = cases.length;
  for (const { one } of known) {
    it(`mends ${one.name}`, async () => {
      const begun = first.get(one.name);
      first.delete(one.name);
      times += 1;
      await (begun ?? work(one, times));
    });
  }
  return {
    begin: () => {
      for (let number = 0; number < count; number += 1) void lane();
    },
    ended: async () => {
      await Promise.allSettled(known.map(({ end }) => end.promise));
    },
  };
}
