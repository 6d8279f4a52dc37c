import { parseArgs } from 'node:util';

import { ConfigError } from '#src/config/config-error.ts';
import { loadConfig } from '#src/config/load-config.ts';
import { startWizard } from '#src/main.ts';

import { askedToStop } from './asked-to-stop.ts';
import { whyNoListening } from './why-no-listening.ts';

export const help = `3bot start: start the wizard and print its address

Runs until Ctrl-C or SIGTERM; then it finishes what is under way and stops. A second Ctrl-C stops at once.

It is configured by config/*.yaml and by the environment, most of all HOST, PORT, DATA_DIR, REDIS_URL and LOG_LEVEL:
see docs/configuration.md.
`;

/** How long stopping may take. Whatever has not finished by then is durable and goes on at the next start. */
const DRAIN_MS = 4_500;

/** Starts the wizard and runs it until somebody asks it to stop. */
export async function run(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const config = loadConfig();
  const stop = askedToStop();
  const wizard = await startWizard(config).catch((error: unknown) => {
    const why = whyNoListening(error, config);
    throw why === undefined ? error : new ConfigError([why]);
  });
  process.stdout.write(`3Bot is ready: ${wizard.address}\n`);
  await stop;
  process.stderr.write('Stopping: finishing what is under way …\n');
  const deadline = setTimeout(() => {
    process.stderr.write('Something did not finish in time; it goes on at the next start.\n');
    process.exit(1);
  }, DRAIN_MS);
  await wizard.stop();
  clearTimeout(deadline);
  // The Matrix library leaves a timer behind with every request, of up to two minutes: nobody waits for those.
  setTimeout(() => process.exit(), 1_000).unref();
  return 0;
}
