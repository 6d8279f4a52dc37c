import type { Conversation } from '#src/conversation/index.ts';
import type { Prompt } from '#src/protocol/index.ts';

/** Whether an answer may still be changed: its flow is the live one, and nothing was made of it that stays. */
export function isChangeable(prompt: Prompt, { stack, runs, own }: Conversation): boolean {
  const frame = stack.at(-1);
  if (prompt.kind !== 'ask' || prompt.question.type === 'secret' || !frame || frame.locked || own !== undefined)
    return false;
  // Another flow may have a question of the same name: what was asked before this one began is not its.
  const began = Number(runs.at(-1)?.split('.')[0] ?? Number.POSITIVE_INFINITY);
  return Number(prompt.id.split('.')[0]) >= began && Object.hasOwn(frame.slots, prompt.question.slot);
}
