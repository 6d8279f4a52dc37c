import type { Failure, Flow } from '#src/chatflow/index.ts';
import type { Json, JsonObject, Prompt, Question, Reply } from '#src/protocol/index.ts';

import type { Chance } from './chance.ts';
import { inventAnswer, nonsense } from './invent-answer.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { TestStep } from './test-file.ts';

/** One move of a walk: what is done, and how a test would write it. */
export interface Move {
  step: TestStep;
  make(rehearsal: Rehearsal): Promise<unknown>;
  /** Secrets that were told. */
  secrets?: string[];
}

/** What a walk goes by. */
export interface WalkKnowledge {
  answers: { readonly [slot: string]: Json };
  /** Straight on: no detours, no wrong answers. */
  smooth: boolean;
}

/** Something a person could do now: mostly an answer, now and then a detour. */
export function inventMove(rehearsal: Rehearsal, chance: Chance, knowledge: WalkKnowledge): Move {
  const { prompt } = rehearsal;
  if (!prompt) return waiting(rehearsal, chance);
  const detour = knowledge.smooth || !chance.often(0.2) ? undefined : inventDetour(rehearsal, prompt, chance);
  return detour ?? inventReply(prompt, chance, knowledge);
}

/** The ways in which actions of a flow are made to fail: as it expects, and as it does not. */
export function failuresOf(flow: Flow): { failure: Failure }[] {
  const handlers = flow.steps.flatMap((step) => (step.verb === 'run' ? step.onError : []));
  const codes = handlers.flatMap(({ if: condition }) => [...(condition?.source.matchAll(/'([A-Z][A-Z_]+)'/g) ?? [])]);
  return ['UNEXPECTED', ...new Set(codes.map((match) => match[1] ?? ''))].map((code) => ({
    failure: { code, message: `It failed with ${code}.`, retryable: code === 'UNEXPECTED' },
  }));
}

/** Nothing is asked: let time pass, or others do their part. */
function waiting(rehearsal: Rehearsal, chance: Chance): Move {
  if (rehearsal.approvals.length > 0) {
    const agreed = chance.often(0.7);
    return { step: agreed ? { approve: true } : { refuse: true }, make: (one) => one.decide({ agreed }) };
  }
  const { top, flow } = rehearsal;
  const step = flow.step.get(top?.at ?? '');
  if (step?.verb === 'wait' && step.event !== undefined && chance.often(0.7)) {
    const { event } = step;
    return { step: { event }, make: (one) => one.happen(event, {}) };
  }
  return { step: { clock: '30d' }, make: (one) => one.wait(30 * 86_400_000) };
}

function inventDetour(rehearsal: Rehearsal, prompt: Prompt, chance: Chance): Move | undefined {
  const filled = Object.keys(rehearsal.top?.slots ?? {});
  const slot = chance.often(0.3) ? chance.pick(filled) : undefined;
  if (slot !== undefined) return said({ tap: `edit:${slot}` }, { type: 'edit', slot });
  if (chance.often(0.3)) {
    const text = nonsense(chance);
    return said({ user: text }, { type: 'text', text });
  }
  const command = chance.pick(prompt.commands.filter((one) => !['cancel', 'menu', 'restart'].includes(one)));
  return command && said({ tap: command }, { type: 'command', command });
}

function inventReply(prompt: Prompt, chance: Chance, knowledge: WalkKnowledge): Move {
  const { id } = prompt;
  switch (prompt.kind) {
    case 'ask': {
      const { question } = prompt;
      const value = valueFor(question, chance, knowledge);
      const move = said(stepOf(question, value), { type: 'answer', prompt: id, value });
      return { ...move, secrets: secretsIn(question, value) };
    }
    case 'form': {
      const values: JsonObject = {};
      const secrets: string[] = [];
      for (const question of prompt.fields) {
        if (question.optional && chance.often(0.3)) continue;
        const value = valueFor(question, chance, knowledge);
        values[question.slot] = value;
        secrets.push(...secretsIn(question, value));
      }
      return { ...said({ fill: values }, { type: 'form', prompt: id, values }), secrets };
    }
    case 'confirm': {
      const row = knowledge.smooth || !chance.often(0.25) ? undefined : chance.pick(prompt.rows)?.slot;
      if (row !== undefined) return said({ tap: `edit:${row}` }, { type: 'edit', slot: row, prompt: id });
      const yes = knowledge.smooth || chance.often(0.8);
      const typed = prompt.typed === undefined ? {} : { typed: prompt.typed };
      return said({ tap: yes ? 'yes' : 'no' }, { type: 'confirm', prompt: id, yes, ...typed });
    }
    case 'offers': {
      const staying = prompt.offers.filter(({ offer }) => offer !== 'cancel');
      const offer = (chance.pick(staying) ?? prompt.offers[0])?.offer ?? 'cancel';
      return said({ tap: offer }, { type: 'offer', prompt: id, offer });
    }
    default:
      return prompt satisfies never;
  }
}

function valueFor(question: Question, chance: Chance, { answers }: WalkKnowledge): Json {
  const { slot } = question;
  if (!Object.hasOwn(answers, slot)) return inventAnswer(question, chance);
  const given = answers[slot] ?? null;
  return Array.isArray(given) && question.type !== 'multichoice' ? (chance.pick(given) ?? null) : given;
}

function secretsIn({ type }: Question, value: Json): string[] {
  return type === 'secret' && typeof value === 'string' ? [value] : [];
}

function stepOf({ type }: Question, value: Json): TestStep {
  if (type === 'choice' || type === 'bool')
    return { tap: value === true ? 'yes' : value === false ? 'no' : String(value) };
  return { user: typeof value === 'string' ? value : JSON.stringify(value) };
}

function said(step: TestStep, reply: Reply): Move {
  return { step, make: (rehearsal) => rehearsal.reply(reply) };
}
