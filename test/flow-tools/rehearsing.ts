import { join } from 'node:path';

import { renderers } from '#src/cli/flow-renderers.ts';
import { openFlows } from '#src/flow-tools/open-flows.ts';
import { type FlowRehearsal, rehearseFlows } from '#src/flow-tools/rehearse-flows.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';

const shipped = join(import.meta.dirname, '../../chatflows');

/** Runs everything `flow test` runs on the flows of a path; what is shipped is known to them where it is asked for. */
export async function rehearseAt(
  path: string,
  { walks = 20, beside = path.startsWith(shipped) ? [shipped] : [] }: { walks?: number; beside?: string[] } = {},
): Promise<FlowRehearsal[]> {
  const { files, flows } = await openFlows({ folders: beside, paths: [path], actions: actionInfos(actions) });
  return await rehearseFlows({ files, flows, actions, walks, seed: 1, renderers, onResult: () => undefined });
}
