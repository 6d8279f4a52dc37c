import {
  type ActionInfo,
  advance,
  begin,
  type Catalogue,
  type Decision,
  type Effect,
  type Flow,
  type FlowEvent,
  loadFlow,
  type Problem,
  promptOf,
  readAnswer,
  type Surroundings,
  type Translations,
} from '#src/chatflow/index.ts';
import type { Json, JsonObject, PromptDraft } from '#src/protocol/index.ts';

const text = { type: 'string' };
const anything = { type: 'object', additionalProperties: true } as const;
const closed = (properties: object, required: string[] = []): ActionInfo['input'] =>
  ({ type: 'object', properties, required, additionalProperties: false }) as ActionInfo['input'];

function action(
  name: string,
  kind: ActionInfo['kind'],
  input: ActionInfo['input'],
  output: ActionInfo['output'],
): ActionInfo {
  return { name, title: `The action ${name}`, kind, permission: name, input, output };
}

const list = [
  action('names.check', 'read', closed({ value: text }), closed({ ok: { type: 'boolean' }, text })),
  action(
    'catalog.sizes',
    'read',
    closed({ family: text }),
    closed({
      items: {
        type: 'array',
        items: closed({ id: text, title: text, price: { type: 'number' }, gone: { type: 'boolean' } }),
      },
    }),
  ),
  action(
    'pricing.quote',
    'read',
    closed({ size: text, workers: { type: 'integer' } }, ['size']),
    closed({ total: { type: 'number' }, text }),
  ),
  action('report.make', 'read', anything, anything),
  action('vdc.deploy', 'lasting', anything, closed({ id: text, url: text })),
  action('vdc.delete', 'lasting', anything, anything),
];

/** Actions that exist only to be named in flows. */
export const catalogue: Catalogue = { actions: new Map(list.map((one) => [one.name, one])) };

export const surroundings: Surroundings = {
  now: Date.UTC(2026, 10, 20, 12),
  user: { id: 'ada', name: 'Ada', roles: ['user'] },
  locale: 'en',
  channel: 'web',
  remembered: {},
  run: 'run-1',
};

/** Loads a flow that has to be sound. */
export function flowOf(source: string, more: Partial<Catalogue> = {}, translations: Translations = {}): Flow {
  const { flow, problems } = loadFlow(source, 'sample.flow.yaml', { ...catalogue, ...more }, translations);
  if (!flow) throw new Error(problems.map(written).join('\n'));
  return flow;
}

export function written({ code, line, column, message, fix }: Problem): string {
  return `${line}:${column} ${code}: ${message}${fix === undefined ? '' : ` (${fix})`}`;
}

/** A person talking to one flow, with every frame stored and read again in between, as a server would. */
export class Talk {
  readonly flow: Flow;
  decision: Decision;
  readonly #surroundings: Surroundings;

  constructor(source: string | Flow, start: Parameters<typeof begin>[1] = {}, around: Partial<Surroundings> = {}) {
    this.flow = typeof source === 'string' ? flowOf(source) : source;
    this.#surroundings = { ...surroundings, ...around };
    this.decision = begin(this.flow, start, this.#surroundings);
    this.#settle();
  }

  event(event: FlowEvent): this {
    this.decision = advance(this.flow, this.frame, event, this.#surroundings);
    return this.#settle();
  }

  /** Answers the open question, or one slot, as typed. */
  answer(input: Json, slot = this.asked): this {
    const read = readAnswer(this.flow, this.frame, slot, input, this.#surroundings);
    if (!read.ok) return this.event({ type: 'refuse', error: read.error });
    const labels = read.label === undefined ? {} : { labels: { [slot]: read.label } };
    return this.event({ type: 'answer', slots: { [slot]: read.value }, ...labels });
  }

  /** What was waited for has come. */
  done(output: Json, step = this.#waited()): this {
    return this.event({ type: 'done', step, output });
  }

  fails(code: string, retryable = false, step = this.#waited()): this {
    return this.event({ type: 'failed', step, failure: { code, message: `the ${code}`, retryable } });
  }

  get frame(): Decision['frame'] {
    return this.decision.frame;
  }

  get at(): string {
    return this.frame.at;
  }

  get slots(): JsonObject {
    return this.frame.slots;
  }

  get effects(): Effect[] {
    return this.decision.effects;
  }

  get prompt(): PromptDraft | null {
    return promptOf(this.flow, this.frame, this.#surroundings);
  }

  get asked(): string {
    const { prompt } = this;
    if (prompt?.kind !== 'ask') throw new Error(`nothing is asked at ${this.at}`);
    return prompt.question.slot;
  }

  /** What the wizard said in the last decision. */
  get said(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'say' ? [effect.text] : []));
  }

  effect<T extends Effect['type']>(type: T): Extract<Effect, { type: T }> {
    const found = this.effects.find((one): one is Extract<Effect, { type: T }> => one.type === type);
    if (!found) throw new Error(`no ${type} among ${JSON.stringify(this.effects)}`);
    return found;
  }

  has(type: Effect['type']): boolean {
    return this.effects.some((effect) => effect.type === type);
  }

  #waited(): string {
    const found = this.frame.waiting ?? this.frame.running?.at(-1);
    if (found === undefined) throw new Error(`nothing is waited for at ${this.at}`);
    return found;
  }

  #settle(): this {
    this.decision = JSON.parse(JSON.stringify(this.decision)) as Decision;
    return this;
  }
}
