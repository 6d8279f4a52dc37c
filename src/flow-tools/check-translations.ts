import { relative } from 'node:path';

import type { Flow, Problem } from '#src/chatflow/index.ts';

import { languagesOf, localeFileOf, textOfFile } from './locale-files.ts';
import { textsOf } from './texts-of.ts';
import { readTranslation, translationState } from './translation-file.ts';

/** Texts that one of the flow's translations lacks, or that have changed since it was made. */
export async function checkTranslations(flow: Flow, root: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const language of await languagesOf(root)) {
    const path = localeFileOf(flow, root, language);
    const file = await textOfFile(path);
    if (file === undefined) continue;
    const { missing, outdated } = translationState(
      textsOf(flow),
      readTranslation(file, flow.translations[language] ?? {}),
    );
    const where = relative(root, path);
    const warn = (code: string, keys: readonly string[], what: string): void => {
      if (keys.length === 0) return;
      const shown = keys.slice(0, 5).map((key) => `\`${key}\``);
      const message = `${where} ${what} ${shown.join(', ')}${keys.length > shown.length ? ` and ${keys.length - shown.length} more` : ''}`;
      const fix = `run \`3bot flow i18n extract ${language}\` and fill them in`;
      problems.push({ severity: 'warning', code, file: flow.file, line: 1, column: 1, message, fix });
    };
    warn('translation-missing', missing, 'lacks');
    warn('translation-outdated', outdated, 'was made for other texts:');
  }
  return problems;
}
