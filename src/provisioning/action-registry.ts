import { z } from 'zod';

import type { ActionInfo, JsonSchema } from '#src/chatflow/catalogue.ts';
import type { Caller, Outcome, ReadActions } from '#src/conversation/ports.ts';
import type { Json, JsonObject } from '#src/protocol/index.ts';

import { type Action, ActionFailure } from './action.ts';
import type { Log } from './log.ts';
import { mayUse } from './permissions.ts';
import { saidIn } from './texts/texts.ts';
import { checkInput, checkOutput, toFailure } from './to-failure.ts';

export interface ActionRegistryOptions<Services> {
  actions: readonly Action<Services>[];
  services: Services;
  log: Log;
  /** Said wherever a lasting action is shown, for example "simulated". */
  badge?: string;
}

/** Every action there is, by name; and the only door through which one is run. */
export class ActionRegistry<Services> implements ReadActions {
  readonly services: Services;
  readonly #actions: ReadonlyMap<string, Action<Services>>;
  readonly #log: Log;
  readonly #badge: string | undefined;

  constructor({ actions, services, log, badge }: ActionRegistryOptions<Services>) {
    this.services = services;
    this.#actions = new Map(actions.map((action) => [action.name, action]));
    if (this.#actions.size !== actions.length) throw new Error('two actions have the same name');
    this.#log = log;
    this.#badge = badge;
  }

  /** The action of this name that the caller may use. */
  allowed(name: string, caller: Caller): Action<Services> {
    const action = this.#known(name);
    if (mayUse(caller, action.permission)) return action;
    throw new ActionFailure(
      'FORBIDDEN',
      `You do not have the right to do that: "${action.title}" needs ${action.permission}. Ask your administrator for it.`,
    );
  }

  /** Any action of this name. */
  find(name: string): Action<Services> | undefined {
    return this.#actions.get(name);
  }

  /** Runs a read action. Never rejects: whatever is thrown becomes a failure that a person may read. */
  async read(name: string, input: JsonObject, caller: Caller, signal: AbortSignal): Promise<Outcome> {
    try {
      const action = this.allowed(name, caller);
      if (action.kind !== 'read')
        throw new Error(`${name} has lasting effects: it runs as an operation, never as a read`);
      const context = { caller, services: this.services, signal, locale: caller.locale };
      const output = await inTime(action.run(context, checkInput(name, action.input, input)), signal);
      return { ok: true, output: checkOutput(name, action.output, output) as Json };
    } catch (error) {
      const failure = toFailure(error, this.#log, { action: name, owner: caller.owner });
      return { ok: false, failure: { ...failure, message: saidIn(caller.locale, failure.message) } };
    }
  }

  /** What the action would answer, without any effect: for `flow play` and tests. */
  simulate(name: string, input: JsonObject): Json {
    const action = this.#known(name);
    return checkOutput(name, action.output, action.simulate(checkInput(name, action.input, input))) as Json;
  }

  /** The stages a lasting action shows, in the language of a locale. */
  stagesOf(name: string, locale = 'en'): readonly { id: string; title: string }[] {
    const action = this.#actions.get(name);
    return action?.kind === 'lasting'
      ? action.stages.map(({ id, title }) => ({ id, title: saidIn(locale, title) }))
      : [];
  }

  /** What is known of its badge without asking where it happens. */
  badgeOf(name: string, locale = 'en'): string | undefined {
    const action = this.#actions.get(name);
    if (action?.kind !== 'lasting' || action.betweenPeople || action.badge || this.#badge === undefined)
      return undefined;
    return saidIn(locale, this.#badge);
  }

  /** The badge of where it happens. Never rejects: one that cannot be told is none. */
  async badgeFor(
    { action: name, input }: { action: string; input: JsonObject },
    caller: Caller,
  ): Promise<string | undefined> {
    const action = this.#actions.get(name);
    if (action?.kind !== 'lasting' || !action.badge) return this.badgeOf(name);
    try {
      return await action.badge({ services: this.services, caller }, checkInput(name, action.input, input));
    } catch {
      // The operation itself meets the same trouble, and says so.
      return undefined;
    }
  }

  /** All actions as plain data, by name. */
  infos(): Map<string, ActionInfo> {
    return actionInfos([...this.#actions.values()]);
  }

  #known(name: string): Action<Services> {
    const action = this.#actions.get(name);
    if (action) return action;
    throw new ActionFailure(
      'UNKNOWN_ACTION',
      `There is no action "${name}". There are: ${[...this.#actions.keys()].join(', ')}.`,
    );
  }
}

/** Actions as plain data, by name: what flows are checked against. Needs nothing that runs. */
export function actionInfos(actions: readonly Action<never>[]): Map<string, ActionInfo> {
  return new Map(actions.map((action) => [action.name, infoOf(action)]));
}

function infoOf<Services>(action: Action<Services>): ActionInfo {
  const { name, title, kind, permission } = action;
  return {
    name,
    title,
    kind,
    permission,
    input: jsonSchema(action.input, 'input'),
    output: jsonSchema(action.output, 'output'),
    stages: action.kind === 'lasting' ? action.stages.map(({ id, title }) => ({ id, title })) : [],
  };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest as JsonSchema;
}

/** The result, unless the time is over first. What still runs then is left alone: reads have no lasting effect. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const over = () =>
    reject(
      new ActionFailure('TIMEOUT', 'That took too long, and I stopped waiting. Please try again.', { retryable: true }),
    );
  if (signal.aborted) over();
  else signal.addEventListener('abort', over, { once: true });
  try {
    return await Promise.race([work, late]);
  } finally {
    signal.removeEventListener('abort', over);
  }
}
