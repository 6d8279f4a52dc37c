import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'sentences/training');

/** The sentences that the model of intents is trained on, by language: a heading for each intent, a sentence on each line. */
export function trainingSentences(): { intent: string; text: string; lang: string }[] {
  return files().flatMap(({ lang, text: whole }) => {
    let intent = '';
    return whole.split('\n').flatMap((line) => {
      if (line.startsWith('# ')) intent = line.slice(2).trim().replace(/^say:/, 'wish:say:');
      return line.startsWith('# ') || line.trim() === '' ? [] : [{ intent, text: line, lang }];
    });
  });
}

/** What the trained model says it was made of. */
export function trainingHash(): string {
  const hash = createHash('sha256');
  for (const { text } of files()) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}

function files(): { lang: string; text: string }[] {
  return globSync('*.txt', { cwd: folder })
    .sort()
    .map((name) => ({ lang: name.slice(0, 2), text: readFileSync(join(folder, name), 'utf8') }));
}
