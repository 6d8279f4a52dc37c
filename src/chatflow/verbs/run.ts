import type { Json } from '#src/protocol/index.ts';

import {
  applies,
  compute,
  computeInput,
  type Deciding,
  type Entered,
  holds,
  including,
  patch,
  without,
  write,
  writePlain,
} from '../deciding.ts';
import type { Compensation, Effect, Failure } from '../effects.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Frame } from '../frame.ts';
import { phrase } from '../phrases/index.ts';
import type { RunStep } from '../step.ts';

/**
 * Enters a run: what was done is not done again (a committed step never, a read not for the same input); the way back is
 * registered before a lasting action starts.
 */
export function enterRun(deciding: Deciding, step: RunStep): Entered {
  const { frame, surroundings } = deciding;
  if (!applies(deciding, step) || frame.done?.includes(step.id)) return { route: 'pass' };
  if (step.background && frame.running?.includes(step.id)) return { route: 'pass' };
  const input = computeInput(deciding, step.with);
  if (!input) {
    const message = phrase(surroundings.locale, 'flow.failed.expression', { step: step.id });
    const failure = { code: 'EXPRESSION_FAILED', message, retryable: false, step: step.id };
    return { route: 'failed', frame: patch(frame, { failure }) };
  }
  // The author's own key says what counts as the same work; without one it is the input.
  const own = step.idempotency ? compute(deciding, step.idempotency) : null;
  const key = fingerprint(own ?? input);
  if (step.cache && frame.passed?.[step.id] === key && frame.failure?.step !== step.id) return { route: 'pass' };
  const { name: action } = step.action;
  const { timeoutMs } = step;
  const cleared = patch(frame, {
    failure: undefined,
    error: undefined,
    tries: frame.failure ? undefined : frame.tries,
  });
  if (step.action.kind === 'read') {
    const waiting = `${step.id}~${key}`;
    return {
      route: 'stay',
      frame: patch(cleared, { waiting }),
      effects: [{ type: 'read', step: waiting, purpose: 'run', action, input, timeoutMs }],
    };
  }
  const effect: Effect = {
    type: 'operate',
    step: step.id,
    action,
    input,
    title: writePlain(deciding, step.title),
    attempts: step.attempts,
    backoffMs: step.backoffMs,
    timeoutMs,
    background: step.background,
  };
  return { route: step.background ? 'pass' : 'stay', frame: started(deciding, cleared, step, key), effects: [effect] };
}

/** The frame once a lasting action has started. */
function started(deciding: Deciding, frame: Frame, step: RunStep, key: string): Frame {
  const compensation = compensationOf(deciding, step);
  return patch(frame, {
    running: including(frame.running, step.id),
    passed: { ...frame.passed, [step.id]: key },
    waiting: undefined,
    ...(step.commit ? { locked: true } : {}),
    ...(step.commit && step.background ? { from: step.next, trail: [] } : {}),
    ...(compensation ? { undo: [...(frame.undo ?? []).filter((one) => one.step !== step.id), compensation] } : {}),
  });
}

/** The result of a foreground run, or of one in the background, has come. */
export function finishRun(deciding: Deciding, step: RunStep, output: Json): Frame {
  const { frame } = deciding;
  const saved = step.save === undefined ? frame.vars : { ...frame.vars, [step.save]: output };
  const key = frame.waiting?.split('~')[1];
  const after = patch(frame, {
    vars: saved,
    waiting: undefined,
    running: without(frame.running, [step.id]),
    tries: undefined,
    ...(key !== undefined && step.action.kind === 'read' ? { passed: { ...frame.passed, [step.id]: key } } : {}),
    ...(step.commit ? { done: including(frame.done, step.id) } : {}),
    ...(step.commit && !step.background ? { locked: true, from: step.next, trail: [] } : {}),
  });
  // With the output at hand the way back may be known better than before.
  const compensation = compensationOf({ ...deciding, frame: after }, step);
  if (!compensation) return after;
  return patch(after, { undo: [...(after.undo ?? []).filter((one) => one.step !== step.id), compensation] });
}

/** The action did not work: it has taken back what it began, so answers can be changed again, unless nobody knows how it ended. */
export function failRun(deciding: Deciding, step: RunStep, failure: Failure): Frame {
  const { frame } = deciding;
  const unknown = failure.code === 'UNKNOWN_OUTCOME';
  const running = without(frame.running, [step.id]);
  const committed = frame.from !== undefined || (frame.done?.length ?? 0) > 0;
  const undo = unknown ? frame.undo : frame.undo?.filter((one) => one.step !== step.id);
  const { [step.id]: _key, ...passed } = frame.passed ?? {};
  return patch(frame, {
    waiting: undefined,
    running,
    tries: undefined,
    undo: undo && undo.length > 0 ? undo : undefined,
    passed: Object.keys(passed).length > 0 ? passed : undefined,
    ...(committed || unknown ? {} : { locked: undefined }),
    failure: { ...failure, step: step.id },
  });
}

/** A failed read is tried again by itself, a few times, after a pause. */
export function retriesLeft(deciding: Deciding, step: RunStep, failure: Failure): boolean {
  return step.action.kind === 'read' && failure.retryable && (deciding.frame.tries ?? 0) + 1 < step.attempts;
}

/** The pause before the next try: it doubles. */
export function retryEffect(deciding: Deciding, step: RunStep): Effect {
  const afterMs = step.backoffMs * 2 ** Math.max(0, (deciding.frame.tries ?? 1) - 1);
  return { type: 'timer', name: `retry:${step.id}`, afterMs };
}

/** What is said when something in the background has ended. */
export function backgroundSaid(deciding: Deciding, step: RunStep, failure?: Failure): Effect {
  const { locale } = deciding.surroundings;
  const title = writePlain(deciding, step.title);
  if (failure) {
    const handler = step.onError.find(
      (one) => one.if === undefined || holds(deciding, one.if, { error: { ...failure } }),
    );
    const said = handler?.text ? write(deciding, handler.text, { error: { ...failure } }) : undefined;
    const text = said ?? phrase(locale, 'flow.background.failed', { title, message: failure.message });
    return { type: 'say', text, tone: 'error' };
  }
  const text = step.done ? write(deciding, step.done) : phrase(locale, 'flow.background.done', { title });
  return { type: 'say', text, tone: 'success' };
}

/** What cancelling has to do: stop what runs, take back what is done, last first. */
export function cleanUpEffects(frame: Frame, at: string): Effect[] {
  const running = frame.running ?? [];
  const finished = (frame.undo ?? []).filter((one) => !running.includes(one.step));
  const stops = running.map((step): Effect => ({ type: 'stop', step }));
  if (finished.length === 0) return stops;
  return [...stops, { type: 'undo', step: at, compensations: [...finished].reverse() }];
}

function compensationOf(deciding: Deciding, step: RunStep): Compensation | undefined {
  if (!step.compensate) return undefined;
  const input = computeInput(deciding, step.compensate.with);
  return input && { step: step.id, action: step.compensate.action, input };
}
