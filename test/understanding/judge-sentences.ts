import { z } from 'zod';

import type { Scene, Understanding, Understood } from '#src/conversation/index.ts';
import type { JsonObject } from '#src/protocol/index.ts';
import { understand } from '#src/understanding/index.ts';
import { check } from '#src/understanding/read-slots.ts';

import type { openSituations } from './situations.ts';

/** Labelled sentences: what is said, where, and one of the things that it can mean. */
export const sentencesSchema = z.array(
  z.strictObject({
    text: z.string(),
    lang: z.enum(['en', 'fr', 'ar']).default('en'),
    in: z.string().default('home'),
    start: z.string().optional(),
    slots: z.record(z.string(), z.json()).optional(),
    set: z.record(z.string(), z.json()).optional(),
    edit: z.string().optional(),
    say: z.string().optional(),
    several: z.array(z.string()).optional(),
    want: z.string().optional(),
  }),
);
export type Sentence = z.infer<typeof sentencesSchema>[number];

export interface Judgement {
  sentence: Sentence;
  expected: string;
  got: string;
  /** Answers that are as expected, of all that were expected or read. */
  slots: { right: number; all: number };
  milliseconds: number;
  /** It begins a conversation that may change something, and was not meant to. */
  wrongChange: boolean;
}

/** The answers that labels of these sentences name; of others their writer says nothing. */
export function labelledSlots(sentences: readonly Sentence[]): ReadonlySet<string> {
  return new Set(sentences.flatMap(({ slots, set }) => [...Object.keys(slots ?? {}), ...Object.keys(set ?? {})]));
}

/** What the offline matcher makes of a sentence, against what was meant. Answers that are not `labelled` are not judged. */
export function judge(
  sentence: Sentence,
  scene: Awaited<ReturnType<typeof openSituations>>,
  labelled: ReadonlySet<string>,
): Judgement {
  const place = scene(sentence.in, sentence.text, sentence.lang);
  const begin = performance.now();
  const understanding = understand(place);
  const milliseconds = performance.now() - begin;
  const lasting = new Set(place.flows.filter((flow) => flow.lasting).map(({ id }) => id));
  const started = understanding.commands.filter((command) => command.type === 'start').map(({ flow }) => flow);
  const meant = sentence.several ?? (sentence.start === undefined ? [] : [sentence.start]);
  return {
    sentence,
    expected: labelOf(sentence),
    got: labelIn(understanding),
    slots: saysNothingOf(sentence)
      ? { right: 0, all: 0 }
      : compare(
          asAnswers(sentence.slots ?? sentence.set ?? {}, place, sentence.start),
          slotsIn(understanding, meant),
          labelled,
        ),
    milliseconds,
    wrongChange: started.some((flow) => lasting.has(flow) && !meant.includes(flow)),
  };
}

/** The figures over some sentences, as shares of 1. */
export function figuresOf(judgements: readonly Judgement[]): {
  intent: number;
  slots: number;
  wrong: number;
  asked: number;
} {
  const share = (count: number): number => count / Math.max(1, judgements.length);
  const slots = judgements.reduce(
    (sum, one) => ({ right: sum.right + one.slots.right, all: sum.all + one.slots.all }),
    { right: 0, all: 0 },
  );
  return {
    intent: share(judgements.filter(({ expected, got }) => expected === got).length),
    slots: slots.all === 0 ? 1 : slots.right / slots.all,
    wrong: share(judgements.filter(({ wrongChange }) => wrongChange).length),
    asked: share(judgements.filter(({ got }) => got === 'clarify').length),
  };
}

function labelOf({ start, set, edit, say, several, want }: Sentence): string {
  if (several) return `start ${several.join(' + ')}`;
  if (start !== undefined) return `start ${start}`;
  if (set) return 'set';
  if (edit !== undefined) return `edit ${edit}`;
  return say === undefined ? (want ?? 'unknown') : `say ${say}`;
}

function labelIn({ commands }: Understanding): string {
  const starts = commands.filter((command) => command.type === 'start').map(({ flow }) => flow);
  if (starts.length > 0) return `start ${starts.join(' + ')}`;
  const [first] = commands;
  return first === undefined ? 'unknown' : nameOf(first);
}

function nameOf(command: Understood): string {
  switch (command.type) {
    case 'edit':
      return `edit ${command.slot}`;
    case 'chitchat':
      return `say ${command.about}`;
    case 'locale':
      return `locale:${command.locale}`;
    // A question without an answer in the documentation is one we cannot answer.
    case 'ask':
      return command.answer === undefined ? 'unknown' : 'ask';
    default:
      return command.type;
  }
}

/** What was read, also where it is asked first which of some conversations is meant: the one that is picked gets it. */
function slotsIn({ commands }: Understanding, meant: readonly string[]): JsonObject {
  const slots: JsonObject = {};
  for (const command of commands) {
    if (command.type === 'set' || command.type === 'start') Object.assign(slots, command.slots);
    if (command.type !== 'clarify') continue;
    const picked = command.options.find(({ flow }) => meant.includes(flow)) ?? command.options[0];
    Object.assign(slots, picked?.slots);
  }
  return slots;
}

/** Of two wishes, only the wishes are labelled. */
function saysNothingOf({ several, slots }: Sentence): boolean {
  return several !== undefined && slots === undefined;
}

/** Labels are written as a person would type the answer: "50 GB", "3". They are read as such. */
function asAnswers(expected: JsonObject, scene: Scene, start: string | undefined): JsonObject {
  const flow = start === undefined ? scene.flow : scene.flows.find(({ id }) => id === start);
  if (!flow) return expected;
  const frame = start === undefined ? scene.frame : undefined;
  const { surroundings, things } = scene;
  return Object.fromEntries(
    Object.entries(expected).map(([slot, value]) => {
      if (!flow.slots.has(slot)) return [slot, value];
      const read = check({ flow, ...(frame ? { frame } : {}), surroundings, things }, slot, value);
      return [slot, read.ok ? read.value : value];
    }),
  );
}

function compare(expected: JsonObject, got: JsonObject, labelled: ReadonlySet<string>): { right: number; all: number } {
  const names = new Set([...Object.keys(expected), ...Object.keys(got)].filter((name) => labelled.has(name)));
  const right = [...names].filter((name) => String(expected[name]) === String(got[name])).length;
  return { right, all: names.size };
}
