import type { StepOutline } from './outline.ts';
import type { Writing } from './writing.ts';

/** The word beside a verb, where it has to be one. */
export function subjectWord(writing: Writing, outline: StepOutline, what: string, fix: string): string | undefined {
  const { subject, verb } = outline;
  if (subject.kind === 'scalar' && typeof subject.value === 'string' && subject.value !== '') return subject.value;
  writing.problems.error('wrong-type', subject.place, `\`${verb}:\` is followed by ${what}`, fix);
  return undefined;
}
