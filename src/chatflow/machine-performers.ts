import type { JsonObject } from '#src/protocol/index.ts';

import { compute, type Deciding, write } from './deciding.ts';
import type { Effect } from './effects.ts';
import type { FlowEvent } from './events.ts';
import { phrase } from './phrases/index.ts';
import { promptAt } from './prompt-at.ts';
import { rememberEffects } from './verbs/answering.ts';
import { whyNot } from './verbs/going-back.ts';
import { checkEffect, readChoicesEffect } from './verbs/question.ts';
import { questionHelp } from './verbs/question-prompt.ts';
import { backgroundSaid, cleanUpEffects, retryEffect } from './verbs/run.ts';

type Performer = (deciding: Deciding, event: FlowEvent, step: string) => Effect | readonly Effect[] | null;

/** Every effect a compiled flow can have. */
export const performers = {
  /** What entering the step worked out: answers that fell, and what it says or starts. */
  entered: ({ fell, effects }) => [...changed(fell), ...effects],
  /** Answers that fell because others changed. */
  changed: ({ fell }) => changed(fell),
  /** The question of the state just entered, when it stays there. */
  ask: (deciding, _event, state) => (deciding.route === 'stay' || state.includes('/') ? ask(deciding, state) : null),
  /** The question that is open already, again. */
  askAgain: (deciding) => ask(deciding, deciding.frame.at),
  remember: (deciding, event, id) => {
    const step = deciding.flow.step.get(id);
    if (event.type !== 'answer') return null;
    return rememberEffects(deciding, step && (step.verb === 'ask' || step.verb === 'form') ? step : undefined, event);
  },
  readChoices: (deciding, _event, id) => {
    const step = deciding.flow.step.get(id);
    return step?.verb === 'ask' || step?.verb === 'form' ? readChoicesEffect(deciding, step) : null;
  },
  check: (deciding, _event, id) => {
    const step = deciding.flow.step.get(id);
    return step?.verb === 'ask' || step?.verb === 'form' ? checkEffect(deciding, step) : null;
  },
  retryLater: (deciding, _event, id) => {
    const step = deciding.flow.step.get(id);
    return step?.verb === 'run' ? retryEffect(deciding, step) : null;
  },
  endedBeside: (deciding, event) => {
    const step = 'step' in event ? deciding.flow.step.get(event.step) : undefined;
    return step?.verb === 'run'
      ? backgroundSaid(deciding, step, event.type === 'failed' ? event.failure : undefined)
      : null;
  },
  whyNot: (deciding, event) =>
    event.type === 'edit'
      ? whyNot(deciding, 'edit', event.slot)
      : event.type === 'back'
        ? whyNot(deciding, 'back')
        : null,
  noSkip: ({ surroundings }, _event, id) => ({
    type: 'say',
    text: phrase(surroundings.locale, id === '' ? 'flow.skip.nothing' : 'flow.skip.needed'),
    tone: 'info',
  }),
  help: (deciding) => ({ type: 'say', text: help(deciding), tone: 'info' }),
  idle: (deciding) => {
    const { idle } = deciding.flow.on;
    const prompt = promptAt(deciding, deciding.frame.at);
    if (!prompt || !idle) return null;
    const reminder = idle.text ? write(deciding, idle.text) : phrase(deciding.surroundings.locale, 'flow.idle');
    return [
      { type: 'say', text: reminder, tone: 'info' },
      { type: 'prompt', prompt },
    ];
  },
  clearExpiry: (_deciding, _event, id) => ({ type: 'clearTimer', name: `expire:${id}` }),
  clearWait: (_deciding, event, id) => (event.type === 'timer' ? null : { type: 'clearTimer', name: `wait:${id}` }),
  handoff: (_deciding, _event, id) => ({ type: 'handoff', step: id, queue: 'default' }),
  /** Leaving at the person's wish: stop and take back what they want taken back. */
  cancel: (deciding, event) => {
    const { flow, frame } = deciding;
    const cleanUp = event.type !== 'cancel' || event.cleanUp ? cleanUpEffects(frame, frame.at) : [];
    const text = flow.on.cancel ? write(deciding, flow.on.cancel) : '';
    const said: Effect[] = text === '' ? [] : [{ type: 'say', text }];
    return [...cleanUp, ...said, end(deciding, 'cancelled')];
  },
  finish: (deciding) => end(deciding, 'done'),
  /** An `end` step, unless the flow passes it. */
  end: (deciding, _event, outcome) => {
    if (deciding.route !== 'stay') return null;
    return end(deciding, outcome === 'cancelled' || outcome === 'failed' ? outcome : 'done');
  },
} satisfies Readonly<Record<string, Performer>>;

export type PerformerName = keyof typeof performers;

function ask(deciding: Deciding, state: string): readonly Effect[] {
  const prompt = promptAt(deciding, state);
  if (!prompt) return [];
  const { idle } = deciding.flow.on;
  const asked: Effect = { type: 'prompt', prompt };
  return idle ? [asked, { type: 'timer', name: 'idle', afterMs: idle.afterMs }] : [asked];
}

function help(deciding: Deciding): string {
  const { flow, frame, surroundings } = deciding;
  const step = flow.step.get(frame.at);
  const { locale } = surroundings;
  if (step?.verb === 'ask' || step?.verb === 'form') {
    return questionHelp(deciding, step) ?? phrase(locale, 'flow.help.none');
  }
  const prompt = promptAt(deciding, frame.at);
  if (prompt?.kind === 'confirm') return phrase(locale, 'flow.help.confirm', { yes: prompt.yes, no: prompt.no });
  return phrase(locale, prompt ? 'flow.help.none' : 'flow.help.wait');
}

function changed(fell: readonly string[]): Effect[] {
  return fell.length === 0 ? [] : [{ type: 'changed', slots: [...fell] }];
}

function end(deciding: Deciding, outcome: 'done' | 'cancelled' | 'failed'): Effect {
  const output: JsonObject = {};
  if (outcome === 'done') {
    for (const [name, value] of deciding.flow.output) output[name] = compute(deciding, value);
  }
  return { type: 'end', outcome, output };
}
