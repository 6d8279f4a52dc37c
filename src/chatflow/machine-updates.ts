import { type Deciding, isFilled, omit, patch } from './deciding.ts';
import type { FlowEvent } from './events.ts';
import type { Frame } from './frame.ts';
import { phrase } from './phrases/index.ts';
import type { Step } from './step.ts';
import { keepEdited, skipAnswer, storeAnswer } from './verbs/answering.ts';
import { enterConfirm, leaveConfirm } from './verbs/confirm.ts';
import { backTarget } from './verbs/going-back.ts';
import { enterQuestion, leaveQuestion, readFailure, takeCheck, takeChoices } from './verbs/question.ts';
import { enterRun, failRun, finishRun } from './verbs/run.ts';
import { enterEnd, enterGoto, enterSay, enterSet, enterShow } from './verbs/speaking.ts';
import {
  enterApprove,
  enterCall,
  enterHandoff,
  enterWait,
  failCall,
  finishCall,
  finishHandoff,
  finishWait,
  refuseApproval,
} from './verbs/waiting.ts';

type Update = (deciding: Deciding, event: FlowEvent, step: string) => Partial<Deciding>;

/** Every way a compiled flow can change its frame. */
export const updates = {
  /** Entering a step: what it needs, what it drops, where it leads. */
  enter: (deciding, _event, id) => {
    const step = deciding.flow.step.get(id);
    return { fell: [], effects: [], ...(step ? enterStep(deciding, step) : { route: 'pass' }) };
  },

  answer: (deciding, event, id) =>
    event.type === 'answer' ? { ...storeAnswer(deciding, question(deciding, id), event), effects: [] } : {},
  skip: (deciding, _event, id) => {
    const step = question(deciding, id);
    const answer = step && skipAnswer(deciding, step);
    return answer ? storeAnswer(deciding, step, answer) : {};
  },
  keep: (deciding, _event, id) => {
    const step = question(deciding, id);
    return step ? { frame: keepEdited(deciding, step) } : {};
  },
  refuse: ({ frame }, event) => {
    if (event.type !== 'refuse') return {};
    const { error, fields, values } = event;
    return { frame: patch(frame, { error, fieldErrors: fields, typed: values, tries: (frame.tries ?? 0) + 1 }) };
  },
  giveUp: ({ frame, surroundings }, event, step) => {
    const said =
      event.type === 'refuse' ? event.error : (frame.error ?? phrase(surroundings.locale, 'flow.failed.tries'));
    return {
      frame: patch(frame, {
        failure: { code: 'TOO_MANY_TRIES', message: said, retryable: true, step },
        error: undefined,
        fieldErrors: undefined,
      }),
    };
  },
  edit: (deciding, event) => {
    const target = event.type === 'edit' ? event.slot : backTarget(deciding.flow, deciding.frame);
    return { frame: patch(settled(deciding.frame), { editing: target, failure: undefined }) };
  },
  choices: ({ frame }, event) => {
    const held = event.type === 'choices' ? frame.choices?.[event.slot] : undefined;
    if (event.type !== 'choices' || !held) return {};
    const { slot, items, more } = event;
    return { frame: patch(frame, { choices: { ...frame.choices, [slot]: { key: held.key, items, more } } }) };
  },

  takeChoices: (deciding, event, id) => {
    const step = question(deciding, id);
    return step && event.type === 'done' ? { frame: takeChoices(deciding, step, event.output) } : {};
  },
  takeCheck: (deciding, event, id) => {
    const step = question(deciding, id);
    return step && event.type === 'done' ? { frame: takeCheck(deciding, step, event.output) } : {};
  },
  readFailed: (deciding, event, id) => {
    const step = question(deciding, id);
    return step && event.type === 'failed' ? { frame: readFailure(deciding, step, event.failure) } : {};
  },

  finish: (deciding, event, id) => {
    const step = deciding.flow.step.get(id || ('step' in event ? event.step : ''));
    return step?.verb === 'run' && event.type === 'done' ? { frame: finishRun(deciding, step, event.output) } : {};
  },
  fail: (deciding, event, id) => {
    const step = deciding.flow.step.get(id || ('step' in event ? event.step : ''));
    return step?.verb === 'run' && event.type === 'failed' ? { frame: failRun(deciding, step, event.failure) } : {};
  },
  /** Something beside the conversation failed: told, but its ways out are not offered over an open question. */
  failBeside: (deciding, event) => {
    const step = deciding.flow.step.get('step' in event ? event.step : '');
    if (step?.verb !== 'run' || event.type !== 'failed') return {};
    return { frame: patch(failRun(deciding, step, event.failure), { failure: deciding.frame.failure }) };
  },
  countTry: ({ frame }) => ({ frame: patch(frame, { tries: (frame.tries ?? 0) + 1, waiting: undefined }) }),
  /** A way out was taken: the failure is behind. */
  recover: ({ frame }) => ({ frame: patch(settled(frame), { failure: undefined }) }),
  /** Going on without what failed: it is nothing. */
  goWithout: ({ flow, frame }, _event, id) => ({ frame: goWithout(frame, flow.step.get(id)) }),
  /** Going on somewhere else: further down without what failed, or from an earlier step on anew. */
  jump: ({ flow, frame }, _event, target) => {
    const here = flow.steps.findIndex(({ id }) => id === frame.failure?.step);
    const there = flow.steps.findIndex(({ id }) => id === target);
    if (there > here) return { frame: goWithout(frame, flow.steps[here]) };
    const again = flow.steps.slice(there, here + 1).filter(({ verb }) => verb === 'run' || verb === 'call');
    const passed = omit(
      frame.passed,
      again.map(({ id }) => id),
    );
    return { frame: patch(settled(frame), { failure: undefined, passed }) };
  },

  leaveConfirm: (deciding) => ({ frame: leaveConfirm(deciding) }),
  returned: (deciding, event, id) => {
    const step = deciding.flow.step.get(id);
    if (step?.verb !== 'call' || event.type !== 'returned') return {};
    const left = event.outcome === 'cancelled' && step.optional;
    if (event.outcome === 'done' || left) return { frame: finishCall(deciding, step, event.output) };
    return { frame: failCall(deciding, step, event.outcome) };
  },
  waited: (deciding, event, id) => {
    const step = deciding.flow.step.get(id);
    return step?.verb === 'wait'
      ? { frame: finishWait(deciding, step, event.type === 'event' ? event.data : null) }
      : {};
  },
  refused: (deciding, event, id) => {
    const step = deciding.flow.step.get(id);
    return step?.verb === 'approve' ? { frame: refuseApproval(deciding, step, event) } : {};
  },
  handedBack: (deciding, _event, id) => {
    const step = deciding.flow.step.get(id);
    return step?.verb === 'handoff' ? { frame: finishHandoff(deciding, step) } : {};
  },
} satisfies Readonly<Record<string, Update>>;

