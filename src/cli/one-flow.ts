import type { Flow } from '#src/chatflow/index.ts';
import { textOfFile } from '#src/flow-tools/locale-files.ts';
import { printProblem } from '#src/flow-tools/print-problems.ts';
import type { Action } from '#src/provisioning/action.ts';

import { flowsAt, paint, shortPath } from './flow-place.ts';

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
  if (file?.flow && other === undefined) return { flow: file.flow, flows, actions };
  if (other !== undefined) throw new BrokenFlow(`There are several flows at ${path}: name one file.`);
  const source = file && (await textOfFile(file.path));
  const problems = (file?.problems ?? []).map((one) => printProblem(one, shortPath(one.file), source, paint));
  throw new BrokenFlow(problems.join('\n'));
}
