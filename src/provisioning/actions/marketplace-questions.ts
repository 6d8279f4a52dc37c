import { z } from 'zod';

import { defineAction } from '../define-action.ts';
import { isAsked, placed, placeNames } from '../marketplace/asked.ts';
import { bySlot } from '../marketplace/given-answers.ts';
import { solutionNamed } from '../marketplace/offered.ts';
import { saidIn } from '../texts/texts.ts';

const asked = z.object({
  label: z.string(),
  text: z.string(),
  help: z.string(),
  placeholder: z.string(),
  /** Null: there is none. */
  default: z.union([z.string(), z.number(), z.boolean()]).nullable(),
});

/** What a solution asks, at the places where a chatflow can ask it (`yes_1`, `text_2` …), as far as the answers go. */
export const marketplaceQuestions = defineAction({
  kind: 'read',
  name: 'marketplace.questions',
  title: 'What a solution asks before it is installed',
  permission: 'catalog.read',
  input: z.strictObject({
    solution: z.string().min(1).max(60),
    /** By place. */
    answers: z.record(z.string(), z.json()).default({}),
  }),
  output: z.object(Object.fromEntries(placeNames.map((place) => [place, asked.optional()]))),
  run: async ({ services, locale }, { solution: id, answers: given }) => {
    const solution = solutionNamed(services, id);
    const answers = bySlot(solution, given);
    return Object.fromEntries(
      placed(solution)
        .filter(({ question }) => isAsked(question, answers))
        .map(({ place, question: { label, text, help = '', placeholder = '', default: value = null } }) => [
          place,
          {
            label: saidIn(locale, label),
            text: saidIn(locale, text),
            help: saidIn(locale, help),
            placeholder: saidIn(locale, placeholder),
            default: value,
          },
        ]),
    );
  },
  simulate: ({ solution, answers }) => {
    if (solution !== 'gitea') return {};
    const one = (label: string, value: string | number | boolean | null) => ({
      label,
      text: `${label}?`,
      help: '',
      placeholder: '',
      default: value,
    });
    return {
      yes_1: one('Sends e-mail', false),
      text_1: one('Administrator', 'keeper'),
      ...(answers['yes_1'] === true
        ? { number_1: one('Port of the mail server', 587), secret_1: one('Password', null) }
        : {}),
    };
  },
});
