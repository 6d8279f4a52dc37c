import { type ActionInfo, inputTypes, type JsonSchema } from '#src/chatflow/catalogue.ts';
import { fieldKeys, flowKeys, partKeys, stepKeys, verbKeys } from '#src/chatflow/parse/keys.ts';
import { type Verb, verbs } from '#src/chatflow/step.ts';
import { slotTypes } from '#src/protocol/index.ts';

import { fieldWords, flowWords, partWords, stepWords, verbKeyWords, verbWords } from './schema-words.ts';

/**
 * The JSON Schema of flow files, for editors: every key with what it means, every action with its inputs. A step is told
 * by its verb (`if` it has one, `then` its keys), so that one mistake gives one message.
 */
export function flowSchema(actions: ReadonlyMap<string, ActionInfo>): JsonSchema {
  const all = [...actions.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const reads = all.filter(({ kind }) => kind === 'read');
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Chatflow',
    type: 'object',
    required: ['title', 'steps'],
    properties: Object.fromEntries(flowKeys.map((key) => [key, flowWords[key] ?? flowPart(key)])),
    additionalProperties: false,
    definitions: {
      step: stepSchema(all),
      field: { ...closed(partKeys.field, (key) => fieldKey(key)), required: ['slot'] },
      choices: choicesSchema(reads),
      check: checkSchema(reads),
      offers: list(
        { anyOf: [{ type: 'string' }, closed(partKeys.offer, part('offer'))] },
        'The ways out that are offered.',
      ),
      channels: { ...closed(partKeys.channels, part('channels')), description: 'Only on some channels.' },
      inputs: Object.fromEntries(all.map(({ name, input }) => [name, withExpressions(rooted(input, name).schema)])),
      shared: Object.fromEntries(all.flatMap(({ name, input }) => rooted(input, name).shared)),
    },
  };
}

/** A schema that stood alone, as a part of a larger one: what its references lead to stands in one place of the whole. */
function rooted(schema: JsonSchema, name: string): { schema: JsonSchema; shared: [string, JsonSchema][] } {
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const target =
          key === '$ref' && typeof inner === 'string' ? /^#\/(?:\$defs|definitions)\/(.+)$/.exec(inner) : null;
        return [key, target ? `#/definitions/shared/${name}.${target[1]}` : moved(inner)];
      }),
    );
  };
  const { $defs = {}, ...rest } = schema;
  const shared = Object.entries($defs as { [key: string]: JsonSchema });
  return {
    schema: moved(rest) as JsonSchema,
    shared: shared.map(([key, inner]) => [`${name}.${key}`, moved(inner) as JsonSchema]),
  };
}

function flowPart(key: string): JsonSchema {
  switch (key) {
    case 'triggers':
    case 'access':
    case 'migrate':
      return { ...closed(partKeys[key], part(key)), description: flowPartWords[key] };
    case 'channels':
      return { $ref: '#/definitions/channels' };
    case 'inputs':
      return {
        type: 'object',
        additionalProperties: {
          anyOf: [
            { enum: [...inputTypes] },
            closed(partKeys.input, (name) => (name === 'type' ? { enum: [...inputTypes] } : part('input')(name))),
          ],
        },
        description: 'What other flows give it when they call it.',
      };
    case 'steps':
      return list({ $ref: '#/definitions/step' }, 'What it does, in this order.');
    case 'output':
      return { type: 'object', description: 'What it gives back to the flow that called it.' };
    case 'on':
      return {
        ...closed(partKeys.on, (name) => {
          if (name === 'idle') return closed(partKeys.idle, part('idle'));
          return name === 'error'
            ? handlers('When something did not work and the step has no answer to it.')
            : part('on')(name);
        }),
        description: 'What happens when the person cancels, says nothing, or something does not work.',
      };
    default:
      throw new Error(`no schema is written for the key ${key}`);
  }
}

const flowPartWords = {
  triggers: 'What begins it: commands, sentences, events.',
  access: 'Who may begin it, and the actions it uses.',
  migrate: 'How answers of older versions are carried over.',
} as const;

function stepSchema(actions: readonly ActionInfo[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(verbs.map((verb) => [verb, { description: verbWords[verb]?.description ?? '' }])),
    allOf: [
      ...verbs.map((verb) => ({ if: hasVerb(verb), then: verbSchema(verb, actions) })),
      { if: { not: { anyOf: verbs.map((verb) => ({ required: [verb] })) } }, then: { required: ['ask'] } },
    ],
  };
}

/** `show` is also a key of `confirm`. */
function hasVerb(verb: Verb): JsonSchema {
  return verb === 'show' ? { required: ['show'], not: { required: ['confirm'] } } : { required: [verb] };
}

function verbSchema(verb: Verb, actions: readonly ActionInfo[]): JsonSchema {
  const subject = verb === 'run' ? actionName(actions, 'The action to run.') : (verbWords[verb] ?? {});
  const schema = closed([verb, ...stepKeys, ...verbKeys[verb]], (key) => {
    if (key === verb) return subject;
    return stepWords[key] ?? (key === 'channels' ? { $ref: '#/definitions/channels' } : verbKey(verb, key));
  });
  if (verb === 'form') return { ...schema, required: ['fields'] };
  return verb === 'run' ? { ...schema, allOf: inputsOf(actions, 'run') } : schema;
}

