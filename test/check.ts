import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** `npm run check`: every tool that reads the code without running it, two at a time, each with its name and time. */
const tools: { name: string; command: [program: string, ...args: string[]] }[] = [
  { name: 'types', command: ['tsc', '-p', '.', ...incremental('program')] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'import rules', command: ['node', 'test/architecture/check-imports.ts'] },
  { name: 'types of the widget', command: ['tsc', '-p', 'web-widget', ...incremental('widget')] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'format', command: ['biome', 'check', '--error-on-warnings', '.'] },
];

const root = join(import.meta.dirname, '..');
const AT_ONCE = 2;

const waiting = [...tools];
let failed = 0;
await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(`${tools.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let tool = waiting.shift(); tool !== undefined; tool = waiting.shift()) {
    const begin = performance.now();
    const { code, output } = await run(tool.command);
    const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
    console.log(`${code === 0 ? '✔' : '✘'} ${tool.name} (${tool.command[0]}, ${seconds} s)`);
    if (code === 0) continue;
    failed += 1;
    console.log(output.trimEnd());
  }
}

function run([program, ...args]: [string, ...string[]]): Promise<{ code: number | null; output: string }> {
  const path = `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PATH: path, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

function incremental(name: string): string[] {
  return ['--incremental', '--tsBuildInfoFile', `.cache/types-of-${name}.json`];
}
