import { expect } from 'chai';
import * as fc from 'fast-check';

import {
  advance,
  begin,
  type Decision,
  type Flow,
  type FlowEvent,
  type Frame,
  FrameMismatch,
  promptOf,
  readAnswer,
} from '#src/chatflow/index.ts';
import type { Json, PromptDraft } from '#src/protocol/index.ts';

import { flowOf, surroundings } from './stand.ts';

/** A flow with every verb, every way to wait and every way out. */
const source = `
title: Everything
on: { cancel: Bye., idle: { after: 10m } }
inputs: { given: string }
steps:
  - say: Hello \${{ user.name }}
  - { ask: name, check: names.check, retries: { max: 2 } }
  - ask: size
    choices: { from: catalog.sizes, value: it.id, label: "\${{ it.title }}", with: { family: "\${{ name }}" }, depends: name }
  - form: numbers
    title: Numbers
    fields:
      - { slot: workers, type: int, min: 1, max: 50, default: 1 }
      - { slot: note, optional: true }
      - { slot: zone, when: size == 'l', else: any, choices: [a, b] }
  - { ask: ha, type: bool, when: workers > 2, else: false }
  - { ask: pass, type: secret }
  - { ask: days, type: duration, assume: 30d }
  - run: pricing.quote
    with: { size: "\${{ size }}", workers: "\${{ workers }}" }
    save: quote
    on_error: [{ if: "error.code == 'FULL'", text: Full., offer: [edit:size, skip, goto:sum] }]
  - { set: { total: "\${{ either(quote.total, 0) }}" }, id: sum }
  - { goto: asked, when: workers == 50 }
  - { show: "{'total': total}", as: card, title: Price }
  - { wait: { event: ready, timeout: 1m }, id: pause, when: size == 'l' }
  - { confirm: order, id: asked, show: [name, size, workers, ha, pass, days], danger: "\${{ name }}" }
  - { approve: spend, when: workers > 10, by: role:billing, text: "\${{ total }}?" }
  - run: vdc.deploy
    with: { name: "\${{ name }}", secret: "\${{ pass }}" }
    id: deploy
    save: vdc
    compensate: { run: vdc.delete, with: { name: "\${{ name }}" } }
    on_error: [{ offer: [edit:workers, retry, cancel] }]
  - { run: vdc.deploy, id: beside, background: true, save: other, compensate: { run: vdc.delete } }
  - { call: other, id: sub, optional: true, save: result }
  - { handoff: support, when: workers == 3 }
  - { ask: rating, type: rating, optional: true }
  - { end: failed, when: rating == 1 }
  - say: Thanks.
output: { id: "\${{ vdc.id }}" }
`;

const flow = flowOf(source);
const reject = { code: 'FULL', message: 'full', retryable: false };

/** A believable next event for a frame: what a person, an action or a clock could do. */
function sensible(frame: Frame, effects: Decision['effects'], choice: number): FlowEvent {
  const prompt = promptOf(flow, frame, surroundings);
  if (prompt) return reply(frame, prompt, choice);
  const waited = effects.findLast((one) => one.type === 'read' || one.type === 'operate');
  if (waited && choice % 7 === 6)
    return { type: 'failed', step: waited.step, failure: { ...reject, retryable: choice % 2 === 0 } };
  const timer = effects.findLast((one) => one.type === 'timer');
  if (timer && !waited && frame.at === 'pricing-quote') return { type: 'timer', name: timer.name };
  if (waited?.type === 'read' && waited.purpose === 'choices') {
    return {
      type: 'done',
      step: waited.step,
      output: {
        items: [
          { id: 's', title: 'Small' },
          { id: 'l', title: 'Large' },
        ],
      },
    };
  }
  if (waited?.type === 'read' && waited.purpose === 'check')
    return { type: 'done', step: waited.step, output: { ok: choice % 5 !== 4, text: 'no' } };
  if (waited) return { type: 'done', step: waited.step, output: { total: choice, id: 'x' } };
  if (frame.at === 'pause')
    return choice % 2 === 0 ? { type: 'event', name: 'ready', data: {} } : { type: 'timer', name: 'wait:pause' };
  if (frame.at === 'spend')
    return choice % 3 === 2
      ? { type: 'refused', step: 'spend', by: 'Eve' }
      : { type: 'approved', step: 'spend', by: ['Eve'] };
  if (frame.at === 'sub')
    return { type: 'returned', step: 'sub', outcome: choice % 3 === 2 ? 'cancelled' : 'done', output: {} };
  return { type: 'repeat' };
}

