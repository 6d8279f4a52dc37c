import { type Flow, type FlowSignature, loadFlow, signatureOf } from '#src/chatflow/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

/** Stands where the menu of the wizard is: nothing of the flow depends on what that offers. */
export const menu: Flow = mustLoad(
  'id: rehearsal-menu\ntitle: Menu\nsteps: [{ ask: wish, text: What next?, always: true, optional: true }]',
  new Map(),
);

/** Calls a flow as another one would, with inputs. */
export function callerOf(flow: Flow, inputs: JsonObject): Flow {
  const steps = [{ call: flow.id, with: inputs, save: 'result', optional: true }];
  const source = JSON.stringify({ id: 'rehearsal-caller', title: 'Caller', steps });
  return mustLoad(source, new Map([[flow.id, signatureOf(flow)]]));
}

function mustLoad(source: string, flows: ReadonlyMap<string, FlowSignature>): Flow {
  const { flow, problems } = loadFlow(source, 'rehearsal.flow.yaml', { actions: new Map(), flows });
  if (!flow) throw new Error(problems.map(({ message }) => message).join('; '));
  return flow;
}
