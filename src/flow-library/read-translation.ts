import type { Problem } from '#src/chatflow/index.ts';
import type { ParsedFile } from '#src/chatflow/parse-file.ts';

/** The texts of a translation file, and what is wrong with it. */
export interface ReadTranslation {
  texts: Map<string, string>;
  /** Warnings: the flow goes on in its own language. */
  problems: Problem[];
  /** Everything in the file is known: writing it anew loses nothing. */
  whole: boolean;
}

/** Reads a translation file, once it was parsed. */
export function readTranslation(path: string, { tree, problems: found }: ParsedFile): ReadTranslation {
  const problems = found
    .filter(({ code }) => code !== 'empty')
    .map((one): Problem => {
      const message = `This translation cannot be read: ${one.message}`;
      return { ...one, severity: 'warning', code: 'translation', message };
    });
  let whole = problems.length === 0;
  if (tree && tree.kind !== 'map') {
    const { line, column } = tree.place;
    problems.push(notText(path, { line, column }, 'This translation cannot be read: it is no list of keys and texts.'));
    whole = false;
  }
  const texts = new Map<string, string>();
  for (const [key, { key: place, tree: value }] of tree?.kind === 'map' ? tree.entries : []) {
    if (value.kind === 'scalar' && typeof value.value === 'string') {
      texts.set(key, value.value);
      continue;
    }
    problems.push(notText(path, place, `"${key}" is not a text.`));
    // Where nothing stands, nothing is lost.
    if (value.kind !== 'scalar' || value.value !== null) whole = false;
  }
  return { texts, problems, whole };
}

function notText(file: string, { line, column }: { line: number; column: number }, message: string): Problem {
  return {
    severity: 'warning',
    code: 'translation',
    file,
    line,
    column,
    message,
    fix: 'Write `step.field: the text`, with the text in quotes.',
  };
}
