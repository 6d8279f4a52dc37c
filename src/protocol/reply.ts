import { z } from 'zod';

import { commands } from './prompt.ts';
import { sentJson } from './sent-json.ts';

/** Characters one typed text may have; longer ones are refused with a sentence. Files travel as `value`. */
export const MAX_TEXT_LENGTH = 4_000;

const promptId = z.string().regex(/^\d{1,12}\.\d{1,4}$/);
const name = z.string().min(1).max(80);

/** What a person answers: typed words, a pressed button, a filled form. Buttons name the prompt they belong to. */
export const replySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(MAX_TEXT_LENGTH) }),
  z.strictObject({ type: z.literal('answer'), prompt: promptId, value: sentJson }),
  z.strictObject({ type: z.literal('form'), prompt: promptId, values: z.record(name, sentJson) }),
  z.strictObject({
    type: z.literal('confirm'),
    prompt: promptId,
    yes: z.boolean(),
    typed: z.string().max(200).optional(),
  }),
  z.strictObject({ type: z.literal('offer'), prompt: promptId, offer: z.string().min(1).max(120) }),
  z.strictObject({ type: z.literal('edit'), slot: name, prompt: promptId.optional() }),
  z.strictObject({ type: z.literal('command'), command: z.enum(commands), prompt: promptId.optional() }),
  z.strictObject({ type: z.literal('start'), flow: name, slots: z.record(name, sentJson).optional() }),
]);

export type Reply = z.infer<typeof replySchema>;
