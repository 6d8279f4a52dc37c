import type { RunStep, StepBase } from '../step.ts';
import { useAction } from './action-use.ts';
import type { Fields } from './fields.ts';
import { partKeys } from './keys.ts';
import { readHandlers } from './offers.ts';
import type { StepOutline } from './outline.ts';
import { ScopeAt } from './scope-types.ts';
import { subjectWord } from './subject-word.ts';
import type { Writing } from './writing.ts';

/** Reads `run`: an action, what it takes, and what happens when it does not work. */
export function readRun(
  writing: Writing,
  outline: StepOutline,
  fields: Fields,
  scope: ScopeAt,
  base: StepBase,
): RunStep | undefined {
  const { problems } = writing;
  const name = subjectWord(writing, outline, 'the action to run', 'for example `run: pricing.quote`');
  const action = name === undefined ? undefined : useAction(writing, name, outline.subject.place);
  const handlers = readHandlers(
    writing,
    fields.maps('on_error', partKeys.onError),
    `${base.id}.on_error`,
    scope,
    outline.index,
  );
  const after = scopeBehind(writing, outline);
  const compensate = fields.map('compensate', partKeys.compensate);
  const undo = compensate?.string('run');
  const undoAction =
    undo === undefined || !compensate
      ? undefined
      : useAction(writing, undo, compensate.at('run')?.place ?? compensate.place);
  const undoWith =
    compensate &&
    undoAction &&
    writing.input(compensate.at('with'), compensate.place, undoAction.input, after, 'allowed');
  if (!action) return undefined;
  if (undoAction && undoAction.kind !== 'lasting') {
    problems.error(
      'compensate',
      compensate?.place ?? fields.place,
      `\`${undoAction.name}\` changes nothing: it cannot take anything back`,
    );
  }
  const lasting = action.kind === 'lasting';
  for (const key of ['commit', 'background', 'done', 'idempotency', 'compensate']) {
    const tree = fields.at(key);
    if (tree && !lasting)
      problems.error(
        'read-action',
        tree.place,
        `\`${key}\` is for actions that change something, \`${action.name}\` only reads`,
        `remove \`${key}:\``,
      );
  }
  const retry = fields.map('retry', partKeys.retry);
  const title = fields.at('title');
  const done = fields.at('done');
  const titleText = title && writing.text(title, `${base.id}.title`, scope);
  const doneText = done && writing.text(done, `${base.id}.done`, after);
  const idempotency = fields.at('idempotency');
  const save = fields.string('save');
  return {
    ...base,
    verb: 'run',
    action,
    with: writing.input(fields.at('with'), outline.subject.place, action.input, scope, 'allowed'),
    commit: lasting && fields.flag('commit') !== false,
    cache: fields.flag('cache') !== false,
    title: titleText ?? writing.plain(`${base.id}.title`, action.title),
    attempts: retry?.count('max', 1, 10) ?? (lasting ? 1 : 2),
    backoffMs: retry?.time('backoff') ?? 2_000,
    timeoutMs: fields.time('timeout') ?? (lasting ? 20 * 60_000 : 15_000),
    background: lasting && fields.flag('background') === true,
    onError: handlers,
    ...(save === undefined ? {} : { save }),
    ...(doneText ? { done: doneText } : {}),
    ...(idempotency ? { idempotency: writing.value(idempotency, scope) } : {}),
    ...(undoAction && undoWith ? { compensate: { action: undoAction.name, with: undoWith } } : {}),
  };
}

/** What is known once a step is done: its own result too. */
function scopeBehind(writing: Writing, outline: StepOutline): ScopeAt {
  return new ScopeAt(writing.outline, outline.index + 1, outline.when);
}
