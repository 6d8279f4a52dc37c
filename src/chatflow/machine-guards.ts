import type { Deciding, Route } from './deciding.ts';
import type { FlowEvent } from './events.ts';
import type { QuestionStep } from './step.ts';
import { acceptable, reachesBack, settles, skipAnswer } from './verbs/answering.ts';
import { canChange } from './verbs/confirm.ts';
import { backTarget, canEdit, stepOf } from './verbs/going-back.ts';
import { isAccepted } from './verbs/question.ts';
import { retriesLeft } from './verbs/run.ts';

/** One question a transition can depend on. */
export interface GuardParams {
  is: keyof typeof guards;
  step?: string;
  route?: Route;
  /** A state, an offer, a timer or an event, by name. */
  name?: string;
}

type Guard = (deciding: Deciding, event: FlowEvent, params: GuardParams) => boolean;

/** Every condition a compiled flow can have. None throws. */
export const guards = {
  route: ({ route }, _event, params) => route === params.route,
  from: ({ frame }, _event, params) => frame.from === params.name,

  /** The result is the one that was waited for. */
  awaited: ({ frame }, event) => (event.type === 'done' || event.type === 'failed') && event.step === frame.waiting,
  /** The outcome of the lasting action of this step. */
  ended: ({ frame }, event, { step = '' }) =>
    (event.type === 'done' || event.type === 'failed') &&
    event.step === step &&
    (frame.running?.includes(step) ?? false),
  /** The outcome of a lasting action that goes on beside the conversation. */
  endedBeside: ({ frame }, event) =>
    (event.type === 'done' || event.type === 'failed') && (frame.running?.includes(event.step) ?? false),
  retries: (deciding, event, { step = '' }) => {
    const run = deciding.flow.step.get(step);
    return (
      run?.verb === 'run' &&
      event.type === 'failed' &&
      event.step === deciding.frame.waiting &&
      retriesLeft(deciding, run, event.failure)
    );
  },
  back: ({ frame, flow }, event, { step = '' }) => {
    const target = event.type === 'back' ? backTarget(flow, frame) : undefined;
    return target !== undefined && stepOf(flow, target) === step;
  },
  edit: (deciding, event, { step = '' }) =>
    event.type === 'edit' && stepOf(deciding.flow, event.slot) === step && canEdit(deciding, event.slot),

  settles: (deciding, event, { step = '' }) => {
    const question = questionOf(deciding, step);
    return question !== undefined && event.type === 'answer' && settles(deciding, question, event);
  },
  reachesBack: (deciding, event, { step = '' }) =>
    event.type === 'answer' && reachesBack(deciding, questionOf(deciding, step), event),
  /** At least one of the answers may be taken here. */
  acceptable: (deciding, event, { step = '' }) =>
    event.type === 'answer' && Object.keys(acceptable(deciding, event, questionOf(deciding, step))).length > 0,
  editing: ({ frame }) => frame.editing !== undefined,
  skippable: (deciding, _event, { step = '' }) => {
    const question = questionOf(deciding, step);
    return question !== undefined && skipAnswer(deciding, question) !== undefined;
  },
  gaveUp: (deciding, _event, { step = '' }) => isLastTry(deciding, step),

  /** The check refused the answer, and that was the last try. */
  checkedInVain: (deciding, event, { step = '' }) =>
    event.type === 'done' &&
    event.step === deciding.frame.waiting &&
    !isAccepted(event.output) &&
    isLastTry(deciding, step),

  yes: (_deciding, event) => event.type === 'confirm' && event.yes,
  changeable: (deciding, _event, { step = '' }) => {
    const confirm = deciding.flow.step.get(step);
    return confirm?.verb === 'confirm' && canChange(deciding, confirm);
  },
  offer: (_deciding, event, { name }) => event.type === 'offer' && event.offer === name,
  timer: (_deciding, event, { name }) => event.type === 'timer' && event.name === name,
  event: (_deciding, event, { name }) => event.type === 'event' && event.name === name,
  returned: (_deciding, event, { step, name }) =>
    event.type === 'returned' && event.step === step && (name === undefined || event.outcome === name),
  approval: (_deciding, event, { step }) =>
    (event.type === 'approved' || event.type === 'refused') && event.step === step,
} satisfies Readonly<Record<string, Guard>>;

function isLastTry(deciding: Deciding, step: string): boolean {
  const most = questionOf(deciding, step)?.fields.find((field) => field.retries)?.retries?.max;
  return most !== undefined && (deciding.frame.tries ?? 0) + 1 >= most;
}

function questionOf(deciding: Deciding, step: string): QuestionStep | undefined {
  const found = deciding.flow.step.get(step);
  return found && (found.verb === 'ask' || found.verb === 'form') ? found : undefined;
}
