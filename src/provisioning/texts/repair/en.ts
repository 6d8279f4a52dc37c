import type { RepairTexts } from './repair-texts.ts';

/** What repair says in English. */
export const en: RepairTexts = {
  severities: { critical: 'In danger', error: 'Broken', warning: 'Needs a look', advice: 'Could be better' },
  risks: { reversible: 'can be undone', disruptive: 'restarts pods', destructive: 'cannot be undone' },
  found: (count, grave, checks) => {
    if (count === 0) return `All is well: ${checks} checks found nothing wrong.`;
    const things = count === 1 ? 'One thing needs' : `${count} things need`;
    return grave === 0
      ? `${things} a look; nothing is broken.`
      : `${things} attention, ${grave === count ? 'all' : grave} of them badly.`;
  },
  unchecked: (what) => `I could not check: ${what}.`,
  object: 'What',
  since: 'Since',
  breaks: 'Breaks',
  evidence: 'What shows it',
  and: (names, more) => `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  noRemedy: 'I know no safe way to mend this by myself.',
  well: (title) => `Done: "${title}". I looked again, and it is well.`,
  stillThere: 'It is done, but the trouble is still there. You can undo it, or look further.',
  worse: (summary) => `It is done, but something new is wrong: ${summary}`,
  gone: 'This is well by now: there is nothing to mend any more.',
};
