import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

import { localeFileOf, rootOf } from '#src/flow-tools/locale-files.ts';
import { textsOf } from '#src/flow-tools/texts-of.ts';
import {
  carriedOver,
  emptyTranslation,
  openTranslation,
  translationState,
  writeTranslation,
} from '#src/flow-tools/translation-file.ts';

import { flowsAt, paint, shortPath } from './flow-place.ts';
import { problemLines } from './flow-words.ts';
import { UsageError } from './usage-error.ts';

/** Writes what is to be translated, or says what is missing. */
export async function run(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [what, language, ...paths] = positionals;
  if ((what !== 'extract' && what !== 'check') || language === undefined) {
    throw new UsageError('Say "3bot flow i18n extract LANG" or "3bot flow i18n check LANG".');
  }
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) {
    throw new UsageError(`A language is written as ar, fr or pt-BR; "${language}" is none.`);
  }
  const { files, folders } = await flowsAt(paths);
  let wanting = 0;
  let broken = 0;
  for (const { path, flow } of files) {
    if (!flow) {
      process.stdout.write(`${paint.error(`${shortPath(path)} cannot be loaded: see "3bot flow check".`)}\n`);
      broken += 1;
      continue;
    }
    // What nobody can start is an example, or a part of others: it is translated when somebody asks for it by name.
    const reachable = Object.values(flow.triggers).some((words) => words.length > 0);
    if (paths.length === 0 && !reachable) continue;
    const target = localeFileOf(flow, rootOf(path, folders), language);
    const sources = textsOf(flow);
    const file = (await openTranslation(target)) ?? emptyTranslation;
    if (!file.whole) {
      process.stderr.write(await problemLines(file.problems));
      if (what === 'extract') {
        process.stderr.write(`${shortPath(target)} stays as it is: put that right, then extract again.\n`);
      }
      broken += 1;
      continue;
    }
    const carried = carriedOver(sources, file);
    const { translated } = what === 'extract' ? carried : file;
    const { missing, outdated, unknown } = translationState(sources, translated);
    const unused = what === 'extract' ? carried.unused.map(({ key }) => key) : unknown;
    if (what === 'extract') {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, writeTranslation(flow.title, sources, carried));
    }
    const counts = [
      `${sources.size - missing.length} of ${sources.size} texts`,
      ...list('missing', missing),
      ...list('outdated', outdated),
      ...list(what === 'extract' ? 'no longer used, kept as comments' : 'no longer used', unused),
    ];
    process.stdout.write(`${shortPath(target)}: ${counts.join('; ')}\n`);
    wanting += missing.length + outdated.length;
  }
  return broken > 0 || (what === 'check' && wanting > 0) ? 1 : 0;
}

function list(what: string, keys: readonly string[]): string[] {
  return keys.length === 0 ? [] : [`${what}: ${keys.join(', ')}`];
}
