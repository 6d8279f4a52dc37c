import type { Tone } from '#src/protocol/index.ts';

import type { Step, StepBase } from '../step.ts';
import { readConfirm } from './confirm.ts';
import { textOf } from './field-text.ts';
import { Fields } from './fields.ts';
import { partKeys, stepKeys, verbKeys } from './keys.ts';
import type { StepOutline } from './outline.ts';
import { type Problems, suggestion } from './problems.ts';
import { readAsk, readForm } from './question.ts';
import { readRun } from './run.ts';
import { ScopeAt } from './scope-types.ts';
import { readShow } from './show.ts';
import { subjectWord } from './subject-word.ts';
import type { Writing } from './writing.ts';
import type { Tree } from './yaml-tree.ts';

export const tones = ['neutral', 'info', 'success', 'warning', 'error'] as const satisfies readonly Tone[];

/** Reads one step of any verb. Undefined after an error that leaves nothing to go on with. */
export function readStep(writing: Writing, outline: StepOutline, next: string): Step | undefined {
  const { verb, index, when } = outline;
  const fields = new Fields(outline.tree, [verb, ...stepKeys, ...verbKeys[verb]], writing.problems);
  const scope = new ScopeAt(writing.outline, index, when);
  const base = readBase(writing, outline, fields, scope, next);
  switch (verb) {
    case 'ask':
      return readAsk(writing, outline, fields, scope, base);
    case 'form':
      return readForm(writing, fields, scope, base);
    case 'say': {
      const text = writing.text(outline.subject, base.id, scope);
      if (text?.source.trim() === '') writing.problems.error('text', outline.subject.place, 'there is nothing to say');
      const tone = fields.oneOf('tone', tones);
      return text && { ...base, verb, text, ...(tone ? { tone } : {}) };
    }
    case 'show':
      return readShow(writing, outline, fields, scope, base);
    case 'set':
      return readSet(writing, outline, scope, base);
    case 'goto':
      return readGoto(writing, outline, base);
    case 'run':
      return readRun(writing, outline, fields, scope, base);
    case 'confirm':
      return readConfirm(writing, fields, scope, base);
    case 'approve':
      return readApprove(writing, fields, scope, base);
    case 'call':
      return readCall(writing, outline, fields, scope, base);
    case 'wait':
      return readWait(writing, outline, fields, scope, base);
    case 'handoff': {
      const text = textOf(writing, fields, 'text', base, scope);
      const queue = subjectWord(writing, outline, 'the queue a person takes it from', 'for example `handoff: support`');
      return queue === undefined ? undefined : { ...base, verb, queue, ...(text ? { text } : {}) };
    }
    case 'end':
      return readEnd(writing, outline, fields, scope, base);
    default:
      return verb satisfies never;
  }
}

function readBase(writing: Writing, outline: StepOutline, fields: Fields, scope: ScopeAt, next: string): StepBase {
  const condition = fields.at('when');
  const when = condition && writing.condition(condition, scope);
  const channels = readChannels(fields, writing.problems);
  return {
    id: outline.id,
    line: outline.tree.place.line,
    next,
    ...(when ? { when } : {}),
    ...(channels ? { channels } : {}),
  };
}

function isEmptyList(tree: Tree | undefined): boolean {
  return tree?.kind === 'list' && tree.items.length === 0;
}

/** Reads `channels:` of a flow or a step. */
export function readChannels(fields: Fields, problems: Problems): StepBase['channels'] {
  const channels = fields.map('channels', partKeys.channels);
  if (!channels) return undefined;
  const names = (key: 'only' | 'except'): string[] | undefined =>
    channels.strings(key)?.map(({ value, place }) => {
      if (!/^[a-z][a-z0-9-]{0,31}$/.test(value))
        problems.error(
          'unknown-value',
          place,
          `\`${value}\` is no channel`,
          'for example `web`, `terminal`, `telegram`',
        );
      return value;
    });
  const only = names('only');
  const except = names('except');
  if (only?.length === 0) {
    const place = channels.at('only')?.place ?? channels.place;
    problems.error('missing-key', place, '`only` is empty: it could be used nowhere', 'name at least one channel');
  }
  return { ...(only ? { only } : {}), ...(except ? { except } : {}) };
}

function readSet(writing: Writing, outline: StepOutline, scope: ScopeAt, base: StepBase): Step | undefined {
  if (outline.subject.kind !== 'map') {
    writing.problems.error(
      'set',
      outline.subject.place,
      '`set:` is a map of names and values',
      'for example `set: { price: "${{ quote.total }}" }`',
    );
    return undefined;
  }
  if (outline.subject.entries.size === 0) {
    writing.problems.error('set', outline.subject.place, '`set:` names at least one value');
  }
  const values: (readonly [string, ReturnType<Writing['value']>])[] = [];
  for (const [name, { tree }] of outline.subject.entries) values.push([name, writing.value(tree, scope)]);
  return { ...base, verb: 'set', values };
}

function readGoto(writing: Writing, outline: StepOutline, base: StepBase): Step | undefined {
  const { problems } = writing;
  const target = subjectWord(writing, outline, 'the step to go on at', 'for example `goto: summary`');
  if (target === undefined) return undefined;
  const found = writing.outline.ids.get(target);
  if (!found) {
    problems.error(
      'unknown-step',
      outline.subject.place,
      `there is no step \`${target}\``,
      suggestion(target, writing.outline.ids.keys()),
    );
    return undefined;
  }
  if (found.index <= outline.index) {
    const fix = 'a filled question is skipped by itself; to ask again, use `validate:` or an offer `edit:<slot>`';
    problems.error(
      'backwards',
      outline.subject.place,
      `\`${target}\` does not come after this step: jumps only go forward`,
      fix,
    );
    return undefined;
  }
  return { ...base, verb: 'goto', target };
}

