import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FlowLibrary } from '#src/flow-library/flow-library.ts';

import { casesByName } from './cases/index.ts';
import { accomplices, actions, granted, neighbours } from './surroundings.ts';

/** What became of one hostile file, dropped into the folder of a library that is in use. */
export interface Checked {
  name: string;
  /** The first error: `line:column code`, and its sentence. */
  at: string;
  message: string;
  file: string;
  /** The file is in use after all. */
  taken: boolean;
  /** Sound flows beside it that are not in use any more. */
  lost: string[];
  /** From the file being there to its problem being known, by the clock and in processor time of all threads. */
  milliseconds: number;
  computedMs: number;
  /** The longest time for which nothing else had its turn, in processor time: other processes do not count. */
  blockedMs: number;
  /** Something of the program itself was changed by it. */
  polluted: boolean;
}

/**
 * The process in which hostile files are checked, told by the parent which ones. Each lies in a folder with sound flows,
 * and is looked at by the same library as a server has.
 */
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const [name, source] of Object.entries({ ...neighbours, ...accomplices })) {
  writeFileSync(join(folder, name), source);
}
const library = await FlowLibrary.open({
  folders: [folder],
  actions,
  granted,
  definitions: { save: async () => undefined, load: async () => null },
  follow: false,
});
const wellKnown = Object.getOwnPropertyNames(Object.prototype).length;
const hostile = join(folder, 'hostile.flow.yaml');

process.on('message', (names: string[]) => {
  void (async () => {
    for (const name of names) {
      const found = casesByName.get(name);
      if (!found) throw new Error(`no case ${name}`);
      const [, source] = found;
      process.send?.(await check(name, typeof source === 'string' ? source : source()));
    }
    process.disconnect();
  })();
});
process.send?.('ready');

async function check(name: string, source: string): Promise<Checked> {
  writeFileSync(`${hostile}.part`, source);
  const watch = watchLoop();
  const begun = performance.now();
  const usage = process.cpuUsage();
  renameSync(`${hostile}.part`, hostile);
  await library.reload();
  const milliseconds = performance.now() - begun;
  const { user, system } = process.cpuUsage(usage);
  const blockedMs = await watch();
  const error = library.problems().find(({ severity, file }) => severity === 'error' && file === hostile);
  return {
    name,
    at: error ? `${error.line}:${error.column} ${error.code}` : '',
    message: error?.message ?? '',
    file: error?.file === hostile ? 'hostile.flow.yaml' : '',
    taken: library.list().some(({ file }) => file === hostile),
    lost: Object.keys(neighbours).filter((one) => library.current(one.split('.')[0] ?? '') === undefined),
    milliseconds,
    computedMs: (user + system) / 1_000,
    blockedMs,
    polluted: Object.getOwnPropertyNames(Object.prototype).length !== wellKnown || 'polluted' in {},
  };
}

/** Looks how long this thread computes without a pause, until it is asked. */
function watchLoop(): () => Promise<number> {
  let longest = 0;
  let before = process.threadCpuUsage();
  const look = (): void => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, (now.user + now.system - before.user - before.system) / 1_000);
    before = now;
  };
  const timer = setInterval(look, 1);
  return async () => {
    await new Promise(setImmediate);
    look();
    clearInterval(timer);
    return longest;
  };
}
