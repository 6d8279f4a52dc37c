import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** A program that ends with whoever started it, in whatever way that ends. */
export interface GuardedProcess {
  /** Resolves with the exit code when the program has ended, whoever ended it. */
  untilEnded(): Promise<number | null>;
  hasEnded(): boolean;
  /** Sends a signal: `TERM` to end it politely, `STOP` and `CONT` to hold it. */
  signal(name: 'TERM' | 'STOP' | 'CONT'): void;
  /** kill -9; resolves when the program is gone. */
  kill(): Promise<void>;
}

/** Starts a program; what it says goes to the end of the log file. */
export function startGuarded(
  command: readonly string[],
  options: { log: string; env?: NodeJS.ProcessEnv },
): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', guard, 'sh', ...command], {
    // In a process group of its own, so that Ctrl-C does not reach the program before us.
    detached: true,
    env: { ...process.env, ...options.env, GUARD_LOG: options.log },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  let gone = false;
  const ended = new Promise<number | null>((resolve) => {
    const end = (code: number | null): void => {
      gone = true;
      resolve(code);
    };
    child.once('exit', end).once('error', () => end(null));
  });
  const pipe = child.stdin as Socket;
  pipe.on('error', () => {});
  pipe.unref();
  child.unref();
  return {
    untilEnded: () => {
      // From here on this process has something to wait for.
      if (!gone) child.ref();
      return ended;
    },
    hasEnded: () => gone,
    signal: (name) => void pipe.write(`${name}\n`),
    kill: async () => {
      if (gone) return;
      child.ref();
      pipe.end();
      await ended;
    },
  };
}

/** The pipe tells which signals to pass on; its end, which comes with the end of whoever holds it, kills the program. */
const guard = `
exec 3<&0
"$@" </dev/null >>"$GUARD_LOG" 2>&1 3<&- &
program=$!
{
  while read -r name; do kill -s "$name" $program; done
  kill -s KILL $program
} <&3 2>/dev/null &
reader=$!
wait $program 2>/dev/null
code=$?
kill $reader
exit $code
`;
