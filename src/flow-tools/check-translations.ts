import { relative } from 'node:path';

import type { Flow, Problem } from '#src/chatflow/index.ts';

import { languagesOf, localeFileOf } from './locale-files.ts';
import { textsOf } from './texts-of.ts';
import { openTranslation, translationState } from './translation-file.ts';

/** What cannot be read in the flow's translations, what they lack, and what has changed since they were made. */
export async function checkTranslations(flow: Flow, root: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const language of await languagesOf(root)) {
    const path = localeFileOf(flow, root, language);
    const file = await openTranslation(path);
    if (!file) continue;
    problems.push(...file.problems);
    // One mistake, one message: what a file that cannot be read lacks, nobody knows.
    if (!file.whole) continue;
    const { missing, outdated } = translationState(textsOf(flow), file.translated);
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
