import { loadConfig } from '#src/config/load-config.ts';
import { startWizard } from '#src/main.ts';

import { report } from './report.ts';

/** The wizard as it is started for people, on the benchmark's Redis and with the benchmark's flow beside its own. */
const loaded = loadConfig(process.env);
const wizard = await startWizard({
  ...loaded,
  port: 0,
  logLevel: 'warn',
  redis: { ...loaded.redis, url: `unix://${process.env['BENCH_REDIS'] ?? ''}` },
  flows: { ...loaded.flows, folders: [...loaded.flows.folders, 'test/bench/flows'] },
  web: { ...loaded.web, maxConnectionsPerAddress: 100_000, messagesPerSecond: 1_000_000, burst: 1_000_000 },
});
report(wizard.address);
