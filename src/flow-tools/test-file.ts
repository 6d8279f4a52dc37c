import { parseDocument } from 'yaml';
import { z } from 'zod';

import type { Problem } from '#src/chatflow/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';

import { placesIn } from './places-in.ts';

const words = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const several = z.union([words, z.array(words)]).transform((given) => (Array.isArray(given) ? given : [given]));
const json = z.json();
const map: z.ZodType<JsonObject> = z.record(z.string(), json);

/** What is looked at after a step of a test. Everything that is named has to be so. */
const expectation = z
  .strictObject({
    asked: words,
    not_asked: several,
    at: words,
    slots: map,
    text: several,
    not_text: several,
    shown: several,
    offered: z.array(words),
    called: z.record(z.string(), z.int().min(0)),
    ended: z.enum(['done', 'cancelled', 'failed']),
    output: map,
    never_shown: several,
  })
  .partial();

/** One thing that is done, or looked at. */
const step = z
  .strictObject({
    user: words,
    tap: words,
    fill: map,
    expect: expectation,
    restart: z.literal(true),
    clock: z.string(),
    finish: z.string(),
    approve: z.literal(true),
    refuse: z.union([z.literal(true), z.string()]),
    event: z.union([z.string(), z.strictObject({ name: z.string(), data: map.default({}) })]),
  })
  .partial()
  .refine((given) => Object.keys(given).length === 1, 'one step does one thing: make two steps of it');

/** What an action answers: an output, `{ error: CODE }`, `pending`, or a list with one for each call. */
const stubs = map.default({});

const test = z.strictObject({
  name: z.string(),
  inputs: map.optional(),
  slots: map.optional(),
  remembered: map.optional(),
  roles: z.array(z.string()).optional(),
  locale: z.string().optional(),
  channel: z.string().optional(),
  stubs,
  steps: z.array(step).min(1),
});

const schema = z.strictObject({
  flow: z.string().optional(),
  stubs,
  /** Answers that the random walks give, where they cannot find valid ones by themselves. */
  answers: z.record(z.string(), z.union([z.array(json), json])).default({}),
  /** Inputs of the flow, for the random walks. */
  inputs: map.optional(),
  tests: z.array(test).default([]),
});

export type TestFile = z.infer<typeof schema>;
export type FlowTest = z.infer<typeof test>;
export type TestStep = z.infer<typeof step>;
export type Expectation = z.infer<typeof expectation>;

/** Reads a test file. What is wrong comes back with its place. */
export function readTestFile(
  source: string,
  file: string,
): { tests?: TestFile; lines: number[][]; problems: Problem[] } {
  const document = parseDocument(source, { prettyErrors: false, logLevel: 'silent' });
  const placeOf = placesIn(source);
  const problem = (message: string, place: { line: number; column: number }, fix?: string): Problem => ({
    severity: 'error',
    code: 'test-file',
    file,
    ...place,
    message,
    ...(fix === undefined ? {} : { fix }),
  });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) => {
      const before = source.slice(0, pos[0]).split('\n');
      return problem(message, { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
    });
    return { problems, lines: [] };
  }
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const steps = path.filter((one) => typeof one !== 'symbol');
      return problem(`${steps.length > 0 ? `\`${steps.join('.')}\`: ` : ''}${message}`, placeOf(steps), keysFix(steps));
    });
    return { problems, lines: [] };
  }
  const lines = parsed.data.tests.map((one, at) =>
    one.steps.map((_, index) => placeOf(['tests', at, 'steps', index]).line),
  );
  return { tests: parsed.data, lines, problems: [] };
}

/** What there is to write at a place of a test file. */
function keysFix(path: readonly (string | number)[]): string | undefined {
  const inside = path.includes('expect') ? expectation : path.includes('steps') ? step : undefined;
  if (!inside) return undefined;
  const { shape } = inside instanceof z.ZodObject ? inside : { shape: {} };
  return `known are ${Object.keys(shape).join(', ')}`;
}
