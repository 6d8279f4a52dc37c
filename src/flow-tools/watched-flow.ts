import { compileExpression, type Expression, isProblem } from '#src/chatflow/expressions/expression.ts';
import type { Flow } from '#src/chatflow/index.ts';
import type { ErrorHandler, Field, QuestionStep, Step } from '#src/chatflow/step.ts';

import type { Coverage } from './coverage.ts';

/**
 * The same flow, telling a coverage which steps were entered and which conditions came out how. Only its conditions are
 * exchanged: the machine, the texts and the content hash are those of the flow itself.
 */
export function watchedFlow(flow: Flow, coverage: Coverage): Flow {
  const watch = (id: string, line: number, when: Expression | undefined): Expression => {
    coverage.expect({ id, line, kind: when === undefined ? 'step' : 'condition', source: when?.source ?? '' });
    const expression = when ?? always;
    return {
      ...expression,
      evaluate: (scope) => {
        const value = expression.evaluate(scope);
        coverage.note(id, value === true);
        return value;
      },
    };
  };
  const watchHandler = (step: string, line: number) => (handler: ErrorHandler, index: number) => {
    const id = `${step} on_error ${index + 1}`;
    coverage.expect({ id, line, kind: 'handler', source: handler.if?.source ?? '' });
    const expression = handler.if ?? always;
    const evaluate: Expression['evaluate'] = (scope) => {
      const value = expression.evaluate(scope);
      if (value === true) coverage.note(id, true);
      return value;
    };
    return { ...handler, if: { ...expression, evaluate } };
  };
  const watchField = (field: Field): Field =>
    field.when ? { ...field, when: watch(`${field.slot} field`, field.line, field.when) } : field;
  const steps = flow.steps.map((step): Step => {
    const when = watch(step.id, step.line, step.when);
    if (step.verb === 'ask' || step.verb === 'form') {
      return { ...step, when, fields: step.verb === 'form' ? step.fields.map(watchField) : step.fields };
    }
    if (step.verb === 'run') return { ...step, when, onError: step.onError.map(watchHandler(step.id, step.line)) };
    return { ...step, when };
  });
  const slots: Map<string, { field: Field; step: QuestionStep; index: number }> = new Map();
  for (const [index, step] of steps.entries()) {
    if (step.verb !== 'ask' && step.verb !== 'form') continue;
    for (const field of step.fields) slots.set(field.slot, { field, step, index });
  }
  return { ...flow, steps, step: new Map(steps.map((step) => [step.id, step])), slots };
}

const compiled = compileExpression('true', { typeOf: () => undefined });
if (isProblem(compiled)) throw new Error(compiled.message);
const always: Expression = compiled;
