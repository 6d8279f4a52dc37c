import type { Flow, Problem } from '#src/chatflow/index.ts';
import type { Field } from '#src/chatflow/step.ts';
import type { Text } from '#src/chatflow/text.ts';

import { placesIn, type YamlPath } from './places-in.ts';

/** What the smallest channel shows: characters on a button, buttons under a question. */
export const smallestChannel = { label: 24, choices: 10 } as const;

/** What is allowed in a flow and still awkward for the person: buttons too long, lists too long. */
export function lintFlow(flow: Flow): Problem[] {
  const problems: Problem[] = [];
  const placeOf = placesIn(flow.source);
  const warn = (code: string, path: YamlPath, message: string, fix: string): void => {
    problems.push({ severity: 'warning', code, file: flow.file, ...placeOf(path), message, fix });
  };
  const checkLabel = (label: Text | undefined, path: YamlPath, fix: string): void => {
    // A label with values in it is as long as they are: only what is certain is said.
    const length = [...(label?.parts ?? []).filter((part) => typeof part === 'string').join('')].length;
    if (length <= smallestChannel.label) return;
    const message = `this label has ${length} characters, and the smallest channel shows ${smallestChannel.label}`;
    warn('label-too-long', path, message, fix);
  };
  const checkField = (field: Field, path: YamlPath): void => {
    const { choices = [] } = field;
    if (choices.length > smallestChannel.choices) {
      const message = `${choices.length} choices are many buttons: the smallest channel shows ${smallestChannel.choices}`;
      const fix = 'ask in two steps, or let an action give the choices (`choices: { from: …, search: true }`)';
      warn('too-many-choices', [...path, 'choices'], message, fix);
    }
    for (const [index, { label }] of choices.entries()) {
      const fix = 'shorten it, and put the rest into `description:`';
      checkLabel(label, [...path, 'choices', index, 'label'], fix);
    }
    checkOffers(field.retries?.offers, [...path, 'retries']);
  };
  const checkOffers = (offers: readonly { label?: Text }[] | undefined, path: YamlPath): void => {
    for (const [index, { label }] of (offers ?? []).entries()) {
      checkLabel(label, [...path, 'offer', index, 'label'], 'shorten it, and put the rest into `text:`');
    }
  };
  for (const [index, step] of flow.steps.entries()) {
    const path = ['steps', index];
    if (step.verb === 'ask') step.fields.forEach((field) => checkField(field, path));
    if (step.verb === 'form') step.fields.forEach((field, at) => checkField(field, [...path, 'fields', at]));
    if (step.verb === 'run') step.onError.forEach(({ offers }, at) => checkOffers(offers, [...path, 'on_error', at]));
    if (step.verb !== 'confirm') continue;
    for (const key of ['yes', 'no'] as const) {
      checkLabel(step[key], [...path, key], 'shorten it, and put the rest into `text:`');
    }
  }
  return [...problems, ...forgottenDollars(flow)];
}

/** `{{ name }}` without its `$` is shown as it stands, which nobody wants. */
function forgottenDollars({ source, file }: Flow): Problem[] {
  return source.split('\n').flatMap((text, index): Problem[] => {
    const found = /(?<![${])\{\{\s*[a-z]/.exec(text.replace(/(^|\s)#.*$/, ''));
    if (!found) return [];
    const message = '`{{ … }}` without a `$` is shown as it stands';
    const place = { file, line: index + 1, column: found.index + 1 };
    return [{ severity: 'warning', code: 'no-dollar', ...place, message, fix: 'write `${{ … }}`' }];
  });
}
