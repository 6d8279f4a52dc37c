import type { GridMap, Ledger } from '#src/provisioning/engines/simulated/index.ts';
import { gridMap } from '#src/provisioning/engines/simulated/index.ts';

/** What is wrong with the grid's books: nothing may be taken twice, over its total, by nobody, or counted wrongly. */
export function ledgerProblems(ledger: Ledger, map: GridMap = gridMap): string[] {
  const problems: string[] = [];
  for (const [effect, count] of Object.entries(ledger.takes)) {
    if (count !== 1) problems.push(`effect ${effect} took capacity ${count} times`);
  }
  for (const [machine, holders] of Map.groupBy(
    ledger.machines,
    ({ owner, vdc, machine }) => `${owner}/${vdc}/${machine}`,
  )) {
    if (holders.length > 1) problems.push(`machine ${machine} exists ${holders.length} times`);
  }
  const refs = new Set(ledger.machines.map(({ ref }) => ref));
  for (const [ip, ref] of Object.entries(ledger.publicIps)) {
    if (!refs.has(ref)) problems.push(`address ${ip} is held by ${ref}, which is gone`);
  }
  const byNode = Map.groupBy(ledger.machines, ({ node }) => node);
  for (const node of map.flatMap((farm) => farm.nodes)) {
    const counted = ledger.taken[node.id] ?? { vcpu: 0, memoryGiB: 0, diskGiB: 0 };
    for (const resource of ['vcpu', 'memoryGiB', 'diskGiB'] as const) {
      const held = (byNode.get(node.id) ?? []).reduce((sum, { amount }) => sum + amount[resource], 0);
      if (held !== counted[resource])
        problems.push(`node ${node.id}: ${held} ${resource} held, ${counted[resource]} counted`);
      if (counted[resource] > node[resource])
        problems.push(`node ${node.id}: ${counted[resource]} of ${node[resource]} ${resource}`);
    }
  }
  return problems;
}
