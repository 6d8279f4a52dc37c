import { parseArgs } from 'node:util';

import { flowGraph } from '#src/flow-tools/flow-graph.ts';
import { graphSvg } from '#src/flow-tools/graph-svg.ts';
import { mermaid } from '#src/flow-tools/mermaid.ts';

import { onlyPath } from './flow-place.ts';
import { oneFlow } from './one-flow.ts';
import { UsageError } from './usage-error.ts';

/** Draws a flow. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { svg: { type: 'boolean', default: false }, mermaid: { type: 'boolean', default: false } },
  });
  if (values.svg && values.mermaid) throw new UsageError('Say either --svg or --mermaid.');
  const { flow } = await oneFlow(onlyPath(positionals, '3bot flow graph FILE [--svg | --mermaid]'));
  const graph = flowGraph(flow);
  process.stdout.write(values.svg ? graphSvg(graph) : mermaid(graph));
  return 0;
}
