import type { SlotType } from '#src/protocol/index.ts';
import { slotTypeDefinitions } from '../slot-types/index.ts';
import type { Field, QuestionStep } from '../step.ts';
import type { Value } from '../text.ts';
import { useAction } from './action-use.ts';
import { readChoices } from './choices.ts';
import { readFieldValues } from './field-values.ts';
import { Fields } from './fields.ts';
import { partKeys } from './keys.ts';
import { readOffers } from './offers.ts';
import type { StepOutline } from './outline.ts';
import { isPattern } from './patterns.ts';
import { suggestion } from './problems.ts';
import type { ScopeAt } from './scope-types.ts';
import type { Writing } from './writing.ts';

type Base = Pick<QuestionStep, 'id' | 'line' | 'next' | 'when' | 'channels'>;

/** Reads `ask`: one question. */
export function readAsk(
  writing: Writing,
  outline: StepOutline,
  fields: Fields,
  scope: ScopeAt,
  base: Base,
): QuestionStep {
  const [slot] = outline.slots;
  const field = readField(writing, fields, slot?.name ?? outline.id, base.id, scope, false);
  return { ...base, verb: 'ask', fields: field ? [field] : [] };
}

/** Reads `form`: several questions at once. */
export function readForm(writing: Writing, fields: Fields, scope: ScopeAt, base: Base): QuestionStep {
  const { problems } = writing;
  const title = fields.at('title');
  const text = fields.at('text');
  const found = fields.maps('fields', partKeys.field).flatMap((one): Field[] => {
    const slot = one.string('slot');
    if (slot === undefined) {
      one.missing('slot', 'each field fills a slot');
      return [];
    }
    const field = readField(writing, one, slot, `${base.id}.${slot}`, scope, true);
    return field ? [field] : [];
  });
  const given = fields.at('fields');
  if (!given || (given.kind === 'list' && given.items.length === 0))
    fields.missing('fields', 'a form asks for something');
  if (found.length > 40)
    problems.error('too-many', fields.place, 'a form has at most 40 fields', 'make two forms of it');
  const shownTitle = title && writing.text(title, `${base.id}.title`, scope);
  const shownText = text && writing.text(text, `${base.id}.text`, scope);
  return {
    ...base,
    verb: 'form',
    fields: found,
    ...(shownTitle ? { title: shownTitle } : {}),
    ...(shownText ? { text: shownText } : {}),
  };
}

function readField(
  writing: Writing,
  fields: Fields,
  slot: string,
  key: string,
  scope: ScopeAt,
  inForm: boolean,
): Field | undefined {
  const { problems, outline } = writing;
  const known = outline.slots.get(slot);
  if (!known) return undefined;
  const { type } = known;
  const definition = slotTypeDefinitions[type];
  const inside = scope.with({ [slot]: definition.cel, value: definition.cel });
  const label = fields.at('label');
  const text = fields.at('text');
  const labelText =
    (label && writing.text(label, `${key}.label`, scope)) ?? writing.plain(`${key}.label`, titled(slot));
  const asked = text && writing.text(text, `${key}.text`, scope);
  const secret = type === 'secret';
  const sensitive = secret || fields.flag('sensitive') === true;
  const remember = fields.oneOf('remember', ['user', 'conversation'] as const);
  if (secret && remember)
    problems.error(
      'secret-kept',
      fields.at('remember')?.place ?? fields.place,
      'a secret is never remembered',
      'remove `remember:`',
    );
  if (secret && (fields.has('default') || fields.has('assume') || fields.has('else'))) {
    problems.error(
      'secret-kept',
      fields.place,
      'a secret is never written into a file',
      'remove `default:`, `assume:` and `else:`',
    );
  }
  const choices = readChoices(writing, fields, key, slot, scope);
  const chooses = type === 'choice' || type === 'multichoice';
  if (chooses && !fields.has('choices')) fields.missing('choices', `a ${type} needs something to choose from`);
  if (!chooses && fields.has('choices')) {
    problems.error(
      'choices',
      fields.at('choices')?.place ?? fields.place,
      `a slot of type ${type} has no choices`,
      'use `type: choice`',
    );
  }
  const help = fields.at('help');
  const placeholder = fields.at('placeholder');
  const extract = fields.map('extract', partKeys.extract);
  const helpText = help && writing.text(help, `${key}.help`, scope);
  const placeholderText = placeholder && writing.text(placeholder, `${key}.placeholder`, scope);
  const pattern = readPattern(writing, fields);
  const values = readFieldValues(writing, fields, scope, type, choices.list);
  checkKeys(writing, fields, type);
  const check = readCheck(writing, fields, slot, inside);
  const retries = readRetries(writing, fields, key, scope, known.step.index);
  const when = inForm ? fields.at('when') : undefined;
  const condition = when && writing.condition(when, scope);
  const maxSize = fields.size('max_size');
  const accept = fields.strings('accept')?.map(({ value, place }) => {
    if (!/^(\.\w[\w.+-]*|[a-z][\w.+-]*\/(\w[\w.+-]*|\*))$/.test(value)) {
      const message = `\`${value}\` is no kind of file`;
      problems.error('unknown-value', place, message, 'write an ending such as `.pub`, or a type such as `image/*`');
    }
    return value;
  });
  return {
    slot,
    type,
    line: fields.place.line,
    label: labelText,
    text:
      asked ??
      (text ? writing.plain(`${key}.text`, '') : inForm ? labelText : writing.plain(`${key}.text`, `${titled(slot)}?`)),
    reprompts: (fields.list('reprompts') ?? []).flatMap((tree, index) => {
      const one = writing.text(tree, `${key}.reprompts.${index + 1}`, scope);
      return one ? [one] : [];
    }),
    validate: readRules(writing, fields, key, inside),
    always: fields.flag('always') === true,
    only: fields.flag('only') === true,
    optional: fields.flag('optional') === true,
    sensitive,
    search: choices.from?.search ?? false,
    depends: choices.depends,
    synonyms: readSynonyms(writing, extract, choices.list),
    patterns: readExtractPatterns(writing, extract),
    examples: extract?.strings('examples')?.map(({ value }) => value) ?? [],
    ...values,
    ...(helpText ? { help: helpText } : {}),
    ...(placeholderText ? { placeholder: placeholderText } : {}),
    ...(choices.list ? { choices: choices.list } : {}),
    ...(choices.from ? { choicesFrom: choices.from } : {}),
    ...(pattern === undefined ? {} : { pattern }),
    ...(maxSize === undefined ? {} : { maxSize }),
    ...(accept === undefined ? {} : { accept }),
    ...(check ? { check } : {}),
    ...(condition ? { when: condition } : {}),
    ...(remember && !secret ? { remember } : {}),
    ...(retries ? { retries } : {}),
  };
}

