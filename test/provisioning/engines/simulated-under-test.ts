import { Redis } from 'ioredis';

import type { GridMap, SimulatedEngine, SimulatedOptions } from '#src/provisioning/engines/simulated/index.ts';
import { simulatedEngine, simulatedOptionsSchema } from '#src/provisioning/engines/simulated/index.ts';
import { testRedis } from '#test/support/redis.ts';

export interface SimulatedUnderTest {
  engine: SimulatedEngine;
  /** Another engine object on the same state, as another process has it. */
  another(options?: Partial<SimulatedOptions>): SimulatedEngine;
  /** The keys of this grid in Redis that match a pattern. */
  keys(pattern: string): Promise<string[]>;
  /** Redis answers nobody for so long. */
  holdRedis(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** A simulated engine on a grid of its own, fast, not yet started. */
export async function simulatedUnderTest(
  surroundings: { options?: Partial<SimulatedOptions>; map?: GridMap; now?: () => number } = {},
): Promise<SimulatedUnderTest> {
  const { url, prefix } = await testRedis();
  const redis = new Redis(url);
  const { options = {}, ...rest } = surroundings;
  const made: SimulatedEngine[] = [];
  const another = (changes: Partial<SimulatedOptions> = {}) => {
    const engine = simulatedEngine({
      redis,
      prefix,
      options: simulatedOptionsSchema.parse({ speed: 500, ...options, ...changes }),
      ...rest,
    });
    made.push(engine);
    return engine;
  };
  return {
    engine: another(),
    another,
    keys: (pattern) => redis.keys(`${prefix}${pattern}`),
    holdRedis: async (milliseconds) => {
      await redis.client('PAUSE', milliseconds, 'ALL');
    },
    close: async () => {
      for (const engine of made) await engine.stop();
      redis.disconnect();
    },
  };
}
