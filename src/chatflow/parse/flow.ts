import type { Json } from '#src/protocol/index.ts';

import {
  type Catalogue,
  type InputSignature,
  type InputType,
  inputTypes,
  phrasesKey,
  type Translations,
} from '../catalogue.ts';
import type { Flow } from '../flow.ts';
import type { Field, QuestionStep, Step } from '../step.ts';
import type { Value } from '../text.ts';
import { keyInFile } from '../translation.ts';
import { checkCalls } from './calls.ts';
import { Fields } from './fields.ts';
import { flowKeys, partKeys } from './keys.ts';
import { fileLimits } from './look-over.ts';
import { readHandlers } from './offers.ts';
import { outlineOf, stepName, valuesIn } from './outline.ts';
import { type Problems, suggestion } from './problems.ts';
import { ScopeAt } from './scope-types.ts';
import { readChannels, readStep } from './steps.ts';
import { Writing } from './writing.ts';
import { plainOf, type Tree } from './yaml-tree.ts';

/** What fits on the buttons and cards that name a flow. */
const LONGEST_TITLE = 120;

/** Everything of a flow but what is computed from it: its hash and its machine. */
export type FlowParts = Omit<Flow, 'hash' | 'source' | 'file' | 'translations' | 'machine'>;

export interface FlowFile {
  source: string;
  file: string;
  catalogue: Catalogue;
  translations: Translations;
}

/**
 * Reads and checks the tree of a flow file, one step at a time: whoever has other things to do may do them in between.
 * Undefined after an error that leaves no flow.
 */
export function* readFlow(
  tree: Tree,
  given: FlowFile,
  problems: Problems,
): Generator<undefined, FlowParts | undefined> {
  if (tree.kind !== 'map') {
    problems.error('flow', tree.place, 'a flow is a map with `title:` and `steps:`');
    return undefined;
  }
  const fields = new Fields(tree, flowKeys, problems);
  checkSizes(fields, problems);
  checkHead(fields, problems);
  const id = readId(fields, given.file, problems);
  const title = fields.string('title');
  if (title !== undefined && title.length > LONGEST_TITLE) {
    const message = `a title has at most ${LONGEST_TITLE} characters`;
    problems.error('text', fields.at('title')?.place ?? fields.place, message, 'put the rest into `description:`');
  }
  if (title === undefined && !fields.has('title'))
    fields.missing('title', 'what people see', 'for example `title: Say hello`');
  const list = fields.list('steps');
  if (!fields.has('steps')) fields.missing('steps', 'what the flow does', 'for example `steps: [{ say: Hello }]`');
  if (list?.length === 0)
    problems.error('no-steps', fields.at('steps')?.place ?? fields.place, 'a flow has at least one step');
  if (list && list.length > fileLimits.steps) {
    problems.error(
      'too-many',
      fields.at('steps')?.place ?? fields.place,
      `a flow has at most ${fileLimits.steps} steps`,
      'split it with `call:`',
    );
    return undefined;
  }
  yield;
  const outline = outlineOf(list ?? [], given.catalogue, problems);
  outline.inputs = readInputs(fields, problems);
  const catalogue = withItself(given.catalogue, id, outline.inputs);
  const writing = new Writing(given.source, outline, catalogue, given.translations, problems);
  writing.plain('title', title ?? '');
  writing.plain('description', '');
  const steps: Step[] = [];
  for (const step of outline.steps) {
    yield;
    writing.beginStep();
    const read = readStep(writing, step, outline.steps[step.index + 1]?.id ?? '$done');
    if (read) steps.push(read);
  }
  yield;
  writing.beginStep();
  const end = new ScopeAt(outline, outline.steps.length);
  const output = new Map<string, Value>(
    fields.entries('output').map(([name, { tree: value }]) => [name, writing.value(value, end)]),
  );
  const slots = slotsOf(steps);
  const version = fields.count('version', 1, 1_000_000) ?? 1;
  const migrate = readMigrate(fields, outline.slots, version, problems);
  const access = fields.map('access', partKeys.access);
  checkAsked(access, writing, problems);
  const triggers = readTriggers(fields, problems);
  const channels = readChannels(fields, problems);
  const description = fields.string('description');
  const icon = fields.string('icon');
  const on = readOn(fields, writing, ScopeAt.anywhere(outline));
  checkTranslations(writing, given, problems);
  checkReach(steps, problems);
  checkCalls(id, steps, outline, catalogue, problems);
  return {
    id,
    version,
    title: title ?? id,
    description: description ?? '',
    triggers,
    access: {
      roles: access?.strings('roles')?.map(({ value }) => value) ?? [],
      needs: access?.strings('needs')?.map(({ value }) => value) ?? [],
      actions: access?.strings('actions')?.map(({ value }) => value) ?? [],
    },
    channels: channels ?? {},
    inputs: outline.inputs,
    steps,
    step: new Map(steps.map((step) => [step.id, step])),
    slots,
    output,
    on,
    obsolete: fields.flag('obsolete') === true,
    lasting: steps.some(
      (step) => (step.verb === 'run' && step.action.kind === 'lasting') || (step.verb === 'call' && step.once),
    ),
    ...(icon === undefined ? {} : { icon }),
    ...(migrate ? { migrate } : {}),
  };
}

