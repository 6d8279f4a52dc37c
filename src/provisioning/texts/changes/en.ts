import type { ChangeTexts } from './change-texts.ts';

/** What changes say in English. */
export const en: ChangeTexts = {
  what: 'What',
  kind: 'Kind',
  name: 'Name',
  namespace: 'Namespace',
  verbs: { create: 'Make', change: 'Change', delete: 'Delete', replace: 'Make anew' },
  summary: (creates, changes, deletes) =>
    sentence(
      [
        [creates, 'made'],
        [changes, 'changed'],
        [deletes, 'deleted'],
      ],
      'will be',
      'Nothing changes: everything is so already.',
    ),
  done: (creates, changes, deletes) =>
    sentence(
      [
        [creates, 'made'],
        [changes, 'changed'],
        [deletes, 'deleted'],
      ],
      undefined,
      'Nothing had to be changed.',
    ),
  more: (count) => `… and ${count} more`,
  undone: (title) => `"${title}" is undone: everything is as it was before.`,
  undoneBefore: (title) => `"${title}" was undone already.`,
  changedAt: (state, when) => `${{ applying: 'under way', applied: 'done', undone: 'undone' }[state]}, ${when} UTC`,
};

/** "2 objects will be made, 1 changed and 1 deleted." */
function sentence(counts: readonly (readonly [number, string])[], verb: 'will be' | undefined, none: string): string {
  const [first, ...others] = counts.filter(([count]) => count > 0);
  if (!first) return none;
  const [count, word] = first;
  const begin = `${count} ${count === 1 ? 'object' : 'objects'} ${verb ?? (count === 1 ? 'was' : 'were')} ${word}`;
  const rest = others.map(([number, what]) => `${number} ${what}`);
  const last = rest.pop();
  if (last === undefined) return `${begin}.`;
  return `${[begin, ...rest].join(', ')} and ${last}.`;
}
