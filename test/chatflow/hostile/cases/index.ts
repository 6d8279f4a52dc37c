import type { HostileCase } from '../hostile-case.ts';
import { actionCases } from './action-cases.ts';
import { bombCases } from './bomb-cases.ts';
import { expressionCases } from './expression-cases.ts';
import { flowKeyCases } from './flow-key-cases.ts';
import { limitCases } from './limit-cases.ts';
import { questionCases } from './question-cases.ts';
import { showCases } from './show-cases.ts';
import { stepCases } from './step-cases.ts';
import { yamlCases } from './yaml-cases.ts';

/** Every hostile or broken file, by what is wrong with it. */
export const hostileCases: Readonly<Record<string, readonly HostileCase[]>> = {
  YAML: yamlCases,
  'the flow': flowKeyCases,
  steps: stepCases,
  questions: questionCases,
  actions: actionCases,
  expressions: expressionCases,
  'what is shown': showCases,
  limits: limitCases,
};

/** Files that would cost time or memory without end: each of them is checked in a process of its own. */
export const dangerousCases: Readonly<Record<string, readonly HostileCase[]>> = { bombs: bombCases };

/** All of them, by a name that no two have. */
export const casesByName: ReadonlyMap<string, HostileCase> = new Map(
  Object.entries({ ...hostileCases, ...dangerousCases }).flatMap(([group, cases]) =>
    cases.map((one) => [`${group}: ${one[0]}`, one]),
  ),
);
