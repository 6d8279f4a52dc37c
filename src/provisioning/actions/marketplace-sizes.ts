import { z } from 'zod';
import { parseQuantity } from '#src/cluster/index.ts';
import { defineAction } from '../define-action.ts';
import { bytesText } from '../marketplace/amounts.ts';
import { scopeOf, workloadsOf } from '../marketplace/brought.ts';
import { sizeTitle, solutionNamed } from '../marketplace/offered.ts';
import { needText, wantedBy } from '../marketplace/room.ts';
import type { Solution } from '../marketplace/solution.ts';
import { choiceSchema } from '../shown.ts';
import { saidIn } from '../texts/texts.ts';

/** The sizes of a solution, each with what it takes altogether. */
export const marketplaceSizes = defineAction({
  kind: 'read',
  name: 'marketplace.sizes',
  title: 'The sizes of a solution',
  permission: 'catalog.read',
  input: z.strictObject({ solution: z.string().min(1).max(60) }),
  output: z.object({ items: z.array(choiceSchema) }),
  run: async ({ services, locale }, { solution: id }) => {
    const solution = solutionNamed(services, id);
    return {
      items: solution.sizes.map((size) => ({
        id: size.id,
        title: saidIn(locale, sizeTitle(size.id)),
        description: saidIn(locale, sizeFacts(solution, size.id)),
      })),
    };
  },
  simulate: () => ({
    items: ['silver', 'gold', 'platinum'].map((id) => ({
      id,
      title: sizeTitle(id),
      description: '1 CPU, 1 GiB memory',
    })),
  }),
});

/** "1.2 CPU, 2 GiB memory, 10 GiB disk" of all its parts together. */
export function sizeFacts(solution: Solution, size: string): string {
  const scope = scopeOf(solution, { name: solution.id, namespace: solution.id, size });
  const workloads = workloadsOf(solution, scope);
  const { cpu, memory } = needText(wantedBy(workloads), 1);
  const disk = workloads
    .flatMap(({ claims, replicas, kind }) =>
      claims.map((claim) => (parseQuantity(claim.size) ?? 0) * (kind === 'StatefulSet' ? replicas : 1)),
    )
    .reduce((sum, one) => sum + one, 0);
  return disk === 0 ? `${cpu} CPU, ${memory} memory` : `${cpu} CPU, ${memory} memory, ${bytesText(disk)} disk`;
}
