import { spawn } from 'node:child_process';
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Goes on with the program itself. On a Node that is new enough this process becomes the program; else another process
 * does, and this one stands for it: it passes signals on, ends when it ends, in the way it ends, and takes it along
 * when it dies. What was compiled once is kept beside the packages, for this process and those it starts.
 *
 * @param {import('./workplace.js').Workplace} workplace
 * @param {string} node
 * @param {string} program relative to the root
 * @param {string[]} args
 */
export async function handOver(workplace, node, program, args) {
  const { root } = workplace;
  const file = join(root, program);
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...workplace.env };
  if (node === process.execPath) {
    Object.assign(process.env, env);
    module.enableCompileCache(env.NODE_COMPILE_CACHE);
    process.argv = [node, file, ...args];
    await import(pathToFileURL(file).href);
    return;
  }
  const follower = pathToFileURL(join(root, 'src', 'setup', 'follow-parent.js')).href;
  const child = spawn(node, ['--import', follower, file, ...args], {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  const signal = await /** @type {Promise<NodeJS.Signals | null>} */ (
    new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        process.exitCode = code ?? undefined;
        resolve(signal);
      });
    })
  );
  if (signal === null) return;
  // Whoever waits for this process should see what ended the program.
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
