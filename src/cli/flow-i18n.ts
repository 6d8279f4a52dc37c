import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

import { localeFileOf, rootOf, textOfFile } from '#src/flow-tools/locale-files.ts';
import { textsOf } from '#src/flow-tools/texts-of.ts';
import { readTranslation, translationState, writeTranslation } from '#src/flow-tools/translation-file.ts';

import { flowsAt, paint, shortPath } from './flow-place.ts';
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
  for (const { path, flow } of files) {
    if (!flow) {
      process.stdout.write(`${paint.error(`${shortPath(path)} cannot be loaded: see "3bot flow check".`)}\n`);
      wanting += 1;
      continue;
    }
    // What nobody can start is an example, or a part of others: it is translated when somebody asks for it by name.
    const reachable = Object.values(flow.triggers).some((words) => words.length > 0);
    if (paths.length === 0 && !reachable) continue;
    const target = localeFileOf(flow, rootOf(path, folders), language);
    const sources = textsOf(flow);
    const translated = readTranslation((await textOfFile(target)) ?? '', flow.translations[language] ?? {});
    const { missing, outdated, unknown } = translationState(sources, translated);
    if (what === 'extract') {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, writeTranslation(flow.title, sources, translated));
    }
    const counts = [
      `${sources.size - missing.length} of ${sources.size} texts`,
      ...list('missing', missing),
      ...list('outdated', outdated),
      ...list(what === 'extract' ? 'no longer used, removed' : 'no longer used', unknown),
    ];
    process.stdout.write(`${shortPath(target)}: ${counts.join('; ')}\n`);
    wanting += missing.length + outdated.length;
  }
  return what === 'check' && wanting > 0 ? 1 : 0;
}

function list(what: string, keys: readonly string[]): string[] {
  return keys.length === 0 ? [] : [`${what}: ${keys.join(', ')}`];
}
