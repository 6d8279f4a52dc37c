import type { Redis } from 'ioredis';

import type { Scene, Thing, Understander } from '#src/conversation/index.ts';

import { Documentation } from './documentation.ts';
import { CircuitBreaker } from './model/circuit-breaker.ts';
import { explainWith } from './model/explain-with.ts';
import { OpenAiModel } from './model/openai-model.ts';
import { TokenBudget } from './model/token-budget.ts';
import { ModelUnderstander, type ModelUnderstanderOptions } from './model-understander.ts';
import { OfflineUnderstander } from './offline-understander.ts';
import { prepareUnderstanding } from './prepare-understanding.ts';

export interface UnderstandingOptions {
  /** The configured model; without one, everything is understood offline. */
  model?: string | undefined;
  baseUrl?: string | undefined;
  apiKey?: string | undefined;
  timeoutMs: number;
  tokensPerPersonAndDay: number;
  redis: Redis;
  prefix: string;
  things(owner: string): Promise<readonly Thing[]>;
  unknown(scene: Scene): void;
  onAsked: ModelUnderstanderOptions['onAsked'];
}

/** After so many failures the model is left alone for half a minute. */
const FAILURES = 3;
const PAUSE_MS = 30_000;

/** What understands people here, as it is configured; and with a language model what explains findings. */
export function createUnderstanding(options: UnderstandingOptions): {
  understander: Understander;
  explain?: ReturnType<typeof explainWith>;
} {
  const { model, baseUrl, apiKey, timeoutMs, tokensPerPersonAndDay, redis, prefix, things, unknown, onAsked } = options;
  setImmediate(prepareUnderstanding).unref();
  const documentation = Documentation.read(new URL('../../docs/questions.md', import.meta.url), 'docs/questions.md');
  const offline = new OfflineUnderstander({ things, documentation, unknown });
  if (model === undefined) return { understander: offline };
  const client = new OpenAiModel({
    model,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  const breaker = new CircuitBreaker({ failures: FAILURES, pauseMs: PAUSE_MS, now: Date.now });
  const budget = new TokenBudget({ redis, prefix, most: tokensPerPersonAndDay });
  return {
    understander: new ModelUnderstander({ offline, model: client, budget, breaker, timeoutMs, onAsked }),
    explain: explainWith(client, breaker),
  };
}