/** A flow knows itself, also while it cannot be loaded. */
function withItself(catalogue: Catalogue, id: string, inputs: ReadonlyMap<string, InputSignature>): Catalogue {
  const { flows } = catalogue;
  if (!flows || flows.has(id)) return catalogue;
  return { ...catalogue, flows: new Map([...flows, [id, { id, inputs, output: [], lasting: true, calls: [] }]]) };
}

/** What stands under one key of the flow is bounded as a step is; the steps are counted by themselves. */
function checkSizes({ tree }: Fields, problems: Problems): void {
  for (const [key, entry] of tree.entries) {
    if (key === 'steps' || valuesIn(entry.tree) <= fileLimits.values) continue;
    problems.error('too-many', entry.key, `\`${key}\` has at most ${fileLimits.values} values`);
  }
}

function checkHead(fields: Fields, problems: Problems): void {
  const version = fields.string('apiVersion');
  if (version !== undefined && version !== 'wizard.3bot/v1') {
    problems.error(
      'api-version',
      fields.at('apiVersion')?.place ?? fields.place,
      `\`${version}\` is not known here`,
      'use `wizard.3bot/v1`, or leave it out',
    );
  }
  const kind = fields.string('kind');
  if (kind !== undefined && kind !== 'Flow') {
    problems.error(
      'kind',
      fields.at('kind')?.place ?? fields.place,
      `\`${kind}\` is not known here`,
      'use `Flow`, or leave it out',
    );
  }
}

/** The id of a file's flow: what it says, or its name without the ending. */
function readId(fields: Fields, file: string, problems: Problems): string {
  const given = fields.string('id');
  const name = file.replace(/^.*[/\\]/, '').replace(/\.flow\.ya?ml$|\.ya?ml$/, '');
  const id = given ?? name;
  if (stepName.test(id)) return id;
  const place = fields.at('id')?.place ?? fields.place;
  problems.error(
    'id',
    place,
    `\`${id.slice(0, 60)}\` cannot be the id of a flow`,
    'lower-case letters, digits, dashes and underscores, beginning with a letter',
  );
  return 'unnamed';
}

function readInputs(fields: Fields, problems: Problems): Map<string, InputSignature> {
  const inputs = new Map<string, InputSignature>();
  for (const [name, { key, tree }] of fields.entries('inputs')) {
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(name)) {
      problems.error('input-name', key, 'an input is named with lower-case letters, digits and underscores');
      continue;
    }
    if (tree.kind === 'list') {
      problems.error('wrong-type', tree.place, `\`${name}\` should be a type such as \`string\``);
      continue;
    }
    const short = { kind: 'map' as const, entries: new Map([['type', { key, tree }]]), place: tree.place };
    const one = new Fields(tree.kind === 'scalar' ? short : tree, partKeys.input, problems);
    const type = one.oneOf('type', inputTypes) ?? 'any';
    const fallback = one.at('default');
    if (fallback && !fitsInput(plainOf(fallback), type)) {
      problems.error('wrong-type', fallback.place, `\`default\` should be of type ${type}`);
    }
    const signature = { type, required: one.flag('required') === true };
    inputs.set(name, fallback ? { ...signature, default: plainOf(fallback) as Json } : signature);
  }
  return inputs;
}

function fitsInput(value: unknown, type: InputType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'list':
      return Array.isArray(value);
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'int':
      return Number.isSafeInteger(value);
    case 'bool':
      return typeof value === 'boolean';
    default:
      return typeof value === type;
  }
}

function readTriggers(fields: Fields, problems: Problems): Flow['triggers'] {
  const triggers = fields.map('triggers', partKeys.triggers);
  const commands = triggers?.strings('commands') ?? [];
  for (const { value, place } of commands) {
    if (!/^\/[a-z][a-z0-9_-]{0,31}$/.test(value))
      problems.error(
        'command',
        place,
        `\`${value}\` is no command`,
        'a slash and lower-case letters, such as `/deploy`',
      );
  }
  return {
    commands: commands.map(({ value }) => value),
    phrases: triggers?.strings('phrases')?.map(({ value }) => value) ?? [],
    events: triggers?.strings('events')?.map(({ value }) => value) ?? [],
  };
}

