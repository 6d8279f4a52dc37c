import type { Json } from '#src/protocol/index.ts';

import { applies, compute, type Deciding, type Entered, patch, write } from '../deciding.ts';
import type { Effect } from '../effects.ts';
import { fingerprint } from '../fingerprint.ts';
import { draw } from '../showing/draw.ts';
import type { EndStep, GotoStep, SayStep, SetStep, ShowStep } from '../step.ts';

/** Says something; not again when the flow comes by a second time and it would be the same. */
export function enterSay(deciding: Deciding, step: SayStep): Entered {
  if (!applies(deciding, step)) return { route: 'pass' };
  const text = write(deciding, step.text);
  return once(deciding, step.id, { type: 'say', text, ...(step.tone ? { tone: step.tone } : {}) }, text === '');
}

/** Shows a value; not again when it would be the same. */
export function enterShow(deciding: Deciding, step: ShowStep): Entered {
  if (!applies(deciding, step)) return { route: 'pass' };
  const text = step.text ? write(deciding, step.text) : '';
  const show = draw(deciding, step.drawing);
  if (show) return once(deciding, step.id, { type: 'show', show, ...(text === '' ? {} : { text }) }, false);
  return once(deciding, step.id, { type: 'say', text }, text === '');
}

/** Computes values and keeps them. */
export function enterSet(deciding: Deciding, step: SetStep): Entered {
  if (!applies(deciding, step)) return { route: 'pass' };
  let { frame } = deciding;
  for (const [name, value] of step.values) {
    frame = patch(frame, { vars: { ...frame.vars, [name]: compute({ ...deciding, frame }, value) } });
  }
  return { route: 'pass', frame };
}

/** Jumps, or not. */
export function enterGoto(deciding: Deciding, step: GotoStep): Entered {
  return { route: applies(deciding, step) ? 'stay' : 'pass' };
}

/** Ends the flow here, or not. */
export function enterEnd(deciding: Deciding, step: EndStep): Entered {
  if (!applies(deciding, step)) return { route: 'pass' };
  const text = step.text ? write(deciding, step.text) : '';
  return text === '' ? { route: 'stay' } : { route: 'stay', effects: [{ type: 'say', text }] };
}

/** The effect, unless the same one has been seen at this step already. */
function once(deciding: Deciding, step: string, effect: Effect, empty: boolean): Entered {
  const { frame } = deciding;
  if (empty) return { route: 'pass' };
  const key = fingerprint(effect as unknown as Json);
  if (frame.passed?.[step] === key) return { route: 'pass' };
  return { route: 'pass', frame: patch(frame, { passed: { ...frame.passed, [step]: key } }), effects: [effect] };
}
