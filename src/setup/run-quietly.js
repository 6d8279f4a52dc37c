import { spawn } from 'node:child_process';

/**
 * How a command ended. `code` is -1 when it could not be started or was killed.
 *
 * @typedef {{ code: number, output: string }} Ended
 */

/**
 * Runs a command to its end and keeps what it prints, for the case that somebody has to read it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} where
 * @returns {Promise<Ended>}
 */
export function runQuietly(command, args, where) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    /** @param {Buffer} data */
    const keep = (data) => {
      output = (output + data.toString()).slice(-100_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ code: -1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/**
 * The first and the last lines of an output, indented: enough to see what went wrong.
 *
 * @param {string} output
 * @returns {string}
 */
export function excerpt(output) {
  const lines = output.trimEnd().split('\n');
  const shown = lines.length <= 16 ? lines : [...lines.slice(0, 8), '…', ...lines.slice(-8)];
  return shown.map((line) => `  ${line}`).join('\n');
}
