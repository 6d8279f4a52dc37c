import { type Flow, loadFlow } from '#src/chatflow/index.ts';
import { actionInfos } from '#src/provisioning/action-registry.ts';
import { actions } from '#src/provisioning/actions/index.ts';

/** A flow from its source, checked against the real actions. */
export function loadOne(source: string, name = 'one'): Flow {
  const { flow, problems } = loadFlow(source, `/flows/${name}.flow.yaml`, { actions: actionInfos(actions) });
  if (!flow) throw new Error(problems.map(({ line, message }) => `line ${line}: ${message}`).join('; '));
  return flow;
}
