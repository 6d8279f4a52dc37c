import type { JsonObject } from '#src/protocol/index.ts';

import { ActionFailure } from '../action.ts';
import type { Secrets } from '../services.ts';
import { answerProblem, isAsked, placed } from './asked.ts';
import { madeUp } from './made-up.ts';
import type { Solution } from './solution.ts';

/** Answers as a solution's templates use them: by slot, with defaults, and the secrets apart. */
export interface GivenAnswers {
  answers: JsonObject;
  secrets: { [id: string]: string };
}

/** Answers by the place where a chatflow asked (`text_1`), as answers by slot. Absent ones take their defaults. */
export function bySlot(solution: Solution, given: JsonObject): JsonObject {
  const answers: JsonObject = {};
  for (const { place, question } of placed(solution)) {
    const value = given[place] ?? given[question.slot] ?? question.default ?? null;
    answers[question.slot] = isAsked(question, answers) ? value : null;
  }
  return answers;
}

/**
 * Everything a solution needs to know, checked: answers, what was entered as a secret, opened, and what is made up. Secrets
 * that are known already stay as they are.
 */
export async function readAnswers(
  solution: Solution,
  given: JsonObject,
  context: { secrets: Secrets; owner: string; known?: { [id: string]: string } },
): Promise<GivenAnswers> {
  const { owner, known = {} } = context;
  const all = bySlot(solution, given);
  const answers: JsonObject = {};
  const secrets: { [id: string]: string } = {};
  for (const question of solution.questions) {
    const { slot, label, type } = question;
    const value = all[slot] ?? null;
    if (!isAsked(question, all) || (value === null && known[slot] !== undefined)) {
      if (type === 'secret') secrets[slot] = known[slot] ?? '';
      else answers[slot] = null;
      continue;
    }
    const plain = type === 'secret' && typeof value === 'string' ? await context.secrets.open(owner, value) : value;
    const problem = answerProblem(question, plain);
    if (problem !== undefined) throw new ActionFailure('INVALID_ANSWER', `${label}: ${problem}`);
    if (type === 'secret') secrets[slot] = String(plain);
    else answers[slot] = plain;
  }
  for (const { id, length } of solution.secrets) secrets[id] = known[id] ?? madeUp(length);
  return { answers, secrets };
}
