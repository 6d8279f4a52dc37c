import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

import type { RedisSecretVault } from '#src/accounts/secret-vault.ts';
import type { Config } from '#src/config/config.ts';
import type { Engine } from '#src/provisioning/engine.ts';
import { createEngine } from '#src/provisioning/engines/index.ts';

interface EngineParts {
  config: Config;
  redis: Redis;
  prefix: string;
  secrets: RedisSecretVault;
  log: Logger;
  stops: (() => unknown)[];
}

/** Starts the engine that new VDCs are made with, and the one for clusters that people bring. */
export async function startEngines({ config, redis, prefix, secrets, log, stops }: EngineParts): Promise<{
  engine: Engine;
  adopted: Engine;
}> {
  const start = async (name: 'simulated' | 'kubernetes' | 'adopted'): Promise<Engine> => {
    const engine = await createEngine(name, { redis, prefix, options: config.engines[name], secrets });
    await engine.start();
    stops.push(() => engine.stop());
    // Not waited for: a host that does not answer keeps nobody from talking.
    void engine.problems?.().then((problems) => {
      for (const problem of problems) log.error({ engine: name }, problem);
    });
    return engine;
  };
  return { engine: await start(config.engines.default), adopted: await start('adopted') };
}