function readOn(fields: Fields, writing: Writing, scope: ScopeAt): Flow['on'] {
  const on = fields.map('on', partKeys.on);
  const cancel = on?.at('cancel');
  const said = cancel && writing.text(cancel, 'on.cancel', scope);
  const idle = on?.map('idle', partKeys.idle);
  const after = idle?.time('after');
  if (idle && after === undefined) idle.missing('after', 'how long nothing was answered', 'for example `after: 30m`');
  const error = on ? readHandlers(writing, on.maps('error', partKeys.onError), 'on.error', scope) : [];
  const text = idle?.at('text');
  const reminder = text && writing.text(text, 'on.idle', scope);
  return {
    ...(said ? { cancel: said } : {}),
    error,
    ...(after === undefined ? {} : { idle: { afterMs: after, ...(reminder ? { text: reminder } : {}) } }),
  };
}

function readMigrate(
  fields: Fields,
  slots: ReadonlyMap<string, object>,
  version: number,
  problems: Problems,
): Flow['migrate'] {
  const migrate = fields.map('migrate', partKeys.migrate);
  if (!migrate) return undefined;
  const rename = new Map<string, string>();
  for (const [from, { tree }] of migrate.entries('rename')) {
    if (tree.kind !== 'scalar') {
      problems.error('wrong-type', tree.place, `\`${from}\` should be followed by its new name`);
      continue;
    }
    const to = String(tree.value);
    const other = [...rename].find(([, one]) => one === to);
    if (other) {
      const message = `\`${to}\` would get two answers: those of \`${other[0]}\` and of \`${from}\``;
      problems.error('duplicate-slot', tree.place, message, 'rename only one of them');
    } else if (slots.has(to)) rename.set(from, to);
    else problems.error('unknown-slot', tree.place, `there is no slot \`${to}\``, suggestion(to, slots.keys()));
  }
  const from = (migrate.strings('from') ?? []).flatMap(({ value, place }) => {
    if (/^\d+$/.test(value) && Number(value) < version) return [Number(value)];
    if (/^\d+$/.test(value)) {
      const message = `version ${value} is not older than this one, which is ${version}`;
      problems.error('bounds', place, message, 'raise `version:`');
      return [];
    }
    problems.error('wrong-type', place, '`from` should be a version number, or several');
    return [];
  });
  return { from, rename, drop: new Set(migrate.strings('drop')?.map(({ value }) => value)) };
}

/** What a file asks for in `access.actions` has to cover what it uses. */
function checkAsked(access: Fields | undefined, writing: Writing, problems: Problems): void {
  const asked = access?.strings('actions');
  if (!asked) return;
  const patterns = asked.map(({ value }) => value);
  for (const { name, place } of writing.usedActions) {
    if (patterns.some((pattern) => matchesGlob(pattern, name))) continue;
    problems.error(
      'action-not-asked',
      place,
      `\`${name}\` is not among the file's \`access.actions\``,
      `add \`${name}\` there`,
    );
  }
}

/** `vdc.*` matches `vdc.deploy`. */
export function matchesGlob(pattern: string, name: string): boolean {
  if (pattern === '*' || pattern === name) return true;
  return pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1));
}

function checkTranslations(writing: Writing, given: FlowFile, problems: Problems): void {
  for (const [locale, texts] of Object.entries(given.translations)) {
    for (const key of new Set(Object.keys(texts).map(keyInFile))) {
      if (key === phrasesKey || writing.textKeys.has(key)) continue;
      const place = { line: 1, column: 1, offset: 0 };
      problems.warning(
        'unknown-translation',
        place,
        `the ${locale} translation \`${key}\` belongs to no text`,
        suggestion(key, writing.textKeys),
      );
    }
  }
}

/** Steps that nothing leads to: behind an `end` or a jump without a condition. */
function checkReach(steps: readonly Step[], problems: Problems): void {
  const reached = new Set<string>();
  const targets = new Set(
    steps.flatMap((step) => {
      const handlers =
        step.verb === 'run'
          ? step.onError
          : step.verb === 'ask' || step.verb === 'form'
            ? step.fields.flatMap(({ retries }) => retries ?? [])
            : [];
      const offers = handlers.flatMap((one) => one.offers ?? []);
      const jumps = offers
        .filter(({ offer }) => offer.startsWith('goto:'))
        .map(({ offer }) => offer.slice('goto:'.length));
      return step.verb === 'goto' ? [step.target, ...jumps] : jumps;
    }),
  );
  let open = true;
  for (const step of steps) {
    open ||= targets.has(step.id);
    if (open) reached.add(step.id);
    else
      problems.warning(
        'unreachable',
        { line: step.line, column: 1, offset: 0 },
        `nothing leads to the step \`${step.id}\``,
        'remove it, or give the step before a `when:`',
      );
    const leaves = (step.verb === 'end' || step.verb === 'goto') && !step.when && !step.channels;
    if (leaves) open = false;
  }
}

function slotsOf(steps: readonly Step[]): Map<string, { field: Field; step: QuestionStep; index: number }> {
  const slots = new Map<string, { field: Field; step: QuestionStep; index: number }>();
  for (const [index, step] of steps.entries()) {
    if (step.verb !== 'ask' && step.verb !== 'form') continue;
    for (const field of step.fields) slots.set(field.slot, { field, step, index });
  }
  return slots;
}
