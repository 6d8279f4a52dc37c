import type { Failure } from '#src/chatflow/index.ts';
import type { Caller, OperationRequest, Operations, Outcome, ReadActions } from '#src/conversation/index.ts';
import type { Json, JsonObject, OperationView } from '#src/protocol/index.ts';
import { type Action, ActionFailure } from '#src/provisioning/action.ts';
import { mayUse } from '#src/provisioning/permissions.ts';
import { checkInput, checkOutput } from '#src/provisioning/to-failure.ts';

/** What an action answers instead of its simulation: an output, a failure, or nothing yet. */
export type Stub = { output: Json } | { failure: Failure } | 'pending';

/** One call of an action. */
export interface Call {
  action: string;
  input: JsonObject;
}

/** An operation that has ended and whose conversation has still to hear of it. */
export interface Ended {
  request: OperationRequest;
  outcome: Outcome;
  view: OperationView;
}

/** Says what the next call of an action answers; undefined: its simulation. */
export type Answering = (action: string, nth: number) => Stub | undefined;

/** The flow gave an action an input it does not take: a mistake of the flow. */
const refusedInput = new Set(['INVALID_INPUT', 'UNKNOWN_ACTION']);

/** Actions and operations without any effect: simulated, or answered as a test says. */
export class RehearsedWork implements ReadActions, Operations {
  readonly calls: Call[] = [];
  /** Mistakes of the flow in how it calls actions. */
  readonly mistakes: string[] = [];
  answering: Answering = () => undefined;
  readonly #actions: ReadonlyMap<string, Action<never>>;
  readonly #pending = new Map<string, OperationRequest>();
  readonly #ended: Ended[] = [];

  constructor(actions: readonly Action<never>[]) {
    this.#actions = new Map(actions.map((action) => [action.name, action]));
  }

  /** The same work so far, going its own way from here. */
  fork(): RehearsedWork {
    const copy = new RehearsedWork([...this.#actions.values()]);
    copy.calls.push(...this.calls);
    copy.answering = this.answering;
    for (const [id, request] of this.#pending) copy.#pending.set(id, request);
    copy.#ended.push(...this.#ended);
    return copy;
  }

  stagesOf(name: string): readonly { id: string; title: string }[] {
    const action = this.#actions.get(name);
    return action?.kind === 'lasting' ? action.stages : [];
  }

  async read(name: string, input: JsonObject, caller: Caller): Promise<Outcome> {
    const answer = this.#answer(name, input, caller);
    if (answer === 'pending') return failed({ code: 'TIMEOUT', message: 'That took too long.', retryable: false });
    return answer;
  }

  async start(request: OperationRequest): Promise<void> {
    if (this.#pending.has(request.id)) return;
    this.#pending.set(request.id, request);
    this.#work(request);
  }

  async stop(id: string): Promise<void> {
    const request = this.#pending.get(id);
    if (request) this.#end(request, failed({ code: 'ABORTED', message: 'It was stopped.', retryable: false }));
  }

  async view(id: string): Promise<OperationView | null> {
    const request = this.#pending.get(id);
    return request ? viewOf(request, 'Processing', this.stagesOf(request.work[0]?.action ?? '')) : null;
  }

  /** The next operation that has ended, once. */
  takeEnded(): Ended | undefined {
    return this.#ended.shift();
  }

  /** Operations that are still running. */
  get running(): readonly OperationRequest[] {
    return [...this.#pending.values()];
  }

  /** Lets a running operation end with the next answer of its action. */
  finish(action: string): boolean {
    const request = [...this.#pending.values()].find(({ work }) => work.some((one) => one.action === action));
    if (request) this.#work(request);
    return request !== undefined;
  }

  #work(request: OperationRequest): void {
    const outputs: Json[] = [];
    for (const { action, input } of request.work) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = this.#answer(action, input, request.caller);
        if (answer === 'pending') return;
        if (answer.ok) {
          outputs.push(answer.output);
          break;
        }
        if (answer.failure.retryable && attempt < request.attempts) continue;
        this.#end(request, answer);
        return;
      }
    }
    this.#end(request, { ok: true, output: outputs.length === 1 ? (outputs[0] ?? null) : outputs });
  }

  #end(request: OperationRequest, outcome: Outcome): void {
    this.#pending.delete(request.id);
    const aborted = !outcome.ok && outcome.failure.code === 'ABORTED';
    const state = outcome.ok ? 'Succeeded' : aborted ? 'Aborted' : 'Failed';
    this.#ended.push({ request, outcome, view: viewOf(request, state, this.stagesOf(request.work[0]?.action ?? '')) });
  }

  #answer(name: string, input: JsonObject, caller: Caller): Outcome | 'pending' {
    const nth = this.calls.filter(({ action }) => action === name).length;
    this.calls.push({ action: name, input });
    try {
      const action = this.#actions.get(name);
      if (!action) throw new ActionFailure('UNKNOWN_ACTION', `There is no action "${name}".`);
      if (!mayUse(caller, action.permission)) {
        throw new ActionFailure('FORBIDDEN', `You do not have the right to do that: it needs ${action.permission}.`);
      }
      const valid = checkInput(name, action.input, input);
      const stub = this.answering(name, nth);
      if (stub === 'pending') return 'pending';
      if (stub && 'failure' in stub) return failed(stub.failure);
      const simulated = action.simulate(valid);
      if (!stub) return { ok: true, output: checkOutput(name, action.output, simulated) as Json };
      return { ok: true, output: this.#fitted(action, merged(simulated, stub.output)) };
    } catch (error) {
      if (!(error instanceof ActionFailure)) throw error;
      const { code, message, retryable } = error;
      if (refusedInput.has(code)) this.mistakes.push(message);
      return failed({ code, message, retryable });
    }
  }

  /** A test may leave out, with null, what an action need not answer. */
  #fitted({ name, output }: Action<never>, given: unknown): Json {
    const taken = [given, withoutNulls(given)].map((one) => output.safeParse(one)).find(({ success }) => success);
    if (taken) return taken.data as Json;
    const reasons =
      output.safeParse(given).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
    const message = `the stub of ${name} is nothing that it could answer: ${reasons.join('; ')}`;
    this.mistakes.push(message);
    throw new ActionFailure('WRONG_STUB', message);
  }
}

function failed(failure: Failure): Outcome {
  return { ok: false, failure };
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

/** A test writes only what matters to it: the rest is as simulated. */
function merged(simulated: unknown, given: Json): unknown {
  const isMap = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap(simulated) && isMap(given) ? { ...simulated, ...given } : given;
}

function viewOf(
  request: OperationRequest,
  state: OperationView['state'],
  stages: readonly { id: string; title: string }[],
): OperationView {
  const ended = state === 'Succeeded' ? 'done' : state === 'Processing' ? 'running' : 'undone';
  return {
    id: request.id,
    title: request.title,
    state,
    stages: stages.map((stage) => ({ ...stage, state: ended })),
    sequence: state === 'Processing' ? 1 : 2,
    cancellable: state === 'Processing',
  };
}
