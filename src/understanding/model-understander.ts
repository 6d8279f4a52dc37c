import type { Scene, Thing, Understander, Understanding, Understood } from '#src/conversation/index.ts';

import type { CircuitBreaker } from './model/circuit-breaker.ts';
import { commandInstructions, sentenceMaterial } from './model/instructions.ts';
import type { LanguageModel } from './model/language-model.ts';
import { proposalForm, readProposal } from './model/proposal.ts';
import type { TokenBudget } from './model/token-budget.ts';

export interface ModelUnderstanderOptions {
  offline: Understander;
  model: LanguageModel;
  budget: TokenBudget;
  breaker: CircuitBreaker;
  /** How long a person waits for the model before the offline meaning counts, in milliseconds. */
  timeoutMs: number;
  /** Told how each question to the model ended. */
  onAsked(result: 'answered' | 'useless' | 'failed' | 'budget' | 'closed' | 'cached', tokens: number): void;
}

const MOST_TOKENS = 400;
const MOST_CACHED = 500;

/**
 * Understands with a language model where the offline matcher is not sure. The model only proposes commands of the closed
 * set, and is never waited for longer than a person would: away, slow, refusing or talking nonsense, everything goes on as
 * without it.
 */
export class ModelUnderstander implements Understander {
  readonly #options: ModelUnderstanderOptions;
  /** What was proposed for the same words in the same place. */
  readonly #cache = new Map<string, Understood[]>();

  constructor(options: ModelUnderstanderOptions) {
    this.#options = options;
  }

  async understand(scene: Scene): Promise<Understanding> {
    const { offline, budget, breaker, onAsked } = this.#options;
    const own = await offline.understand(scene);
    if (own.sure) return own;
    const key = placeOf(scene);
    const before = this.#cache.get(key);
    if (before) {
      onAsked('cached', 0);
      return { ...own, commands: before, sure: true };
    }
    if (!breaker.isOpen) {
      onAsked('closed', 0);
      return own;
    }
    if (!(await budget.isLeft(scene.surroundings.user.id))) {
      onAsked('budget', 0);
      return own;
    }
    const commands = await this.#ask(scene);
    const [first] = commands ?? [];
    if (!commands || !first || first.type === 'unknown') return own;
    if (this.#cache.size >= MOST_CACHED) this.#cache.clear();
    this.#cache.set(key, commands);
    return { commands, sure: true, refused: {} };
  }

  async things(owner: string): Promise<readonly Thing[]> {
    return await this.#options.offline.things(owner);
  }

  unknown(scene: Scene): void {
    this.#options.offline.unknown?.(scene);
  }

  async #ask(scene: Scene): Promise<Understood[] | null> {
    const { model, budget, breaker, timeoutMs, onAsked } = this.#options;
    try {
      const { text, tokens } = await model.answer({
        instructions: commandInstructions(scene),
        material: sentenceMaterial(scene.text),
        schema: proposalForm,
        maxTokens: MOST_TOKENS,
        signal: AbortSignal.timeout(timeoutMs),
      });
      breaker.succeeded();
      await budget.spend(scene.surroundings.user.id, tokens);
      const commands = readProposal(text, scene);
      onAsked(commands ? 'answered' : 'useless', tokens);
      return commands;
    } catch {
      breaker.failed();
      onAsked('failed', 0);
      return null;
    }
  }
}

function placeOf({ text, flow, frame, surroundings }: Scene): string {
  return JSON.stringify([
    surroundings.user.id,
    surroundings.locale,
    flow?.hash ?? '',
    frame?.at ?? '',
    Object.keys(frame?.slots ?? {}),
    text,
  ]);
}