/** Keys that mean something for some types only. */
const keysOfTypes: Readonly<Record<string, readonly SlotType[]>> = {
  pattern: ['string', 'text', 'secret', 'email', 'url', 'ssh_key', 'cidr'],
  max_size: ['file'],
  accept: ['file'],
};

function checkKeys({ problems }: Writing, fields: Fields, type: SlotType): void {
  for (const [key, types] of Object.entries(keysOfTypes)) {
    const tree = fields.at(key);
    if (!tree || types.includes(type)) continue;
    const fix = `it is for ${types.map((one) => `\`${one}\``).join(', ')}`;
    problems.error('unknown-key', tree.place, `\`${key}\` has no meaning for a slot of type ${type}`, fix);
  }
}

function readPattern(writing: Writing, fields: Fields): string | undefined {
  const pattern = fields.string('pattern');
  if (pattern === undefined || !isPattern(writing, pattern, fields.at('pattern'))) return undefined;
  return pattern;
}

function readRules(writing: Writing, fields: Fields, key: string, scope: ScopeAt): Field['validate'] {
  return fields.maps('validate', partKeys.validate).flatMap((rule, index) => {
    const condition = rule.at('if');
    const text = rule.at('text');
    if (!condition) rule.missing('if', 'when the answer is refused');
    if (!text) rule.missing('text', 'what is said then');
    const refused = condition && writing.condition(condition, scope);
    const said = text && writing.text(text, `${key}.validate.${index + 1}`, scope);
    return refused && said ? [{ if: refused, text: said }] : [];
  });
}

function readCheck(writing: Writing, fields: Fields, slot: string, scope: ScopeAt): Field['check'] {
  const tree = fields.at('check');
  if (!tree) return undefined;
  const check = tree.kind === 'map' ? new Fields(tree, partKeys.check, writing.problems) : undefined;
  if (check && !check.has('action')) check.missing('action', 'what looks at the answer');
  const name = check ? check.string('action') : fields.string('check');
  const at = check?.at('action') ?? tree;
  const action = name === undefined ? undefined : useAction(writing, name, at.place, 'read');
  if (!action) return undefined;
  const given = check?.at('with');
  const secret = writing.outline.slots.get(slot)?.type === 'secret' ? 'allowed' : 'refused';
  const value: Value =
    given === undefined
      ? {
          kind: 'map',
          entries: [
            [
              'value',
              writing.value(
                { kind: 'scalar', value: '${{ value }}', place: tree.place, end: tree.place.offset },
                scope,
                secret,
              ),
            ],
          ],
        }
      : writing.input(given, at.place, action.input, scope, 'allowed');
  return { action: action.name, with: value, timeoutMs: check?.time('timeout') ?? 10_000 };
}

function readRetries(writing: Writing, fields: Fields, key: string, scope: ScopeAt, index: number): Field['retries'] {
  const retries = fields.map('retries', partKeys.retries);
  if (!retries) return undefined;
  const max = retries.count('max', 1, 20) ?? 3;
  const text = retries.at('text');
  const said = text && writing.text(text, `${key}.retries`, scope);
  const offers = readOffers(writing, retries, `${key}.retries`, scope, index);
  return { max, ...(said ? { text: said } : {}), ...(offers ? { offers } : {}) };
}

function readSynonyms(
  { problems }: Writing,
  extract: Fields | undefined,
  choices: Field['choices'],
): Readonly<Record<string, readonly string[]>> {
  const known = choices?.map(({ value }) => value);
  const entries = (extract?.entries('synonyms') ?? []).map(([value, { key, tree }]) => {
    if (known && !known.includes(value)) {
      problems.error('choices', key, `\`${value}\` is not among the choices`, suggestion(value, known));
    }
    const words = tree.kind === 'list' ? tree.items : [tree];
    return [
      value,
      words.flatMap((word) => (word.kind === 'scalar' && word.value !== null ? [String(word.value)] : [])),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function readExtractPatterns(writing: Writing, extract: Fields | undefined): string[] {
  return (extract?.strings('patterns') ?? []).flatMap(({ value }) =>
    isPattern(writing, value, extract?.at('patterns')) ? [value] : [],
  );
}

/** `node_count` as people read it: `Node count`. */
export function titled(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
