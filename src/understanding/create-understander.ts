import type { Redis } from 'ioredis';

import type { Scene, Thing, Understander } from '#src/conversation/index.ts';

import { CircuitBreaker } from './model/circuit-breaker.ts';
import { OpenAiModel } from './model/openai-model.ts';
import { TokenBudget } from './model/token-budget.ts';
import { ModelUnderstander, type ModelUnderstanderOptions } from './model-understander.ts';
import { OfflineUnderstander } from './offline-understander.ts';

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

/** What understands people here, as it is configured. */
export function createUnderstander(options: UnderstandingOptions): Understander {
  const { model, baseUrl, apiKey, timeoutMs, tokensPerPersonAndDay, redis, prefix, things, unknown, onAsked } = options;
  const offline = new OfflineUnderstander({ things, unknown });
  if (model === undefined) return offline;
  return new ModelUnderstander({
    offline,
    model: new OpenAiModel({
      model,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(apiKey === undefined ? {} : { apiKey }),
    }),
    budget: new TokenBudget({ redis, prefix, most: tokensPerPersonAndDay }),
    breaker: new CircuitBreaker({ failures: FAILURES, pauseMs: PAUSE_MS, now: Date.now }),
    timeoutMs,
    onAsked,
  });
}
