import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Checked } from './check-in-child.ts';

/** What a process may have: memory in all, on the heap, and time for one file. */
const limits = { virtualKb: 8_000_000, heapMb: 256, millisecondsEach: 15_000 } as const;

/** Compiled once for all processes. */
const cache = join(tmpdir(), '3bot-hostile-cache');

const script = fileURLToPath(new URL('./check-in-child.ts', import.meta.url));

/**
 * Checks hostile files in processes with a limit on memory and a watchdog. What a process dies on is checked once more
 * alone, so that one file never speaks for others; a file that kills its own process has no answer.
 */
export async function checkHostile(names: readonly string[]): Promise<Map<string, Checked>> {
  const checked = await inOneProcess(names);
  const [suspect, ...rest] = names.filter((name) => !checked.has(name));
  if (suspect === undefined || names.length === 1) return checked;
  for (const part of [[suspect], rest]) {
    if (part.length > 0) for (const [name, one] of await checkHostile(part)) checked.set(name, one);
  }
  return checked;
}

async function inOneProcess(names: readonly string[]): Promise<Map<string, Checked>> {
  const checked = new Map<string, Checked>();
  // The shell sets the limit that the process cannot lift; the descriptor for messages is handed on.
  const command = `ulimit -v ${limits.virtualKb}; exec "$0" --max-old-space-size=${limits.heapMb} "$@"`;
  const child = spawn('sh', ['-c', command, process.execPath, script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: cache },
  });
  let watchdog = guard(child);
  child.on('message', (message: 'ready' | Checked) => {
    clearTimeout(watchdog);
    watchdog = guard(child);
    if (message === 'ready') child.send([...names]);
    else checked.set(message.name, message);
  });
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(watchdog);
  return checked;
}

function guard(child: ChildProcess): NodeJS.Timeout {
  return setTimeout(() => child.kill('SIGKILL'), limits.millisecondsEach);
}
