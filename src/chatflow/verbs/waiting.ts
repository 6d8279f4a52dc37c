import type { Json, JsonObject, PromptDraft } from '#src/protocol/index.ts';

import {
  applies,
  compute,
  computeInput,
  type Deciding,
  type Entered,
  including,
  patch,
  write,
  writePlain,
} from '../deciding.ts';
import type { Effect } from '../effects.ts';
import type { FlowEvent } from '../events.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Frame } from '../frame.ts';
import { phrase } from '../phrases/index.ts';
import { readDuration } from '../slot-types/times.ts';
import type { ApproveStep, CallStep, HandoffStep, WaitStep } from '../step.ts';

/** Calls another flow; not again for the same inputs, and never again when it may have changed something. */
export function enterCall(deciding: Deciding, step: CallStep): Entered {
  const { frame, surroundings } = deciding;
  if (!applies(deciding, step) || frame.done?.includes(step.id)) return { route: 'pass' };
  const inputs = computeInput(deciding, step.with);
  if (!inputs) {
    const message = phrase(surroundings.locale, 'flow.failed.expression', { step: step.id });
    return failing(frame, step.id, 'EXPRESSION_FAILED', message);
  }
  const key = fingerprint(inputs);
  if (frame.passed?.[step.id] === key) return { route: 'pass' };
  return {
    route: 'stay',
    frame: patch(frame, { failure: undefined, waiting: `${step.id}~${key}` }),
    effects: [{ type: 'call', step: step.id, flow: step.flow, inputs }],
  };
}

/** The called flow has come back. */
export function finishCall(deciding: Deciding, step: CallStep, output: JsonObject): Frame {
  const { frame } = deciding;
  const key = frame.waiting?.split('~')[1] ?? '';
  return patch(frame, {
    waiting: undefined,
    vars: step.save === undefined ? frame.vars : { ...frame.vars, [step.save]: output },
    passed: { ...frame.passed, [step.id]: key },
    ...(step.once ? { done: including(frame.done, step.id) } : {}),
  });
}

/** The called flow was left, or failed. */
export function failCall(deciding: Deciding, step: CallStep, outcome: 'cancelled' | 'failed'): Frame {
  const message = phrase(deciding.surroundings.locale, 'flow.failed.call', { flow: step.flow });
  const code = outcome === 'cancelled' ? 'CANCELLED' : 'CALL_FAILED';
  return patch(deciding.frame, { waiting: undefined, failure: { code, message, retryable: true, step: step.id } });
}

/** Waits for an event, a time, or whichever comes first. */
export function enterWait(deciding: Deciding, step: WaitStep): Entered {
  if (!applies(deciding, step) || deciding.frame.passed?.[step.id] !== undefined) return { route: 'pass' };
  const effects: Effect[] = [];
  if (step.text) effects.push({ type: 'say', text: write(deciding, step.text) });
  const afterMs = step.timeoutMs === undefined ? undefined : readWaiting(compute(deciding, step.timeoutMs));
  if (afterMs !== undefined) effects.push({ type: 'timer', name: `wait:${step.id}`, afterMs });
  if (afterMs === undefined && step.event === undefined) return { route: 'pass' };
  if (step.event !== undefined) effects.push({ type: 'await', step: step.id, event: step.event });
  return { route: 'stay', effects };
}

/** The wait is over: what came is kept, or null when nothing came in time. */
export function finishWait(deciding: Deciding, step: WaitStep, data: Json): Frame {
  const { frame } = deciding;
  return patch(frame, {
    passed: { ...frame.passed, [step.id]: 'over' },
    vars: step.save === undefined ? frame.vars : { ...frame.vars, [step.save]: data },
  });
}

/** Asks other people; what they had agreed to is asked again when it changed. */
export function enterApprove(deciding: Deciding, step: ApproveStep): Entered {
  if (!applies(deciding, step)) return { route: 'pass' };
  const text = write(deciding, step.text);
  const { by, quorum, expiresMs, escalate } = step;
  return {
    route: 'stay',
    frame: patch(deciding.frame, { failure: undefined }),
    effects: [
      {
        type: 'approve',
        step: step.id,
        by: [...by],
        quorum,
        text,
        expiresMs,
        ...(escalate === undefined ? {} : { escalate }),
      },
      { type: 'timer', name: `expire:${step.id}`, afterMs: expiresMs },
    ],
  };
}

/** Somebody said no, or nobody answered in time. */
export function refuseApproval(deciding: Deciding, step: ApproveStep, event: FlowEvent): Frame {
  const { locale } = deciding.surroundings;
  const message =
    event.type !== 'refused'
      ? phrase(locale, 'flow.failed.expired')
      : event.reason === undefined
        ? phrase(locale, 'flow.failed.refused', { by: event.by })
        : phrase(locale, 'flow.failed.refused.reason', { by: event.by, reason: event.reason });
  const code = event.type === 'refused' ? 'REFUSED' : 'EXPIRED';
  return patch(deciding.frame, { failure: { code, message, retryable: true, step: step.id } });
}

/** A person takes over; once they gave back, the flow goes on. */
export function enterHandoff(deciding: Deciding, step: HandoffStep): Entered {
  if (!applies(deciding, step) || deciding.frame.passed?.[step.id] !== undefined) return { route: 'pass' };
  const text = step.text ? { text: write(deciding, step.text) } : {};
  return { route: 'stay', effects: [{ type: 'handoff', step: step.id, queue: step.queue, ...text }] };
}

/** While a person has taken over: the way back. */
export function handoffPrompt(deciding: Deciding, step: HandoffStep): PromptDraft {
  const { locale } = deciding.surroundings;
  return {
    kind: 'offers',
    text: step.text ? writePlain(deciding, step.text) : phrase(locale, 'flow.handoff.waiting'),
    offers: [{ offer: 'continue', label: phrase(locale, 'flow.offer.continue') }],
    commands: ['cancel', 'repeat', 'menu'],
  };
}

/** The person, or the one who helped, went on. */
export function finishHandoff(deciding: Deciding, step: HandoffStep): Frame {
  const { frame } = deciding;
  return patch(frame, { passed: { ...frame.passed, [step.id]: 'over' } });
}

function failing(frame: Frame, step: string, code: string, message: string): Entered {
  return { route: 'failed', frame: patch(frame, { failure: { code, message, retryable: false, step } }) };
}

/** A waiting time: seconds, or a text such as `10m`. */
function readWaiting(value: Json): number | undefined {
  const seconds = typeof value === 'number' ? value : typeof value === 'string' ? readDuration(value) : null;
  return seconds === null || !(seconds >= 0) ? undefined : Math.min(seconds, 365 * 86_400) * 1_000;
}
