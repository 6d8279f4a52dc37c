#!/usr/bin/env node
import { handOver } from './hand-over.js';
import { setUp } from './set-up.js';
import { SetUpError } from './set-up-error.js';
import { thisWorkplace } from './workplace.js';

/**
 * What `npm start`, `npm test` and the like call: brings what the command needs, then goes on with the command.
 *
 *   run.js <command> [args]       a command of 3bot
 *   run.js --task <task> [args]   something for developers
 */

/** @type {{ [command: string]: import('./set-up.js').Need[] }} */
const commands = { start: ['redis', 'widget'], worker: ['redis'] };

/** @type {{ [task: string]: { program: string, needs: import('./set-up.js').Need[] } }} */
const tasks = {
  check: { program: 'test/check.ts', needs: [] },
  test: { program: 'test/run.ts', needs: ['redis', 'widget', 'chromium'] },
  bench: { program: 'test/bench/run.ts', needs: ['redis', 'widget'] },
  chaos: { program: 'test/chaos/run.ts', needs: ['redis', 'widget'] },
};

const args = process.argv.slice(2);
const task = args[0] === '--task' ? tasks[args[1] ?? ''] : undefined;
const { program, needs } = task ?? { program: 'src/cli/main.ts', needs: commands[args[0] ?? ''] ?? [] };
const workplace = thisWorkplace();
try {
  if (args[0] === '--task' && task === undefined) {
    throw new SetUpError(`There is no task "${args[1] ?? ''}". Known: ${Object.keys(tasks).join(', ')}.`);
  }
  const node = await setUp(workplace, args.includes('--help') ? [] : needs);
  await handOver(workplace, node, program, task === undefined ? args : args.slice(2));
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  workplace.say(error.message);
  process.exitCode = 1;
}
