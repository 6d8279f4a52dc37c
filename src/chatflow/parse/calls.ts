import type { Catalogue, FlowSignature, InputSignature } from '../catalogue.ts';
import type { CallStep, Step } from '../step.ts';
import type { Outline } from './outline.ts';
import type { Problems } from './problems.ts';

/** The calls that a flow may come to before anybody has to do anything. */
export function callsAtOnce(steps: readonly Step[], inputs: ReadonlyMap<string, InputSignature>): CallStep[] {
  const stop = steps.findIndex((step) => {
    if (step.when || step.channels) return false;
    if (step.verb === 'ask' || step.verb === 'form') {
      // What a caller gives, or the file assumes, is not asked.
      return step.fields.some(({ slot, when, assume }) => !when && !assume && !inputs.has(slot));
    }
    return ['confirm', 'approve', 'wait', 'handoff', 'end'].includes(step.verb);
  });
  return steps.slice(0, stop < 0 ? steps.length : stop).filter((step) => step.verb === 'call');
}

/** Refuses calls that come round to their own flow without anybody being asked anything: they would never end. */
export function checkCalls(
  id: string,
  steps: readonly Step[],
  { inputs, ids }: Outline,
  { flows }: Catalogue,
  problems: Problems,
): void {
  for (const call of callsAtOnce(steps, inputs)) {
    const way = call.flow === id ? [] : wayTo(id, call.flow, flows);
    const place = ids.get(call.id)?.subject.place;
    if (!way || !place) continue;
    const round = [id, ...way, id].map((one) => `\`${one}\``).join(' calls ');
    problems.error('call-cycle', place, `this never ends: ${round}`, 'ask something in between');
  }
}

/** The flows one after the other that lead from one to another at once, if any do. */
function wayTo(target: string, from: string, flows: Catalogue['flows']): string[] | undefined {
  const ways: string[][] = [[from]];
  const seen = new Set([from]);
  const callsOf = (name: string): FlowSignature['calls'] => flows?.get(name)?.calls ?? [];
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of callsOf(way.at(-1) ?? '')) {
      if (next === target) return way;
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}
