import { nearest } from '#src/config/nearest.ts';

import packageFile from '../../package.json' with { type: 'json' };
import type { Command, CommandEntry } from './commands.ts';

/** Where a command's words go. */
export interface Output {
  out(text: string): void;
  error(text: string): void;
}

const { version } = packageFile;

/** Exit codes, as documented in `3bot help`. */
const FAILED = 1;
const WRONG_USAGE = 2;

/** Finds the command, runs it, and turns whatever it throws into words and an exit code. */
export async function dispatch(
  args: string[],
  commands: { [name: string]: CommandEntry },
  { out, error }: Output,
): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') {
    const asked = rest[0];
    if (asked === undefined) {
      out(overview(commands));
      return 0;
    }
    return await dispatch([asked, '--help'], commands, { out, error });
  }
  if (name === '--version' || name === '-v' || name === 'version') {
    out(`${version}\n`);
    return 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    const meant = nearest(name, Object.keys(commands));
    error(
      `There is no command "${name}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}\n\n${list(commands)}`,
    );
    return WRONG_USAGE;
  }
  let command: Command | undefined;
  try {
    command = await entry.load();
    if (rest.includes('--help') || rest.includes('-h')) {
      out(command.help);
      return 0;
    }
    return await command.run(rest);
  } catch (failure) {
    if (isUsageError(failure)) {
      error(`${failure.message}\n\nSee "3bot help ${name}".\n`);
      return WRONG_USAGE;
    }
    error(`${inWords(failure)}\n`);
    return FAILED;
  }
}

function overview(commands: { [name: string]: CommandEntry }): string {
  return [
    '3bot: a virtual system administrator you talk to',
    '',
    'Usage: 3bot <command> [options]',
    '',
    list(commands),
    '"3bot help <command>" explains one of them, "3bot --version" says which 3bot this is. Exit codes: 0 done, 1 failed, 2 called in a wrong way.',
    '',
  ].join('\n');
}

function list(commands: { [name: string]: CommandEntry }): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Commands:\n${lines.join('\n')}\n`;
}

function isUsageError(failure: unknown): failure is Error {
  const code = codeOf(failure);
  return code === 'USAGE' || code?.startsWith('ERR_PARSE_ARGS_') === true;
}

/** An error with a code of its own was written for people; anything else is our bug, and shows where it happened. */
function inWords(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  return codeOf(failure) === undefined ? (failure.stack ?? failure.message) : failure.message;
}

function codeOf(failure: unknown): string | undefined {
  return failure instanceof Error && 'code' in failure && typeof failure.code === 'string' ? failure.code : undefined;
}
