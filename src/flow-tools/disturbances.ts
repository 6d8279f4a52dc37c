import { isDeepStrictEqual } from 'node:util';

import type { Command } from '#src/protocol/index.ts';

import type { Chance } from './chance.ts';
import { nonsense } from './invent-answer.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Something that may happen at any place of any flow. Gives a sentence when it went wrong. */
export interface Disturbance {
  name: string;
  disturb(rehearsal: Rehearsal, chance: Chance): Promise<string | undefined>;
}

/** What is tried at every place of every flow. */
export const disturbances: readonly Disturbance[] = [
  { name: 'cancel', disturb: cancel },
  { name: 'a restart of the server', disturb: restart },
  ...(['back', 'skip', 'help', 'repeat', 'menu', 'restart'] as const).map((command) => ({
    name: `"${command}"`,
    disturb: (rehearsal: Rehearsal) => goOn(rehearsal, command),
  })),
  { name: 'nonsense', disturb: babble },
];

/** Whoever cancels is out of the flow, after at most one question. */
async function cancel(rehearsal: Rehearsal): Promise<string | undefined> {
  const run = rehearsal.conversation?.runs.at(-1);
  const inQuestion = rehearsal.conversation?.own !== undefined;
  if (!inQuestion) await rehearsal.reply({ type: 'command', command: 'cancel' });
  const { prompt } = rehearsal;
  if (rehearsal.conversation?.own !== undefined && prompt?.kind === 'offers') {
    const leave = prompt.offers.findLast(({ offer }) => offer !== 'continue');
    if (!leave) return 'there is no way to leave';
    await rehearsal.reply({ type: 'offer', prompt: prompt.id, offer: leave.offer });
  }
  const stays = run !== undefined && rehearsal.conversation?.runs.includes(run);
  return stays ? 'the flow is still there afterwards' : undefined;
}

/** The same question stands there after a restart, and can be answered. */
async function restart(rehearsal: Rehearsal): Promise<string | undefined> {
  const { prompt, top } = rehearsal;
  await rehearsal.restart();
  if (!isDeepStrictEqual(rehearsal.prompt, prompt) || rehearsal.top?.at !== top?.at)
    return 'another question is open afterwards';
  if (!prompt) return undefined;
  await rehearsal.reply({ type: 'command', command: 'repeat' });
  return rehearsal.prompt?.kind === prompt.kind ? undefined : 'the open question cannot be asked again';
}

async function goOn(rehearsal: Rehearsal, command: Command): Promise<string | undefined> {
  await rehearsal.reply({ type: 'command', command });
  return alive(rehearsal);
}

async function babble(rehearsal: Rehearsal, chance: Chance): Promise<string | undefined> {
  for (let time = 0; time < 3 && !rehearsal.ending; time += 1) {
    await rehearsal.reply({ type: 'text', text: nonsense(chance) });
  }
  return alive(rehearsal);
}

function alive(rehearsal: Rehearsal): string | undefined {
  return rehearsal.prompt || rehearsal.awaiting || rehearsal.ending ? undefined : 'nothing is asked any more';
}
