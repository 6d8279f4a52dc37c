import type { Redis } from 'ioredis';

import type { Engine } from '../engine.ts';
import type { Secrets } from '../services.ts';

/** What every engine is built from. `options` is the engine's own part of the configuration; it checks it itself. */
export interface EngineSurroundings {
  redis: Redis;
  /** Begins all keys of the engine. */
  prefix: string;
  options: unknown;
  /** Where an engine keeps what nobody may read. */
  secrets: Secrets;
}

type EngineFactory = (surroundings: EngineSurroundings) => Promise<Engine>;

/** The engines, by the name that the configuration uses. Each is loaded when it is chosen. */
export const engines: { readonly [name: string]: EngineFactory } = {
  simulated: async ({ redis, prefix, options }) => {
    const { simulatedEngine, simulatedOptionsSchema } = await import('./simulated/index.ts');
    return simulatedEngine({ redis, prefix, options: simulatedOptionsSchema.parse(options ?? {}) });
  },
  kubernetes: async ({ redis, prefix, options }) => {
    const { kubernetesEngine, kubernetesOptionsSchema } = await import('./kubernetes/index.ts');
    return kubernetesEngine({ redis, prefix, options: kubernetesOptionsSchema.parse(options ?? {}) });
  },
  adopted: async ({ redis, prefix, options, secrets }) => {
    const { adoptedEngine, adoptedOptionsSchema } = await import('./adopted/index.ts');
    return adoptedEngine({ redis, prefix, options: adoptedOptionsSchema.parse(options ?? {}), secrets });
  },
};

/** The engine of this name, not yet started. An unknown name is an error that lists the known ones. */
export async function createEngine(name: string, surroundings: EngineSurroundings): Promise<Engine> {
  const factory = Object.hasOwn(engines, name) ? engines[name] : undefined;
  if (!factory) throw new Error(`There is no engine "${name}". The engines are: ${Object.keys(engines).join(', ')}.`);
  return factory(surroundings);
}
