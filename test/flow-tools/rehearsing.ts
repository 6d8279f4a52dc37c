import { dirname } from 'node:path';

import { renderers } from '#src/cli/flow-renderers.ts';
import { openFlows } from '#src/flow-tools/open-flows.ts';
import { type FlowRehearsal, rehearseFlows } from '#src/flow-tools/rehearse-flows.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';

/** Runs everything `flow test` runs on the flows of a path. */
export async function rehearseAt(path: string, walks = 20): Promise<FlowRehearsal[]> {
  const folders = [`${dirname(import.meta.dirname)}/../chatflows`].map(
    (folder) => new URL(`file://${folder}`).pathname,
  );
  const { files, flows } = await openFlows({ folders, paths: [path], actions: actionInfos(actions) });
  return await rehearseFlows({ files, flows, actions, walks, seed: 1, renderers, onResult: () => undefined });
}
