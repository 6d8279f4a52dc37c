import type { Flow } from '#src/chatflow/index.ts';
import type { Action } from '#src/provisioning/action.ts';

import { flowsAt } from './flow-place.ts';
import { problemLines } from './flow-words.ts';

/** A flow that a command cannot go on with: its problems are the message. */
class BrokenFlow extends Error {
  readonly code = 'BROKEN_FLOW';
}

/** The one flow behind a path, or a failure that says what is wrong with it. */
export async function oneFlow(
  path: string,
): Promise<{ flow: Flow; flows: ReadonlyMap<string, Flow>; actions: readonly Action<never>[] }> {
  const { files, flows, actions } = await flowsAt([path]);
  const [file, other] = files;
  if (other !== undefined) throw new BrokenFlow(`There are several flows at ${path}: name one file.`);
  const problems = file?.problems ?? [];
  if (!file?.flow) throw new BrokenFlow((await problemLines(problems)).trimEnd());
  // It goes on without them, and what is shown may be shown in another program.
  process.stderr.write(await problemLines(problems.filter(({ code }) => code === 'translation')));
  return { flow: file.flow, flows, actions };
}
