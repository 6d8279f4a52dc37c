import { loadConfig } from '#src/config/load-config.ts';
import { startWizard } from '#src/main.ts';

/** A wizard in a process of its own, to be killed: tells its parent where it listens. */
const loaded = loadConfig(process.env);
const wizard = await startWizard({
  ...loaded,
  port: Number(process.env['PORT'] ?? 0),
  logLevel: 'error',
});
process.on('disconnect', () => process.exit(0));
process.send?.({ address: wizard.address });