export type UpdateName = keyof typeof updates;

function enterStep(deciding: Deciding, step: Step): Partial<Deciding> {
  switch (step.verb) {
    case 'ask':
    case 'form':
      return enterQuestion(deciding, step);
    case 'say':
      return enterSay(deciding, step);
    case 'show':
      return enterShow(deciding, step);
    case 'set':
      return enterSet(deciding, step);
    case 'goto':
      return enterGoto(deciding, step);
    case 'run':
      return enterRun(deciding, step);
    case 'confirm':
      return enterConfirm(deciding, step);
    case 'call':
      return enterCall(deciding, step);
    case 'wait':
      return enterWait(deciding, step);
    case 'approve':
      return enterApprove(deciding, step);
    case 'handoff':
      return enterHandoff(deciding, step);
    case 'end':
      return enterEnd(deciding, step);
    default:
      return step satisfies never;
  }
}

/** The frame once the flow goes on without what a step was for. */
function goWithout(frame: Frame, step: Step | undefined): Frame {
  const cleared = patch(settled(frame), { failure: undefined });
  if (!step) return cleared;
  if (step.verb === 'ask' || step.verb === 'form') {
    const slots = { ...cleared.slots };
    for (const { slot } of step.fields) if (!isFilled(cleared, slot)) slots[slot] = null;
    return leaveQuestion(patch(cleared, { slots, editing: undefined }), step);
  }
  if (!('save' in step) || step.save === undefined) return cleared;
  return patch(cleared, { vars: { ...cleared.vars, [step.save]: null } });
}

/** The frame when a question, a wait or an offer is left for somewhere else. */
function settled(frame: Frame): Frame {
  return patch(frame, {
    tries: undefined,
    error: undefined,
    fieldErrors: undefined,
    typed: undefined,
    waiting: undefined,
  });
}

function question(deciding: Deciding, id: string): Extract<Step, { verb: 'ask' | 'form' }> | undefined {
  const step = deciding.flow.step.get(id);
  return step && (step.verb === 'ask' || step.verb === 'form') ? step : undefined;
}