function reply(frame: Frame, prompt: PromptDraft, choice: number): FlowEvent {
  switch (prompt.kind) {
    case 'offers': {
      const offer = prompt.offers[choice % prompt.offers.length]?.offer ?? 'retry';
      return { type: 'offer', offer: offer === 'cancel' ? 'retry' : offer };
    }
    case 'confirm':
      return { type: 'confirm', yes: choice % 4 !== 3 };
    case 'ask':
      return answerOf(frame, prompt.question.slot, choice);
    case 'form': {
      const slots = prompt.fields
        .map(({ slot }) => answerOf(frame, slot, choice))
        .flatMap((one) => (one.type === 'answer' ? [one.slots] : []));
      return { type: 'answer', slots: Object.assign({}, ...slots) as { [slot: string]: Json } };
    }
    default:
      return prompt satisfies never;
  }
}

const said: Readonly<Record<string, Json[]>> = {
  name: ['demo', 'other'],
  size: ['s', 'l'],
  workers: [1, 3, 12, 50],
  note: ['x'],
  zone: ['a', 'b'],
  ha: [true, false],
  pass: ['secret://1'],
  days: ['60d'],
  rating: [5, 1],
};

function answerOf(frame: Frame, slot: string, choice: number): FlowEvent {
  const options = said[slot] ?? [];
  const read = readAnswer(flow, frame, slot, options[choice % options.length] ?? null, surroundings);
  return read.ok ? { type: 'answer', slots: { [slot]: read.value } } : { type: 'refuse', error: read.error };
}

/** Everything that can happen, whether it makes sense there or not. */
const anything: FlowEvent[] = [
  { type: 'answer', slots: {} },
  { type: 'answer', slots: { name: 'changed' } },
  { type: 'answer', slots: { workers: 4, ha: true } },
  { type: 'answer', slots: { rating: null } },
  { type: 'answer', slots: { unknown: 1, __proto__: 2 } },
  { type: 'refuse', error: 'No.' },
  { type: 'refuse', error: 'No.', fields: { workers: 'Too many.' }, values: { workers: 99 } },
  { type: 'confirm', yes: true },
  { type: 'confirm', yes: false },
  ...[
    'retry',
    'skip',
    'continue',
    'handoff',
    'edit:size',
    'edit:nothing',
    'goto:sum',
    'goto:elsewhere',
    'nonsense',
    '',
  ].map((offer) => ({ type: 'offer', offer }) as const),
  ...['name', 'size', 'numbers', 'workers', 'days', 'ha', 'pass', 'order', 'nothing', 'constructor'].map(
    (slot) => ({ type: 'edit', slot }) as const,
  ),
  { type: 'back' },
  { type: 'skip' },
  { type: 'help' },
  { type: 'repeat' },
  { type: 'choices', slot: 'size', items: [{ value: 'm', label: 'Medium' }], more: false },
  { type: 'choices', slot: 'nothing', items: [], more: false },
  ...['deploy', 'beside', 'pricing-quote', 'size/choices/size~1', 'nothing'].flatMap((step): FlowEvent[] => [
    { type: 'done', step, output: { total: 1 } },
    { type: 'done', step, output: null },
    { type: 'failed', step, failure: reject },
  ]),
  { type: 'returned', step: 'sub', outcome: 'done', output: {} },
  { type: 'returned', step: 'sub', outcome: 'failed', output: {} },
  { type: 'returned', step: 'nothing', outcome: 'done', output: {} },
  ...['idle', 'retry:pricing-quote', 'wait:pause', 'expire:spend', 'nothing'].map(
    (name) => ({ type: 'timer', name }) as const,
  ),
  { type: 'event', name: 'ready', data: {} },
  { type: 'event', name: 'handoff.returned', data: {} },
  { type: 'approved', step: 'spend', by: ['Eve'] },
  { type: 'refused', step: 'spend', by: 'Eve', reason: 'no' },
  { type: 'cancel', cleanUp: true },
  { type: 'cancel', cleanUp: false },
];

/** One frame for every state the flow can come to rest in, found by walking. */
function restingFrames(): Map<string, { frame: Frame; effects: Decision['effects'] }> {
  const found = new Map<string, { frame: Frame; effects: Decision['effects'] }>();
  let seed = 1;
  const next = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
  for (let walk = 0; walk < 400; walk += 1) {
    let decision = begin(flow, {}, surroundings);
    for (let step = 0; step < 60 && !ended(decision); step += 1) {
      if (!found.has(decision.frame.at)) found.set(decision.frame.at, decision);
      const roam = next() % 10 === 0;
      const event = roam
        ? anything[next() % (anything.length - 2)]
        : sensible(decision.frame, decision.effects, next());
      decision = advance(flow, decision.frame, event ?? { type: 'repeat' }, surroundings);
    }
  }
  return found;
}

