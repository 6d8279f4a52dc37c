import type { Scene, Thing, Understander, Understanding } from '#src/conversation/index.ts';

import type { Documentation } from './documentation.ts';
import { answerAboutThings } from './own-things.ts';
import { understand } from './understand.ts';

export interface OfflineUnderstanderOptions {
  /** What a person has, by name. */
  things(owner: string): Promise<readonly Thing[]>;
  /** Where general questions are answered from. */
  documentation?: Documentation;
  /** Keeps sentences that nothing could be made of, for those who write flows. */
  unknown?(scene: Scene): void;
}

/** Understands without any service: the matcher, and what the flows say of themselves. */
export class OfflineUnderstander implements Understander {
  readonly #options: OfflineUnderstanderOptions;

  constructor(options: OfflineUnderstanderOptions) {
    this.#options = options;
  }

  understand(scene: Scene): Understanding {
    const own = answerAboutThings(scene);
    if (own) return { commands: [{ type: 'ask', answer: own }], sure: true, refused: {} };
    const understanding = understand(scene);
    const [first] = understanding.commands;
    if (understanding.sure || first === undefined || !['ask', 'unknown', 'clarify'].includes(first.type))
      return understanding;
    const answer = this.#options.documentation?.answer(scene.text);
    return answer ? { commands: [{ type: 'ask', answer }], sure: true, refused: {} } : understanding;
  }

  async things(owner: string): Promise<readonly Thing[]> {
    return await this.#options.things(owner);
  }

  unknown(scene: Scene): void {
    this.#options.unknown?.(scene);
  }
}