function verbKey(verb: Verb, key: string): JsonSchema {
  if (verb === 'ask') return fieldKey(key);
  const words = verbKeyWords[`${verb}.${key}`];
  if (words) return words;
  switch (`${verb}.${key}`) {
    case 'form.fields':
      return list({ $ref: '#/definitions/field' }, 'The questions of the form.');
    case 'show.status':
      return { ...closed(partKeys.status, part('status')), description: 'How it is doing.' };
    case 'show.fields':
    case 'confirm.rows':
      return list(closed(key === 'rows' ? ['label', 'value', 'when'] : partKeys.row, part('row')), 'Further lines.');
    case 'show.columns':
      return list(closed(partKeys.column, part('column')), 'The columns of the table.');
    case 'run.retry':
      return { ...closed(partKeys.retry, part('retry')), description: 'How often it is tried.' };
    case 'run.compensate':
      return {
        ...closed(partKeys.compensate, (name) =>
          name === 'run' ? { type: 'string', description: 'The action that takes it back.' } : part('compensate')(name),
        ),
        description: 'How to take back what it did, when the person cancels.',
      };
    case 'run.on_error':
      return handlers('When it does not work: the first entry that fits.');
    default:
      throw new Error(`no schema is written for ${verb}.${key}`);
  }
}

function handlers(description: string): JsonSchema {
  const offer = { $ref: '#/definitions/offers' };
  const entry = closed(partKeys.onError, (name) => (name === 'offer' ? offer : part('onError')(name)));
  return list(entry, description);
}

function fieldKey(key: string): JsonSchema {
  if ((fieldKeys as readonly string[]).includes(key) && fieldWords[key]) return fieldWords[key];
  switch (key) {
    case 'slot':
    case 'when':
      return part('field')(key);
    case 'type':
      return { enum: [...slotTypes], description: 'What kind of answer it is.' };
    case 'choices':
    case 'check':
      return { $ref: `#/definitions/${key}` };
    case 'validate':
      return list(closed(partKeys.validate, part('validate')), 'When the answer is refused, and what is said then.');
    case 'extract':
      return {
        ...closed(partKeys.extract, part('extract')),
        description: 'How the answer is found in what people say.',
      };
    case 'retries':
      return {
        ...closed(partKeys.retries, (name) =>
          name === 'offer' ? { $ref: '#/definitions/offers' } : part('retries')(name),
        ),
        description: 'When to stop asking.',
      };
    default:
      throw new Error(`no schema is written for the key ${key} of a question`);
  }
}

function choicesSchema(reads: readonly ActionInfo[]): JsonSchema {
  const written = list(
    {
      anyOf: [
        { type: ['string', 'number', 'boolean'] },
        { ...closed(partKeys.choice, part('choice')), required: ['value'] },
      ],
    },
    'What can be chosen.',
  );
  const asked: JsonSchema = {
    ...closed(partKeys.choicesFrom, (key) =>
      key === 'from' ? actionName(reads, 'The action that gives the choices.') : part('choicesFrom')(key),
    ),
    required: ['from', 'value'],
    allOf: inputsOf(reads, 'from'),
  };
  return {
    description: 'What can be chosen: a list, or what an action answers.',
    if: { type: 'array' },
    then: written,
    else: asked,
  };
}

function checkSchema(reads: readonly ActionInfo[]): JsonSchema {
  const name = actionName(reads, 'The action that looks at the answer.');
  const full = {
    ...closed(partKeys.check, (key) => (key === 'action' ? name : part('check')(key))),
    required: ['action'],
    allOf: inputsOf(reads, 'action'),
  };
  return {
    description: 'An action says whether the answer can be taken.',
    if: { type: 'string' },
    then: name,
    else: full,
  };
}

function actionName(actions: readonly ActionInfo[], description: string): JsonSchema {
  return {
    enum: actions.map(({ name }) => name),
    description,
    enumDescriptions: actions.map(({ title, kind }) => (kind === 'read' ? title : `${title}. Changes something.`)),
  };
}

/** The inputs of each action, where that action is named. */
function inputsOf(actions: readonly ActionInfo[], key: string): JsonSchema[] {
  return actions.map(({ name }) => ({
    if: { properties: { [key]: { const: name } }, required: [key] },
    then: { properties: { with: { $ref: `#/definitions/inputs/${name}` } } },
  }));
}

const computed: JsonSchema = { type: 'string', pattern: '\\$\\{\\{' };

/** Each input may be written out, or computed; so may all of them at once. */
function withExpressions({ properties = {}, ...schema }: JsonSchema): JsonSchema {
  const entries = Object.entries(properties).map(([name, inner]): [string, JsonSchema] => {
    const { description, ...rest } = inner;
    return [name, { anyOf: [rest, computed], ...(description === undefined ? {} : { description }) }];
  });
  const written = { ...schema, properties: Object.fromEntries(entries) };
  return { if: { type: 'string' }, then: computed, else: written };
}

function closed(keys: readonly string[], schemaOf: (key: string) => JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, schemaOf(key)])),
    additionalProperties: false,
  };
}

function list(items: JsonSchema, description: string): JsonSchema {
  return { type: 'array', items, description };
}

function part(name: string): (key: string) => JsonSchema {
  return (key) => {
    const words = partWords[`${name}.${key}`];
    if (words) return words;
    throw new Error(`no schema is written for ${name}.${key}`);
  };
}
