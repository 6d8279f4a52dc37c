import { nearest } from '#src/config/nearest.ts';

import type { Command } from './commands.ts';
import { UsageError } from './usage-error.ts';

export const help = `3bot flow: everything an author of chatflows needs (docs/chatflows.md is the guide)

  3bot flow new NAME [--folder DIR]          a new flow with its test, both working
  3bot flow check [PATH…] [--json]           what is wrong with flow files, and how to put it right
                  [--read-only]              … as a file that may only use actions that change nothing
  3bot flow list [--json]                    the flows there are
  3bot flow actions [WORD | NAME]            the actions a flow may call; what one takes and gives
  3bot flow graph FILE [--svg | --mermaid]   the flow as a drawing, on standard output
  3bot flow play FILE [--simulate]           talk to a flow; nothing is really done
  3bot flow test [PATH…] [--json]            run the tests beside the flows, and the checks every flow gets
                 [--walks N] [--seed N]      … with so many random walks (default 40), from this seed (default 1)
  3bot flow schema [--write [FILE]]          the JSON Schema for editors (default chatflows/flow.schema.json)
  3bot flow i18n extract LANG [PATH…]        write the texts that are to be translated
  3bot flow i18n check LANG [PATH…]          what is missing or outdated in a language

PATH is a flow file or a folder; without one, the configured folders (flows.folders). Exit codes: 0 all is well
(warnings are allowed), 1 something is wrong, 2 called in a wrong way.
`;

const parts: { [name: string]: () => Promise<Pick<Command, 'run'>> } = {
  new: () => import('./flow-new.ts'),
  check: () => import('./flow-check.ts'),
  list: () => import('./flow-list.ts'),
  actions: () => import('./flow-actions.ts'),
  graph: () => import('./flow-graph.ts'),
  play: () => import('./flow-play.ts'),
  test: () => import('./flow-test.ts'),
  schema: () => import('./flow-schema.ts'),
  i18n: () => import('./flow-i18n.ts'),
};

/** The author's tools: each in a file of its own, loaded when it is called. */
export async function run([name, ...rest]: string[]): Promise<number> {
  process.stdout.on('error', endQuietly);
  if (name === undefined || name === 'help') {
    process.stdout.write(help);
    return 0;
  }
  const load = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (load) return await (await load()).run(rest);
  const meant = nearest(name, Object.keys(parts));
  const known = Object.keys(parts).join(', ');
  throw new UsageError(
    `There is no "3bot flow ${name}". ${meant === undefined ? `There are: ${known}.` : `Did you mean "${meant}"?`}`,
  );
}

/** Whoever reads our words, such as `head`, has read enough. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