function readApprove(writing: Writing, fields: Fields, scope: ScopeAt, base: StepBase): Step | undefined {
  const { problems } = writing;
  const by = fields.strings('by');
  if (!fields.has('by') || (by?.length === 0 && isEmptyList(fields.at('by'))))
    fields.missing('by', 'who may agree', 'for example `by: role:billing`');
  for (const { value, place } of by ?? []) {
    if (!/^(role|user):[\w@.:-]+$/.test(value))
      problems.error(
        'approver',
        place,
        `\`${value}\` is neither a role nor a user`,
        'write `role:billing` or `user:ada`',
      );
  }
  const text = textOf(writing, fields, 'text', base, scope);
  if (!fields.has('text')) fields.missing('text', 'what they agree to');
  const quorum = fields.count('quorum', 1, 20) ?? 1;
  const people = new Set(by?.map(({ value }) => value));
  if (people.size > 0 && quorum > people.size && [...people].every((one) => one.startsWith('user:'))) {
    const message = `${quorum} people have to agree, and only ${people.size} can`;
    problems.error('approver', fields.at('quorum')?.place ?? fields.place, message, 'name more people, or a role');
  }
  const escalate = fields.string('escalate');
  if (!by || !text) return undefined;
  return {
    ...base,
    verb: 'approve',
    by: by.map(({ value }) => value),
    quorum,
    text,
    expiresMs: fields.time('expires') ?? 48 * 3_600_000,
    ...(escalate === undefined ? {} : { escalate }),
  };
}

function readCall(
  writing: Writing,
  outline: StepOutline,
  fields: Fields,
  scope: ScopeAt,
  base: StepBase,
): Step | undefined {
  const { problems, catalogue } = writing;
  const flow = subjectWord(writing, outline, 'the flow to call', 'for example `call: add-monitoring`');
  if (flow === undefined) return undefined;
  const signature = catalogue.flows?.get(flow);
  if (catalogue.flows && !signature) {
    problems.error(
      'unknown-flow',
      outline.subject.place,
      `there is no flow \`${flow}\``,
      suggestion(flow, catalogue.flows.keys()),
    );
  }
  const schema = signature && {
    type: 'object',
    properties: Object.fromEntries([...signature.inputs.keys()].map((name) => [name, {}])),
    required: [...signature.inputs].filter(([, input]) => input.required).map(([name]) => name),
    additionalProperties: false,
  };
  const save = fields.string('save');
  return {
    ...base,
    verb: 'call',
    flow,
    with: writing.input(fields.at('with'), outline.subject.place, schema, scope, 'refused'),
    optional: fields.flag('optional') === true,
    once: signature?.lasting ?? true,
    ...(save === undefined ? {} : { save }),
  };
}

function readWait(
  writing: Writing,
  outline: StepOutline,
  fields: Fields,
  scope: ScopeAt,
  base: StepBase,
): Step | undefined {
  const { subject } = outline;
  const parts = subject.kind === 'map' ? new Fields(subject, partKeys.wait, writing.problems) : undefined;
  const time = parts ? parts.at('timeout') : subject;
  const event = parts?.string('event');
  if (time && time.kind !== 'scalar') {
    const place = time.place;
    writing.problems.error('wrong-type', place, 'a time to wait is written such as `10m`, or `${{ … }}`');
    return undefined;
  }
  if (parts?.has('event') && event === undefined) return undefined;
  const timeoutMs = time && writing.value(time, scope);
  if (!event && !timeoutMs) {
    writing.problems.error(
      'wait',
      subject.place,
      '`wait:` needs a time or an event',
      'for example `wait: 10m` or `wait: { event: paid, timeout: 1h }`',
    );
    return undefined;
  }
  if (timeoutMs?.kind === 'literal' && time) {
    const one = new Fields(
      { kind: 'map', entries: new Map([['wait', { key: time.place, tree: time }]]), place: time.place },
      ['wait'],
      writing.problems,
    );
    if (one.time('wait') === undefined) return undefined;
  }
  const text = textOf(writing, fields, 'text', base, scope);
  const save = fields.string('save');
  return {
    ...base,
    verb: 'wait',
    ...(event === undefined ? {} : { event }),
    ...(timeoutMs ? { timeoutMs } : {}),
    ...(text ? { text } : {}),
    ...(save === undefined ? {} : { save }),
  };
}

function readEnd(
  writing: Writing,
  outline: StepOutline,
  fields: Fields,
  scope: ScopeAt,
  base: StepBase,
): Step | undefined {
  const outcomes = ['done', 'cancelled', 'failed'] as const;
  const said = subjectWord(writing, outline, 'how it ends', '`end: done`, `end: cancelled` or `end: failed`');
  if (said === undefined) return undefined;
  const outcome = outcomes.find((one) => one === said);
  if (!outcome) {
    writing.problems.error(
      'unknown-value',
      outline.subject.place,
      `a flow cannot end as \`${said}\``,
      suggestion(said, outcomes),
    );
    return undefined;
  }
  const text = textOf(writing, fields, 'text', base, scope);
  return { ...base, verb: 'end', outcome, ...(text ? { text } : {}) };
}
