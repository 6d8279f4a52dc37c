#!/usr/bin/env node
import { handOver } from './hand-over.js';
import { setUp } from './set-up.js';
import { SetUpError } from './set-up-error.js';
import { thisWorkplace } from './workplace.js';

/*
 * What `npm start`, `npm test` and the like call: brings what the command needs, then goes on with the command.
 *
 *   run.js <command> [args]       a command of 3bot
 *   run.js --task <task> [args]   something for developers
 */

/**
 * @typedef {import('./set-up.js').Need} Need
 * @typedef {{ program: string, args: string[], needs: readonly Need[] }} Job
 */

/** @type {Map<string, readonly Need[]>} what a command needs besides the packages */
const commands = new Map([['start', ['redis', 'widget']]]);

/** @type {Map<string, Job>} */
const tasks = new Map([
  ['check', { program: 'test/check.ts', args: [], needs: [] }],
  ['test', { program: 'test/run.ts', args: [], needs: ['redis', 'widget', 'chromium'] }],
  ['bench', { program: 'test/bench/bench.ts', args: [], needs: ['redis', 'widget'] }],
  ['cluster', { program: 'test/cluster/run.ts', args: [], needs: ['redis', 'widget'] }],
  ['matrix', { program: 'test/matrix/run.ts', args: [], needs: ['redis', 'widget'] }],
  ['eval', { program: 'test/eval/diagnosis.ts', args: [], needs: [] }],
  ['eval:understanding', { program: 'test/eval/understanding.ts', args: [], needs: [] }],
  ['train:understanding', { program: 'test/eval/train-intents.ts', args: [], needs: [] }],
  ['chaos', { program: 'test/run.ts', args: ['chaos', 'chaos in full'], needs: ['redis', 'widget'] }],
]);

const workplace = thisWorkplace();
try {
  const { program, args, needs } = jobOf(process.argv.slice(2));
  await handOver(workplace, await setUp(workplace, needs), program, args);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  workplace.say(error.message);
  process.exitCode = 1;
}

/**
 * @param {string[]} given
 * @returns {Job}
 */
function jobOf(given) {
  const [first = '', name = '', ...rest] = given;
  if (first !== '--task') {
    const needs = given.includes('--help') ? [] : (commands.get(first) ?? []);
    return { program: 'src/cli/main.ts', args: given, needs };
  }
  const task = tasks.get(name);
  if (task !== undefined) return { ...task, args: [...task.args, ...rest] };
  throw new SetUpError(`There is no task "${name}". Known: ${[...tasks.keys()].join(', ')}.`);
}
