import { commands } from './commands.ts';
import { dispatch } from './dispatch.ts';

/** The program `3bot`: set-up brings what is missing and then goes on here. */
process.exitCode = await dispatch(process.argv.slice(2), commands, {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
});
