import { matchesPattern } from '#src/chatflow/read-field.ts';

import type { Question, Solution } from './solution.ts';

/** Where a chatflow can ask what only a solution knows: so many questions of each sort. */
export const places = {
  yes: 2,
  choice: 2,
  text: 5,
  number: 2,
  secret: 2,
} as const;
export type PlaceSort = keyof typeof places;

const sorts: { readonly [type in Question['type']]: PlaceSort } = {
  bool: 'yes',
  choice: 'choice',
  string: 'text',
  email: 'text',
  url: 'text',
  int: 'number',
  secret: 'secret',
};

/** Every place's name: `yes_1`, `text_3` … */
export const placeNames: readonly string[] = Object.entries(places).flatMap(([sort, count]) =>
  Array.from({ length: count }, (_, index) => `${sort}_${index + 1}`),
);

/** The place of each question of a solution. Throws when it asks more than there are places. */
export function placed(solution: Pick<Solution, 'id' | 'questions'>): { place: string; question: Question }[] {
  const used: { [sort: string]: number } = {};
  return solution.questions.map((question) => {
    const sort = sorts[question.type];
    const number = (used[sort] ?? 0) + 1;
    used[sort] = number;
    if (number > places[sort])
      throw new Error(`"${solution.id}" asks more than ${places[sort]} questions of the sort ${sort}`);
    return { place: `${sort}_${number}`, question };
  });
}

/** Whether a question is asked with the answers so far, by slot. */
export function isAsked({ when }: Question, answers: { readonly [slot: string]: unknown }): boolean {
  return when === undefined || answers[when] === true;
}

/** What is wrong with an answer, in a sentence; undefined when it can be taken. */
export function answerProblem(question: Question, value: unknown): string | undefined {
  const { type, min, max, pattern, placeholder, choices } = question;
  if (type === 'int') {
    if (typeof value !== 'number' || !Number.isInteger(value)) return 'Please give me a whole number.';
    if (min !== undefined && value < min) return `It should be at least ${min}.`;
    return max !== undefined && value > max ? `It should be at most ${max}.` : undefined;
  }
  if (type === 'bool') return typeof value === 'boolean' ? undefined : 'Please say yes or no.';
  if (typeof value !== 'string' || value.trim() === '') return 'Please give me an answer to that.';
  if (value.length > 500) return 'Please keep it below 500 characters.';
  if (choices && !choices.some((choice) => choice.value === value)) return 'Please pick one of those on offer.';
  if (type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return 'Please give me an e-mail address, like you@example.org.';
  if (type === 'url' && !isAddress(value)) return 'Please give me an address that begins with https://.';
  if (type === 'secret' && min !== undefined && value.length < min) return `It should have at least ${min} characters.`;
  if (pattern !== undefined && !matchesPattern(pattern, value)) {
    return placeholder === undefined
      ? 'That does not look right. Please look at it again.'
      : `Please take ${placeholder}.`;
  }
  return undefined;
}

function isAddress(value: string): boolean {
  const address = URL.parse(value);
  return address !== null && (address.protocol === 'https:' || address.protocol === 'http:') && address.hostname !== '';
}