function ended({ effects }: Decision): boolean {
  return effects.some(({ type }) => type === 'end');
}

/** What must hold after any decision. */
function check(decision: Decision, of: Flow): void {
  const { frame, effects } = decision;
  expect(of.machine.states.has(frame.at), frame.at).to.equal(true);
  const plain = JSON.stringify(decision);
  expect(JSON.stringify(JSON.parse(plain)), 'plain JSON').to.equal(plain);
  expect(frame.trail).to.deep.equal([...new Set(frame.trail)]);
  for (const slot of frame.trail)
    expect(Object.hasOwn(frame.slots, slot), `${slot} is in the trail but not answered`).to.equal(true);
  expect(effects.findIndex(({ type }) => type === 'end')).to.be.oneOf([-1, effects.length - 1]);
  expect(effects.filter(({ type }) => type === 'changed').length).to.be.at.most(1);
  expect(JSON.stringify(effects.filter(({ type }) => type !== 'operate'))).to.not.include('secret://');
}

describe('a flow, wherever it stands', () => {
  const frames = restingFrames();

  it('has been walked to every state it can rest in', () => {
    const passing = new Set(['sum', 'beside', 'beside/failed']);
    const resting = [...flow.machine.states].filter((name) => {
      return !name.startsWith('$') && !/^(say|goto|show|end)-\d+$/.test(name) && !passing.has(name);
    });
    expect([...frames.keys()]).to.include.members(resting);
  });

  for (const event of anything) {
    it(`takes ${JSON.stringify(event).slice(0, 90)} in every state`, () => {
      for (const { frame } of frames.values()) {
        const before = JSON.stringify(frame);
        const decision = advance(flow, frame, event, surroundings);
        check(decision, flow);
        expect(JSON.stringify(frame), `the frame at ${frame.at} was changed in place`).to.equal(before);
      }
    });
  }

  it('goes on from storage exactly as it would have gone on', () => {
    for (const { frame, effects } of frames.values()) {
      const stored = JSON.parse(JSON.stringify(frame)) as Frame;
      for (const event of [...anything, sensible(frame, effects, 3)]) {
        expect(advance(flow, stored, event, surroundings)).to.deep.equal(advance(flow, frame, event, surroundings));
      }
      expect(promptOf(flow, stored, surroundings)).to.deep.equal(promptOf(flow, frame, surroundings));
    }
  });

  it('asks again what it asked, word for word', () => {
    for (const { frame, effects } of frames.values()) {
      const asked = effects.findLast((effect) => effect.type === 'prompt');
      if (!asked) continue;
      expect(promptOf(flow, frame, surroundings)).to.deep.equal(asked.prompt);
      expect(advance(flow, frame, { type: 'repeat' }, surroundings).effects[0]).to.deep.equal(asked);
    }
  });

  it('refuses a frame of another definition', () => {
    const { frame } = begin(flow, {}, surroundings);
    for (const other of [
      { ...frame, hash: 'other' },
      { ...frame, at: 'gone' },
      { ...frame, at: 'constructor' },
    ]) {
      expect(() => advance(flow, other, { type: 'repeat' }, surroundings)).to.throw(FrameMismatch);
      expect(() => promptOf(flow, other, surroundings)).to.throw(FrameMismatch);
    }
  });

  it('comes to an end on every walk, and never does a committed step twice', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 20, maxLength: 80 }), (choices) => {
        let decision = begin(flow, { inputs: { given: 'x' } }, surroundings);
        const committed: string[] = [];
        for (const choice of choices) {
          check(decision, flow);
          if (ended(decision)) return;
          const roaming = choice % 5 === 0 ? anything[choice % (anything.length - 2)] : undefined;
          const event = roaming ?? sensible(decision.frame, decision.effects, choice);
          if (event.type === 'done' && decision.frame.running?.includes(event.step)) committed.push(event.step);
          decision = advance(flow, decision.frame, event, surroundings);
          for (const effect of decision.effects) {
            if (effect.type === 'operate') expect(committed, 'done already').to.not.include(effect.step);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is over after a sensible conversation of at most 40 events', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }), (choices) => {
        let decision = begin(flow, {}, surroundings);
        let events = 0;
        while (!ended(decision)) {
          expect(events, `stuck at ${decision.frame.at}`).to.be.below(200);
          const choice = choices[events % choices.length] ?? 0;
          // Whoever always picks the same bad way out would go round for ever: patience ends after a while.
          const calm = events > 60 ? 0 : choice;
          decision = advance(flow, decision.frame, sensible(decision.frame, decision.effects, calm), surroundings);
          events += 1;
        }
      }),
      { numRuns: 60 },
    );
  });
});
