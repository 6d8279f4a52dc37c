import {
  advance,
  begin,
  type Decision,
  type Effect,
  type Failure,
  type Flow,
  type FlowEvent,
  type Frame,
  readAnswer,
  type Surroundings,
} from '#src/chatflow/index.ts';
import type { Json, JsonObject, PromptDraft, Show } from '#src/protocol/index.ts';

export type Work = Extract<Effect, { type: 'read' | 'operate' }>;
export type Result = { output: Json } | { failure: Failure };

const surroundings: Surroundings = {
  now: Date.UTC(2026, 10, 20),
  user: { id: 'ada', name: 'Ada', roles: ['user'] },
  locale: 'en',
  channel: 'web',
  remembered: {},
  run: 'r',
};

/** Walks through one flow as a person does, with somebody who does the work. */
export class FlowWalk {
  readonly said: string[] = [];
  readonly shown: Show[] = [];
  readonly done: Work[] = [];
  /** Flows it called; each comes back done. */
  readonly called: string[] = [];
  /** What could not be computed: a defect of the flow. */
  readonly faults: string[] = [];
  prompt: PromptDraft | undefined;
  ended: Extract<Effect, { type: 'end' }> | undefined;
  frame: Frame | undefined;
  readonly #flow: Flow;
  readonly #perform: (work: Work) => Promise<Result>;

  constructor(flow: Flow, perform: (work: Work) => Promise<Result>) {
    this.#flow = flow;
    this.#perform = perform;
  }

  async begin(start: { slots?: JsonObject; inputs?: JsonObject } = {}): Promise<this> {
    return await this.#take(begin(this.#flow, start, surroundings));
  }

  /** Answers the open question as if it was typed. */
  async answer(input: Json): Promise<this> {
    if (this.prompt?.kind !== 'ask') throw new Error(`nothing is asked: ${JSON.stringify(this.prompt)}`);
    const { slot } = this.prompt.question;
    const read = readAnswer(this.#flow, this.#standing(), slot, input, surroundings);
    if (!read.ok) return await this.event({ type: 'refuse', error: read.error });
    const labels = read.label === undefined ? {} : { labels: { [slot]: read.label } };
    return await this.event({ type: 'answer', slots: { [slot]: read.value }, ...labels });
  }

  async event(event: FlowEvent): Promise<this> {
    this.prompt = undefined;
    return await this.#take(advance(this.#flow, this.#standing(), event, surroundings));
  }

  /** The slot that is asked for now. */
  get asked(): string | undefined {
    return this.prompt?.kind === 'ask' ? this.prompt.question.slot : undefined;
  }

  /** The values that can be picked now, or the ways out that are offered. */
  get options(): string[] {
    if (this.prompt?.kind === 'offers') return this.prompt.offers.map(({ offer }) => offer);
    return this.prompt?.kind === 'ask' ? (this.prompt.question.choices ?? []).map(({ value }) => value) : [];
  }

  /** The rows of the open summary. */
  get rows(): { [label: string]: string } {
    if (this.prompt?.kind !== 'confirm') return {};
    return Object.fromEntries(this.prompt.rows.map(({ label, value }) => [label, value]));
  }

  #standing(): Frame {
    if (!this.frame) throw new Error('the flow has not begun');
    return this.frame;
  }

  async #take({ frame, effects, faults }: Decision): Promise<this> {
    this.frame = frame;
    this.faults.push(...(faults ?? []));
    const next: (() => Promise<FlowEvent>)[] = [];
    for (const effect of effects) {
      if (effect.type === 'say') this.said.push(effect.text);
      if (effect.type === 'show') {
        this.shown.push(effect.show);
        if (effect.text !== undefined) this.said.push(effect.text);
      }
      if (effect.type === 'prompt') this.prompt = effect.prompt;
      if (effect.type === 'end') this.ended = effect;
      // Time passes at once.
      if (effect.type === 'timer' && effect.name.startsWith('retry:')) {
        next.push(async () => ({ type: 'timer', name: effect.name }));
      }
      if (effect.type === 'call') {
        this.called.push(effect.flow);
        next.push(async () => ({ type: 'returned', step: effect.step, outcome: 'done', output: {} }));
      }
      if (effect.type === 'read' || effect.type === 'operate') {
        this.done.push(effect);
        next.push(async () => {
          const result = await this.#perform(effect);
          const { step } = effect;
          return 'failure' in result ? { type: 'failed', step, ...result } : { type: 'done', step, ...result };
        });
      }
    }
    for (const event of next) await this.event(await event());
    return this;
  }
}
