import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Config } from '#src/config/config.ts';
import { loadConfig } from '#src/config/load-config.ts';
import { startWizard } from '#src/main.ts';

import { testRedis } from './redis.ts';
import { WizardClient } from './wizard-client.ts';

export interface TestWizard {
  readonly address: string;
  config: Config;
  /** A person who has connected. */
  client(options?: ConstructorParameters<typeof WizardClient>[1]): Promise<WizardClient>;
  /** Goes down and comes back with the same memory, on this port. */
  restart(port: number): Promise<void>;
  stop(): Promise<void>;
}

/** A whole wizard in this process: real Redis, real sockets, a fast simulated grid. */
export async function startTestWizard(change: (config: Config) => Config = (config) => config): Promise<TestWizard> {
  const redis = await testRedis();
  const dataDir = mkdtempSync(join(tmpdir(), '3bot-wizard-'));
  const loaded = loadConfig({ NODE_ENV: 'test' });
  const config = change({
    ...loaded,
    port: 0,
    dataDir,
    logLevel: 'silent',
    redis: { ...loaded.redis, url: `unix://${redis.url}`, prefix: redis.prefix.replace(/:$/, '') },
    engines: { ...loaded.engines, simulated: { ...loaded.engines.simulated, speed: 200 } },
  });
  let wizard = await startWizard(config);
  const clients: WizardClient[] = [];
  return {
    get address() {
      return wizard.address;
    },
    config,
    client: async (options) => {
      const client = new WizardClient(wizard.address, options);
      clients.push(client);
      return await client.connected();
    },
    restart: async (port) => {
      await wizard.stop();
      wizard = await startWizard({ ...config, port });
    },
    stop: async () => {
      for (const client of clients) client.close();
      await wizard.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
